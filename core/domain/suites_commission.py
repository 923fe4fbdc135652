"""What became of a commission's decisions, read from the households: never typed (LA art. 2)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from core.domain.calendrier import jour_local
from core.domain.commissions import Decision, EtatDecision
from core.domain.prioritaires import DossierPrioritaire, Proposition, ReponseProposition


class EtatSuite(StrEnum):
    """Where a decision stands, in the words that people read."""

    TENUE = "tenue"
    ATTENDUE = "attendue"
    EN_RETARD = "en retard"
    SANS_OBJET = "sans objet"
    REPRISE = "reprise en séance depuis"
    NOTEE = "notée, sans bailleur"


DUES = frozenset({EtatSuite.ATTENDUE, EtatSuite.EN_RETARD})
"""The states in which a bailleur still owes a proposal."""


@dataclass(frozen=True)
class Suite:
    """One decision and what became of it.

    `echeance`: civil day by which the bailleur owes a proposal, None while no meeting is fixed;
    `proposition`: the dwelling that it offered since.
    """

    decision: Decision
    dossier: DossierPrioritaire
    etat: EtatSuite
    echeance: date | None = None
    proposition: Proposition | None = None


@dataclass(frozen=True)
class Moment:
    """A civil day in a zone."""

    jour: date
    zone: str


def suite_de(
    decision: Decision, dossier: DossierPrioritaire, echeance: date | None, moment: Moment
) -> Suite:
    """Tell what became of a decision, as its household's file says on a civil day."""
    offre = _offre(decision, dossier, moment.zone)
    return Suite(
        decision, dossier, _etat(decision, dossier, echeance, offre, moment), echeance, offre
    )


def plus_recentes(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """Keep, of those that hold, the last one for each household: it is the one to follow."""
    par_dossier: dict[str, Decision] = {}
    for une in sorted(decisions, key=lambda une: une.instant):
        if une.etat is EtatDecision.PRISE:
            par_dossier[une.dossier] = une
    return tuple(par_dossier.values())


def _offre(decision: Decision, dossier: DossierPrioritaire, zone: str) -> Proposition | None:
    """Find the last dwelling that its bailleur offered, or had answered, since the decision."""
    if decision.bailleur is None:
        return None
    depuis = jour_local(decision.instant, zone)
    siennes = [
        une
        for une in dossier.suivi.propositions
        if une.bailleur == decision.bailleur.id
        and une.reponse is not ReponseProposition.SANS_SUITE
        and max(une.le, une.repondu_le or une.le, une.entree_le or une.le) >= depuis
    ]
    return siennes[-1] if siennes else None


def _etat(
    decision: Decision,
    dossier: DossierPrioritaire,
    echeance: date | None,
    offre: Proposition | None,
    moment: Moment,
) -> EtatSuite:
    if offre:
        return EtatSuite.TENUE
    if decision.bailleur is None:
        return EtatSuite.NOTEE if dossier.vivant else EtatSuite.SANS_OBJET
    if not dossier.vivant or not dossier.concerne(decision.bailleur.id):
        return EtatSuite.SANS_OBJET
    return EtatSuite.EN_RETARD if echeance and echeance < moment.jour else EtatSuite.ATTENDUE
