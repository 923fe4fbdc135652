"""What every step after the désignation shares: record it, move the avis, tell the other party."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from core.domain.avis import AvisDeVacance, Etat, Passage
from core.domain.calendrier import jour_local
from core.domain.candidatures import Candidature, EtatCandidature
from core.domain.envois import Genre
from core.domain.organisations import Organisation
from core.domain.suites import avancer, epuiser
from core.ports import UnitOfWork
from core.usecases.dossier import (
    Acteur,
    alerter,
    aviser,
    enregistrer,
    raison_de_non_remise,
)


@dataclass(frozen=True)
class Cible:
    """Who acts, on which candidate of which avis."""

    acteur: Acteur
    organisation: Organisation
    reference: str
    numero: int


@dataclass(frozen=True)
class Acte:
    """What was done, as the journal says it; free texts are in `details` as commitments only."""

    action: str
    article: str
    details: Mapping[str, str] = field(default_factory=dict)
    lecture: str = ""


@dataclass(frozen=True)
class Suite:
    """What a step made: the avis, its whole list, and the candidature concerned."""

    avis: AvisDeVacance
    liste: tuple[Candidature, ...]
    candidature: Candidature


def aujourdhui(avis: AvisDeVacance, maintenant: datetime) -> date:
    """Give the civil day in the convention's zone."""
    return jour_local(maintenant, avis.termes.zone)


def inscrire(
    uow: UnitOfWork,
    avis: AvisDeVacance,
    candidature: Candidature,
    acte: Acte,
    acteur: Acteur,
    maintenant: datetime,
) -> Suite:
    """Store what became of a candidature, and draw every consequence for the avis."""
    uow.avis.enregistrer_candidature(avis.id, candidature)
    liste = tuple(uow.avis.candidatures(avis.id))
    details = {"candidat": str(candidature.numero), **acte.details}
    de, avance = avis.etat, avancer(avis, liste)
    fin = epuiser(avance, liste)
    if fin:
        avance = replace(avance, etat=de)
    passage = Passage(avance, acte.action, de, acte.article, acte.lecture, details)
    avis = enregistrer(uow, passage, acteur, maintenant)
    if fin:
        avis = enregistrer(uow, _compter(replace(fin, de=de)), acteur, maintenant)
    if avis.etat in (Etat.SANS_ATTRIBUTAIRE, Etat.REPUTE_TENU):
        _clore_la_liste(uow, avis)
    if avis.etat is Etat.SANS_ATTRIBUTAIRE:
        _revenir_au_reservataire(uow, avis, maintenant)
    return Suite(avis, tuple(uow.avis.candidatures(avis.id)), candidature)


def _compter(fin: Passage) -> Passage:
    """Say in the journal whether the dwelling counts, and by what."""
    avis = fin.avis
    if avis.livraison and avis.livre_le:
        details = {"livré": avis.livraison.value, "le": avis.livre_le.isoformat()}
        return replace(fin, details=details)
    return fin


def _clore_la_liste(uow: UnitOfWork, avis: AvisDeVacance) -> None:
    """Have the households of the round count no more; what became of them stays readable."""
    for une in uow.avis.candidatures(avis.id):
        if une.etat is EtatCandidature.ACTIVE:
            uow.avis.changer_candidature(avis.id, une.numero, EtatCandidature.PASSEE)


def _revenir_au_reservataire(uow: UnitOfWork, avis: AvisDeVacance, maintenant: datetime) -> None:
    """Offer the dwelling anew: a new first délai will run from this notice's reception."""
    if not aviser(uow, avis, avis.reservataire, Genre.AVIS, maintenant):
        raison = raison_de_non_remise(uow, avis.reservataire)
        alerter(uow, avis, Genre.NON_REMIS, maintenant, {"raison": raison, "objet": "avis"})
    if avis.renfort:
        aviser(uow, avis, avis.renfort, Genre.RENFORT, maintenant)


def prevenir(
    uow: UnitOfWork,
    suite: Suite,
    genre: Genre,
    maintenant: datetime,
    details: Mapping[str, str] | None = None,
) -> None:
    """Tell the réservataire, and the other one for its own candidate, what became of one."""
    faits = {"numero": str(suite.candidature.numero), **(details or {})}
    avis = suite.avis
    aviser(uow, avis, avis.reservataire, genre, maintenant, faits)
    if avis.renfort and suite.candidature.organisation == avis.renfort.id:
        aviser(uow, avis, avis.renfort, genre, maintenant, faits)
