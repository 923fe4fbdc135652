"""What every change of an avis shares: find it, bring it up to date, record, show, tell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from core.domain.avis import A_DECIDER, AvisDeVacance, Passage
from core.domain.candidatures import Candidature
from core.domain.envois import Genre, NouvelEnvoi
from core.domain.jalons import Jalon, NatureJalon, jalons
from core.domain.journal import Entree
from core.domain.organisations import Destination, Organisation
from core.errors import Interdit, Introuvable
from core.ports import UnitOfWork
from core.texte import de


@dataclass(frozen=True)
class Acteur:
    """Who acts, without a personal name, and through which platform."""

    nom: str
    plateforme: str


TABLEAU = "tableau"
"""The place, in a person's private conversation, where their board is shown."""

FLUXBOT = Acteur("fluxbot", "interne")
"""The clock's own doings."""


def charger(uow: UnitOfWork, reference: str, organisation: Organisation) -> AvisDeVacance:
    """Find and lock an avis for one of its parties.

    Raises Introuvable in the same words for a foreign avis as for one that does not exist.
    """
    avis = uow.avis.par_reference(reference, verrou=True)
    if avis is None or not avis.est_partie(organisation):
        raise Introuvable(
            f"Je ne trouve pas d'avis {reference} parmi ceux {de(organisation.nom)}. "
            "La liste : /avis"
        )
    return avis


def exiger_bailleur(avis: AvisDeVacance, organisation: Organisation, verbe: str) -> None:
    """Raise Interdit unless `organisation` is the avis's bailleur."""
    if organisation.id != avis.bailleur.id:
        raise Interdit(f"Seul le bailleur, {avis.bailleur.nom}, peut {verbe} {avis.reference}.")


def exiger_reservataire(avis: AvisDeVacance, organisation: Organisation, verbe: str) -> None:
    """Raise Interdit unless `organisation` is the avis's réservataire."""
    if organisation.id != avis.reservataire.id:
        raise Interdit(
            f"Seul le réservataire, {avis.reservataire.nom}, peut {verbe} {avis.reference}."
        )


def enregistrer(
    uow: UnitOfWork,
    passage: Passage,
    acteur: Acteur,
    maintenant: datetime,
    liste: Sequence[Candidature] | None = None,
) -> AvisDeVacance:
    """Store a change, its journal entry, what is now due, and refresh the notices shown.

    `liste`: the candidates, if they were just read.
    """
    avis = passage.avis
    dus = a_venir(uow, avis, maintenant) if liste is None else jalons(avis, maintenant, liste)
    offre = next((un.instant for un in dus if un.nature is NatureJalon.OFFRE), None)
    uow.avis.enregistrer(avis, offre)
    consigner(uow, passage, acteur, maintenant)
    uow.jalons.remplacer(avis.id, dus)
    actualiser(uow, avis, maintenant)
    return avis


def a_venir(uow: UnitOfWork, avis: AvisDeVacance, maintenant: datetime) -> tuple[Jalon, ...]:
    """Give all that the avis waits for; candidates are read only once they matter."""
    liste = uow.avis.candidatures(avis.id) if avis.etat in A_DECIDER else ()
    return jalons(avis, maintenant, liste)


def consigner(uow: UnitOfWork, passage: Passage, acteur: Acteur, maintenant: datetime) -> None:
    """Append one entry to the avis's chain."""
    uow.journal.ajouter(
        Entree(
            dossier=passage.avis.reference,
            rang=0,
            instant=maintenant,
            acteur=acteur.nom,
            plateforme=acteur.plateforme,
            action=passage.action,
            de=passage.de or "",
            a=passage.avis.etat,
            article=passage.article,
            lecture=passage.lecture,
            details=passage.details,
        )
    )


