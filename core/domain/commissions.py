"""A meeting of the commission inter-bailleurs and its decisions (LA art. 2)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from core.domain.calendrier import jour_local
from core.domain.organisations import Organisation
from core.errors import TransitionImpossible
from core.texte import liste_fr


class EtatCommission(StrEnum):
    """Where a meeting stands, in the words that people read."""

    PREVUE = "prévue"
    CONVOQUEE = "convoquée"
    EN_SEANCE = "en séance"
    CLOSE = "close"
    ANNULEE = "annulée"


A_VENIR = frozenset({EtatCommission.PREVUE, EtatCommission.CONVOQUEE})
TENUES = frozenset({EtatCommission.EN_SEANCE, EtatCommission.CLOSE})


@dataclass(frozen=True)
class Releve:
    """What the anonymous account prints of the rest of the year, as it was when it closed.

    Read anew each time, two editions of one account would give small numbers away.
    """

    tenues: int
    en_retard: int
    atteint: int = 0
    objectif_en_retard: bool = False


@dataclass(frozen=True)
class Deroulement:
    """How a meeting goes. `sequence`: how often its invitation changed, as calendars count it.

    Instants are UTC; `presents`: ids of the bailleurs represented, None while nobody noted them;
    `examines`: references of the households on its agenda when it closed; `motif`: why it was
    cancelled; `releve`: what was counted when it closed.
    """

    lieu: str = ""
    sequence: int = 0
    convoquee_le: datetime | None = None
    ouverte_le: datetime | None = None
    close_le: datetime | None = None
    presents: tuple[int, ...] | None = None
    examines: tuple[str, ...] = ()
    motif: str = ""
    releve: Releve | None = None


@dataclass(frozen=True)
class Commission:
    """One meeting. `autorite`: the État's service that chairs it; `seance`: when it begins, UTC.

    `annee`: civil year of its reference; `sel`: salt of what its journal commits to.
    """

    id: int
    reference: str
    convention: str
    autorite: Organisation
    etat: EtatCommission
    annee: int
    seance: datetime
    cree_le: datetime
    sel: str = field(repr=False)
    deroulement: Deroulement = Deroulement()

    def jour(self, zone: str) -> date:
        """Give the civil day on which it is held, or was really opened."""
        return jour_local(self.deroulement.ouverte_le or self.seance, zone)


class EtatDecision(StrEnum):
    """Whether a decision holds."""

    PRISE = "prise"
    REMPLACEE = "remplacée"
    RETIREE = "retirée"


@dataclass(frozen=True)
class Decision:
    """What a meeting decided for one household, number `rang` of the meeting.

    `commission` and `dossier` are references; `bailleur` owes one adapted proposal (LA art. 2)
    by the civil day `avant`, the next meeting when None; `instant`: UTC.
    """

    commission: str
    rang: int
    dossier: str
    texte: str = field(repr=False)
    instant: datetime
    bailleur: Organisation | None = None
    avant: date | None = None
    etat: EtatDecision = EtatDecision.PRISE


def en_vigueur(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """Keep the decisions that hold, in their order."""
    return tuple(une for une in decisions if une.etat is EtatDecision.PRISE)


PERMIS: Mapping[str, frozenset[EtatCommission]] = {
    "reporter": A_VENIR,
    "annuler": A_VENIR,
    "convoquer": frozenset({EtatCommission.PREVUE}),
    "ouvrir": A_VENIR,
    "noter les présents de": frozenset({EtatCommission.EN_SEANCE}),
    "noter une décision de": frozenset({EtatCommission.EN_SEANCE}),
    "retirer une décision de": frozenset({EtatCommission.EN_SEANCE}),
    "clore": frozenset({EtatCommission.EN_SEANCE}),
}
"""From which states each verb may be done."""


def exiger(commission: Commission, verbe: str) -> None:
    """Raise TransitionImpossible when the meeting's state forbids the verb."""
    permis = PERMIS[verbe]
    if commission.etat not in permis:
        attendus = liste_fr([f"« {un} »" for un in EtatCommission if un in permis], "ou")
        raise TransitionImpossible(
            f"On ne peut pas {verbe} {commission.reference} : la séance est "
            f"« {commission.etat} », elle devrait être {attendus}. "
            f"Voir : /commission {commission.reference}"
        )
