"""What the panels show: the last sends and the journal of a dossier."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.web.sandbox_page.etat import Page
from core.domain.journal import Entree, Sceau
from core.texte import instant_fr, jour_fr
from storage.depots.releve import EtatEnvoi, LigneEnvoi
from storage.unit_of_work import UniteDeTravail
from storage.verification import ruptures

ENVOIS_MONTRES = 30
_ACCENTS = {
    "avis_recu": "avis reçu",
    "relance_recue": "relance reçue",
    "non_remis": "non remis",
    "designe": "désigné",
    "repute_tenu": "réputé tenu",
    "tardifs_acceptes": "tardifs acceptés",
    "retire": "retiré",
    "complete": "complété",
    "hors_terme": "hors terme",
    "reponse": "réponse",
    "mise_a_jour": "mise à jour",
}


@dataclass(frozen=True)
class VueEnvoi:
    """One send of the outbox."""

    genre: str
    dossier: str
    vers: str
    etat: str
    heure: str
    raison: str


@dataclass(frozen=True)
class VueEntree:
    """One entry of the journal."""

    rang: int
    heure: str
    action: str
    passage: str
    article: str
    acteur: str
    empreinte: str


@dataclass(frozen=True)
class VueSceau:
    """One daily seal."""

    rang: int
    jour: str
    heure: str
    dossiers: str
    empreinte: str


@dataclass(frozen=True)
class Panneaux:
    """Everything under the conversations."""

    envois: tuple[VueEnvoi, ...]
    dossiers: tuple[str, ...]
    dossier: str
    entrees: tuple[VueEntree, ...]
    sceaux: tuple[VueSceau, ...]
    rompus: tuple[str, ...]
    demande: bool


def panneaux(page: Page, dossier: str = "") -> Panneaux:
    """Read the panels; without a known dossier, show the last one."""
    noms = {une.cle: f"{une.nom}, {une.organisation}" for une in page.bac.personnes.values()}
    zone = page.bac.lieu.zone
    with page.bac.base.transaction() as uow:
        dossiers = tuple(uow.journal.dossiers())
        choisi = dossier if dossier in dossiers else (dossiers[-1] if dossiers else "")
        lignes = uow.envois.lister(list(EtatEnvoi), ENVOIS_MONTRES)
        return Panneaux(
            tuple(_envoi(une, noms, zone) for une in lignes),
            dossiers,
            choisi,
            tuple(_entree(une, zone) for une in uow.journal.chaine(choisi)) if choisi else (),
            tuple(_sceau(un, zone) for un in uow.journal.tous_les_sceaux()),
            _rompus(uow, dossiers),
            bool(dossier),
        )


def _rompus(uow: UniteDeTravail, dossiers: Sequence[str]) -> tuple[str, ...]:
    return tuple(
        f"{une.dossier}, entrée {une.rang} : {une.raison}" for une in ruptures(uow, dossiers)
    )


def _envoi(ligne: LigneEnvoi, noms: Mapping[str, str], zone: str) -> VueEnvoi:
    quand: datetime = ligne.regle_le or ligne.pas_avant
    return VueEnvoi(
        _ACCENTS.get(ligne.genre, ligne.genre),
        ligne.reference,
        noms.get(ligne.destination.adresse, ligne.destination.adresse),
        ligne.etat.value,
        instant_fr(quand, zone),
        ligne.raison,
    )


def _entree(une: Entree, zone: str) -> VueEntree:
    passage = f"{une.de} → {une.a}" if une.de and une.de != une.a else une.a
    return VueEntree(
        une.rang,
        instant_fr(une.instant, zone),
        une.action,
        passage,
        une.article,
        une.acteur,
        une.empreinte,
    )


def _sceau(un: Sceau, zone: str) -> VueSceau:
    return VueSceau(
        un.rang, jour_fr(un.jour), instant_fr(un.instant, zone), ", ".join(un.tetes), un.empreinte
    )
