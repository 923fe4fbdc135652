"""The reason of a short list goes to the CALEOL by e-mail (LP art. 6)."""

from __future__ import annotations

from datetime import datetime

from core.domain.avis import AvisDeVacance, Passage
from core.domain.envois import Envoi, Genre
from core.domain.journal import engagement
from core.domain.organisations import COURRIEL, Destination
from core.ports import UnitOfWork
from core.usecases.dossier import FLUXBOT, adresser, consigner

ABSENTE = {"caleol": "absente"}
"""The fact of a notice to a bailleur whose CALEOL has no address yet."""


def adresse_de_la_caleol(uow: UnitOfWork, avis: AvisDeVacance) -> str | None:
    """Give the address to which fluxbot can send a reason, None when it can't."""
    if not uow.ecoutes.connait(COURRIEL):
        return None
    return uow.organisations.caleol(avis.bailleur.id)


def envoyer_le_motif(uow: UnitOfWork, avis: AvisDeVacance, maintenant: datetime) -> bool:
    """Queue the legal e-mail of the present reason; False when there is nowhere to send it."""
    adresse = adresse_de_la_caleol(uow, avis)
    if adresse is None or not avis.motif:
        return False
    faits = {"engagement": engagement(avis.sel, avis.motif)}
    vers = (Destination(COURRIEL, adresse),)
    adresser(uow, avis, vers, avis.bailleur.id, Genre.MOTIF_CALEOL, maintenant, faits)
    return True


def faits_sans_adresse(uow: UnitOfWork, avis: AvisDeVacance) -> dict[str, str]:
    """Tell the bailleur of a reason that fluxbot could send, were the address known."""
    servi = uow.ecoutes.connait(COURRIEL)
    connue = uow.organisations.caleol(avis.bailleur.id)
    return ABSENTE if avis.motif and servi and connue is None else {}


def noter_motif_refuse(uow: UnitOfWork, maintenant: datetime, envoi: Envoi, raison: str) -> None:
    """A reason did not reach the CALEOL: its text is handed to the bailleur, people are told."""
    if envoi.genre is not Genre.MOTIF_CALEOL or envoi.reference is None:
        return
    avis = uow.avis.par_reference(envoi.reference, verrou=True)
    if avis is None or avis.motif is None:
        return
    details = {"raison": raison, "plateforme": COURRIEL}
    passage = Passage(avis, "motif non remis à la CALEOL", avis.etat, "LP art. 6", details=details)
    consigner(uow, passage, FLUXBOT, maintenant)
    siennes = uow.canaux.destinations(avis.bailleur.id)
    autres = [une for une in uow.canaux.administrateurs() if une not in siennes]
    for lieux, suite in ((siennes, {"a_remettre": "oui"}), (autres, {})):
        faits = {"raison": "refus", "objet": "motif", **suite}
        adresser(uow, avis, lieux, avis.bailleur.id, Genre.NON_REMIS, maintenant, faits)