def actualiser(uow: UnitOfWork, avis: AvisDeVacance, maintenant: datetime) -> None:
    """Have all that shows the avis brought to its present state: its messages, the boards."""
    uow.envois.annuler_mises_a_jour(avis.reference)
    # The instant first: keys made together are stored together, whatever avis they are of.
    cause = f"{maintenant:%d%H%M%S%f}:{avis.reference}:{_rang(uow, avis)}"
    lecteurs = {Genre.AVIS: avis.reservataire, Genre.AVIS_RECU: avis.bailleur}
    uow.envois.ajouter(
        *(
            NouvelEnvoi(
                Genre.MISE_A_JOUR,
                destination,
                f"{Genre.MISE_A_JOUR}:{cause}:{destination.cle}:{message}",
                maintenant,
                avis.reference,
                lecteurs[genre].id,
                faits={"tour": str(avis.tour)},
                cible=message,
            )
            for genre, destination, message in uow.envois.montrees(avis.reference)
            if not destination.par_courriel
        )
    )
    for plateforme, adresse in uow.membres.tableaux([une.id for une in avis.parties()]):
        tableau = Destination(plateforme, adresse, TABLEAU)
        demander_le_tableau(uow, tableau, cause, maintenant)


def demander_le_tableau(
    uow: UnitOfWork, tableau: Destination, cause: str, maintenant: datetime
) -> None:
    """Have one board drawn, once for each cause; a drawing that still waits gives way."""
    uow.envois.annuler_tableaux(tableau)
    cle = f"{Genre.TABLEAU}:{cause}:{tableau.cle}"
    uow.envois.ajouter(NouvelEnvoi(Genre.TABLEAU, tableau, cle, maintenant))


def aviser(
    uow: UnitOfWork,
    avis: AvisDeVacance,
    organisation: Organisation,
    genre: Genre,
    maintenant: datetime,
    faits: Mapping[str, str] | None = None,
    expire_le: datetime | None = None,
) -> int:
    """Put a notice in the outbox for an organisation; give the number of conversations."""
    destinations = uow.canaux.destinations(organisation.id)
    adresser(uow, avis, destinations, organisation.id, genre, maintenant, faits, expire_le)
    return len(destinations)


def alerter(
    uow: UnitOfWork,
    avis: AvisDeVacance,
    genre: Genre,
    maintenant: datetime,
    faits: Mapping[str, str],
) -> None:
    """Tell the bailleur and every administrateur that something needs a person."""
    destinations = {une.cle: une for une in uow.canaux.administrateurs()}
    destinations |= {une.cle: une for une in uow.canaux.destinations(avis.bailleur.id)}
    tous = tuple(destinations.values())
    adresser(uow, avis, tous, avis.bailleur.id, genre, maintenant, faits)


def raison_de_non_remise(uow: UnitOfWork, organisation: Organisation) -> str:
    """Say why nobody reads: every conversation is dead, mailboxes among them, or nobody is."""
    if not uow.canaux.injoignable(organisation.id):
        return "personne"
    return "courriel" if uow.membres.adresses(organisation.id) else "bloque"


def adresser(
    uow: UnitOfWork,
    avis: AvisDeVacance,
    destinations: Sequence[Destination],
    organisation: int,
    genre: Genre,
    maintenant: datetime,
    faits: Mapping[str, str] | None = None,
    expire_le: datetime | None = None,
) -> None:
    """Put a notice in the outbox for some conversations, read there as by `organisation`."""
    faits = faits or {}
    precisions = "".join(f"-{nom[0]}{faits[nom]}" for nom in ("jours", "numero") if nom in faits)
    rang = f"{_rang(uow, avis)}{precisions}"
    uow.envois.ajouter(
        *(
            NouvelEnvoi(
                genre,
                destination,
                f"{genre}:{avis.reference}:{rang}:{organisation}:{destination.cle}",
                maintenant,
                avis.reference,
                organisation,
                {"tour": str(avis.tour), **faits},
                expire_le=expire_le,
            )
            for destination in destinations
        )
    )


def _rang(uow: UnitOfWork, avis: AvisDeVacance) -> int:
    tete = uow.journal.tete(avis.reference)
    return tete[0] if tete else 0
