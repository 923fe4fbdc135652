"""A notice was received, or could not be: the only ways a clock starts, or does not (LP art. 6)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from core.domain.avis import (
    A_RECEVOIR,
    AvisDeVacance,
    Etat,
    Passage,
    attend_une_reception,
    recevoir,
    recevoir_relance,
    remettre,
)
from core.domain.convention import ModeReception
from core.domain.envois import Envoi, Genre, NatureReception, Reception, Sent
from core.domain.organisations import Destination, Organisation
from core.errors import TransitionImpossible
from core.ports import UnitOfWork
from core.texte import instant_fr, jour_fr
from core.usecases.dossier import (
    FLUXBOT,
    Acteur,
    actualiser,
    adresser,
    alerter,
    aviser,
    charger,
    consigner,
    enregistrer,
    exiger_reservataire,
)


def noter_envoi(uow: UnitOfWork, maintenant: datetime, envoi: Envoi, preuve: Sent) -> None:
    """Draw the consequence of a platform's acceptance at `maintenant`.

    In « plateforme » mode it is the reception (domain §3, chosen for chat); in « accuse » mode,
    and always by e-mail, it proves only the sending: reminders start, no clock does.
    """
    if not envoi.ouvre_un_delai or envoi.reference is None:
        return
    avis = uow.avis.par_reference(envoi.reference, verrou=True)
    if avis is None or avis.tour != envoi.tour:
        return
    if envoi.organisation != avis.reservataire.id:
        return
    accuse = avis.termes.reception.valeur is ModeReception.ACCUSE
    if accuse or envoi.destination.par_courriel:
        _noter_remise(uow, avis, envoi, preuve, maintenant)
        return
    reception = Reception(
        Genre.RELANCE if envoi.genre is Genre.RELANCE else Genre.AVIS,
        avis.tour,
        maintenant,
        envoi.destination,
        preuve.message,
        NatureReception.PLATEFORME,
        preuve.horodatage,
    )
    recevoir_preuve(uow, avis, reception, Acteur("fluxbot", envoi.destination.plateforme))


def _noter_remise(
    uow: UnitOfWork, avis: AvisDeVacance, envoi: Envoi, preuve: Sent, maintenant: datetime
) -> None:
    """Keep the first instant from which somebody may acknowledge, and the proof of the sending."""
    if not attend_une_reception(avis) or avis.remis_le is not None:
        return
    passage = remettre(avis, maintenant)
    details = {"message": preuve.message, "plateforme": envoi.destination.plateforme}
    enregistrer(uow, replace(passage, details=details), FLUXBOT, maintenant)


def recevoir_preuve(
    uow: UnitOfWork, avis: AvisDeVacance, reception: Reception, acteur: Acteur
) -> AvisDeVacance:
    """Store a proof; the first of its kind starts the clock and tells the bailleur."""
    uow.avis.ajouter_reception(avis.id, reception)
    if reception.objet is Genre.AVIS and avis.etat in A_RECEVOIR:
        passage = recevoir(avis, reception.instant)
        annonce = Genre.AVIS_RECU
    elif reception.objet is Genre.RELANCE and avis.etat is Etat.EN_RELANCE and not avis.seconde:
        passage = recevoir_relance(avis, reception.instant)
        annonce = Genre.RELANCE_RECUE
    else:
        actualiser(uow, avis, reception.instant)
        return avis
    details = _preuve(reception, avis.termes.zone)
    echeance = passage.avis.seconde or passage.avis.premiere
    if echeance:
        details["dernier jour"] = jour_fr(echeance.dernier_jour)
    avis = enregistrer(
        uow,
        Passage(
            passage.avis, passage.action, passage.de, passage.article, passage.lecture, details
        ),
        acteur,
        reception.instant,
    )
    aviser(uow, avis, avis.bailleur, annonce, reception.instant)
    _dire_l_echeance(uow, avis, reception.instant)
    return avis


def _dire_l_echeance(uow: UnitOfWork, avis: AvisDeVacance, maintenant: datetime) -> None:
    """Mail the exact échéance to those whose avis still says « à compter de la réception »."""
    if avis.echeance is None:
        return
    lieux = uow.canaux.destinations(avis.reservataire.id)
    adresses = [une for une in lieux if une.par_courriel]
    faits = {"nature": avis.echeance.nature.value}
    fin, lecteur = avis.echeance.fin, avis.reservataire.id
    adresser(uow, avis, adresses, lecteur, Genre.ECHEANCE, maintenant, faits, fin)


def accuser_reception(
    uow: UnitOfWork,
    maintenant: datetime,
    acteur: Acteur,
    organisation: Organisation,
    reference: str,
    depuis: Destination,
    message: str,
) -> AvisDeVacance:
    """Record that a person of the réservataire acknowledges the avis, or its relance.

    Raises TransitionImpossible when nothing waits for an acknowledgement.
    """
    avis = charger(uow, reference, organisation)
    exiger_reservataire(avis, organisation, "accuser réception de")
    if not attend_une_reception(avis):
        raise TransitionImpossible(
            f"{reference} est « {avis.etat} » : rien n'attend d'accusé de réception. "
            f"Voir : /avis {reference}"
        )
    objet = Genre.RELANCE if avis.etat is Etat.EN_RELANCE else Genre.AVIS
    preuve = Reception(objet, avis.tour, maintenant, depuis, message, NatureReception.ACCUSE)
    return recevoir_preuve(uow, avis, preuve, acteur)


def noter_echec(uow: UnitOfWork, maintenant: datetime, envoi: Envoi, raison: str) -> None:
    """A notice that opens a délai reached nobody: no clock starts, people are told."""
    if not envoi.ouvre_un_delai or envoi.reference is None or uow.envois.encore_en_route(envoi):
        return
    avis = uow.avis.par_reference(envoi.reference, verrou=True)
    if avis is None or avis.tour != envoi.tour or not attend_une_reception(avis):
        return
    objet = "relance" if envoi.genre is Genre.RELANCE else "avis"
    passage = Passage(
        avis,
        f"{objet} non remis" + ("e" if objet == "relance" else ""),
        avis.etat,
        "LP art. 6",
        "aucun délai ne court",
        {"raison": raison, "plateforme": envoi.destination.plateforme},
    )
    consigner(uow, passage, FLUXBOT, maintenant)
    pourquoi = "courriel" if envoi.destination.par_courriel else "refus"
    alerter(uow, avis, Genre.NON_REMIS, maintenant, {"raison": pourquoi, "objet": objet})


def _preuve(reception: Reception, zone: str) -> dict[str, str]:
    preuve = {
        "objet": reception.objet.value,
        "nature": reception.nature.value,
        "message": reception.message,
        "reçu le": instant_fr(reception.instant, zone),
    }
    if reception.horodatage:
        preuve["heure de la plateforme"] = instant_fr(reception.horodatage, zone)
    return preuve


def noter_retard(uow: UnitOfWork, maintenant: datetime, envoi: Envoi, raison: str) -> None:
    """A notice that opens a délai keeps failing: people are told while it is still tried."""
    if not envoi.ouvre_un_delai or envoi.reference is None:
        return
    avis = uow.avis.par_reference(envoi.reference, verrou=True)
    if avis and avis.tour == envoi.tour and attend_une_reception(avis):
        objet = "relance" if envoi.genre is Genre.RELANCE else "avis"
        attente = "attente_courriel" if envoi.destination.par_courriel else "attente"
        faits = {"raison": attente, "objet": objet}
        passage = Passage(
            avis,
            f"{objet} en attente de remise",
            avis.etat,
            "LP art. 6",
            "aucun délai ne court",
            {"raison": raison},
        )
        consigner(uow, passage, FLUXBOT, maintenant)
        alerter(uow, avis, Genre.NON_REMIS, maintenant, faits)
