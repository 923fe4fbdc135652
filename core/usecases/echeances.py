"""Do what is due: reminders, relance, réputé tenu — whatever was missed, once (LP art. 6)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from core.domain.avis import CLOS, AvisDeVacance, Etat, constater, relancer
from core.domain.candidatures import actives
from core.domain.envois import Genre
from core.domain.jalons import Jalon, NatureJalon, jalons
from core.ports import UnitOfWork
from core.texte import instant_fr
from core.usecases.dossier import (
    FLUXBOT,
    actualiser,
    alerter,
    aviser,
    enregistrer,
    raison_de_non_remise,
)


def faire_echoir(uow: UnitOfWork, avis: AvisDeVacance, maintenant: datetime) -> AvisDeVacance:
    """Do all that is due for one locked avis at `maintenant`, and give it as it is then.

    A réputé tenu waits until every message sent before its échéance was heard: an outage never
    makes an engagement réputé tenu.
    """
    dus = uow.jalons.dus(avis.id, maintenant)
    for jalon in _utiles(dus):
        if jalon.nature is NatureJalon.CONSTAT and not _tout_entendu(uow, jalon):
            continue
        uow.jalons.oublier(avis.id, jalon)
        avis = _faire(uow, avis, jalon, maintenant)
    for jalon in dus:
        if jalon.nature is NatureJalon.RAPPEL:
            uow.jalons.oublier(avis.id, jalon)
    if any(un.nature is NatureJalon.COMPTE for un in dus):
        uow.jalons.remplacer(avis.id, jalons(avis, maintenant))
        actualiser(uow, avis, maintenant)
    return avis


def _utiles(dus: Sequence[Jalon]) -> list[Jalon]:
    """Keep the échéance if it passed, else only the latest reminder."""
    echeances = [un for un in dus if un.nature in (NatureJalon.RELANCE, NatureJalon.CONSTAT)]
    rappels = [un for un in dus if un.nature is NatureJalon.RAPPEL]
    return echeances or rappels[-1:]


def _tout_entendu(uow: UnitOfWork, jalon: Jalon) -> bool:
    entendu = uow.ecoutes.jusqu_a()
    return entendu is None or entendu >= jalon.instant


def _faire(
    uow: UnitOfWork, avis: AvisDeVacance, jalon: Jalon, maintenant: datetime
) -> AvisDeVacance:
    match jalon.nature:
        case NatureJalon.RELANCE if avis.etat is Etat.OUVERT:
            return _relancer(uow, avis, maintenant)
        case NatureJalon.CONSTAT if avis.etat is Etat.EN_RELANCE:
            return _constater(uow, avis, maintenant)
        case NatureJalon.RAPPEL:
            _rappeler(uow, avis, jalon, maintenant)
    return avis


def _relancer(uow: UnitOfWork, avis: AvisDeVacance, maintenant: datetime) -> AvisDeVacance:
    """Send the relance at once; with nobody to read it, no clock starts and people are told."""
    avis = enregistrer(uow, relancer(avis, maintenant), FLUXBOT, maintenant)
    if not aviser(uow, avis, avis.reservataire, Genre.RELANCE, maintenant):
        raison = raison_de_non_remise(uow, avis.reservataire)
        alerter(uow, avis, Genre.NON_REMIS, maintenant, {"raison": raison, "objet": "relance"})
    return avis


def _constater(uow: UnitOfWork, avis: AvisDeVacance, maintenant: datetime) -> AvisDeVacance:
    """Tell both parties what the second échéance made of the avis."""
    # What the bailleur itself added is no answer of the réservataire.
    candidats = sum(
        une.organisation != avis.bailleur.id for une in actives(uow.avis.candidatures(avis.id))
    )
    silence = _silence(uow, avis)
    passage = constater(avis, candidats, maintenant)
    details = {"fluxbot n'a pas écouté": silence} if silence else {}
    avis = enregistrer(uow, replace(passage, details=details), FLUXBOT, maintenant)
    genre = Genre.REPUTE_TENU if avis.etat is Etat.REPUTE_TENU else Genre.INCOMPLET
    faits = {"nombre": str(candidats), "silence": silence}
    for partie in avis.parties():
        aviser(uow, avis, partie, genre, maintenant, faits)
    return avis


def _silence(uow: UnitOfWork, avis: AvisDeVacance) -> str:
    """Own up to a stop so long that an answer given in time may have been lost."""
    silence = uow.ecoutes.silence_autour(avis.seconde.fin) if avis.seconde else None
    if silence is None:
        return ""
    debut, fin = (instant_fr(un, avis.termes.zone) for un in silence)
    return f"du {debut} au {fin}"


def _rappeler(uow: UnitOfWork, avis: AvisDeVacance, jalon: Jalon, maintenant: datetime) -> None:
    echeance = avis.echeance
    if echeance is None or avis.etat in CLOS or maintenant >= echeance.fin:
        return
    faits = {"jours": str(jalon.jours), "nature": echeance.nature.value}
    aviser(uow, avis, avis.reservataire, Genre.RAPPEL, maintenant, faits, echeance.fin)
    if avis.renfort:
        aviser(uow, avis, avis.renfort, Genre.RAPPEL, maintenant, faits, echeance.fin)
