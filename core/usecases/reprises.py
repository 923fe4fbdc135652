"""Bring back what an answer typed late puts in play again: a closed round, a refused dwelling."""

from __future__ import annotations

from datetime import UTC, datetime

from core.domain.avis import AvisDeVacance, Etat
from core.domain.candidatures import Candidature, EtatCandidature
from core.domain.envois import Genre
from core.domain.offres import exiger_remplacable
from core.domain.reprises import du_tour_clos, reprenable, reprendre
from core.errors import TransitionImpossible
from core.ports import UnitOfWork
from core.usecases.dossier import aviser, enregistrer
from core.usecases.suites import Cible, aujourdhui

_ORIGINE = datetime.min.replace(tzinfo=UTC)


def reprendre_le_tour(
    uow: UnitOfWork, maintenant: datetime, cible: Cible, avis: AvisDeVacance
) -> AvisDeVacance:
    """Take up again the round that a silence ended, if `cible` fell silent in it.

    Gives the avis unchanged when there is nothing to take up. Raises TransitionImpossible when the
    new round already has a candidate, or the silence is too old.
    """
    liste = uow.avis.candidatures(avis.id)
    closes = du_tour_clos(liste, _debut_du_tour_clos(uow, avis))
    if not reprenable(avis, closes, cible.numero):
        return avis
    une = next(une for une in closes if une.numero == cible.numero)
    exiger_remplacable(avis, une, aujourdhui(avis, maintenant))
    passage = reprendre(avis, liste, cible.numero)
    for autre in closes:
        uow.avis.changer_candidature(avis.id, autre.numero, EtatCandidature.ACTIVE)
    avis = enregistrer(uow, passage, cible.acteur, maintenant)
    for partie in avis.parties():
        aviser(uow, avis, partie, Genre.REPRISE, maintenant)
    return avis


def _debut_du_tour_clos(uow: UnitOfWork, avis: AvisDeVacance) -> datetime:
    """Give when the last round that ended had begun: at the end of the one before it."""
    fins = [une.instant for une in uow.journal.chaine(avis.reference) if une.action in _FINS]
    return fins[-2] if len(fins) > 1 else _ORIGINE


_FINS = frozenset({"sans attributaire", "aucun candidat tardif retenu"})


def exiger_logement_libre(uow: UnitOfWork, avis: AvisDeVacance, une: Candidature) -> None:
    """Raise TransitionImpossible when the dwelling refused by all was put up again since."""
    if avis.etat is not Etat.REFUSE_PAR_TOUS:
        return
    passages = uow.journal.chaine(avis.reference)
    clos = [un.instant for un in passages if un.a == avis.etat and un.de != avis.etat]
    autre = uow.avis.depose_depuis(avis, clos[-1])
    if autre:
        raise TransitionImpossible(
            f"{avis.reference}, candidat n° {une.numero} : le même logement a été remis en avis "
            f"depuis ({autre}), l'acceptation vient trop tard. Voir : /avis {autre}"
        )
