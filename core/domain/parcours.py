"""What became of one candidature once its avis was answered: CALEOL, offer, lease."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from core.domain.delais import Echeance


class Presentation(StrEnum):
    """The bailleur's answer about one candidate (LP art. 6)."""

    PRESENTEE = "présentée"
    ECARTEE = "écartée"


class Decision(StrEnum):
    """What the commission decides of one candidate (CCH R441-3)."""

    ATTRIBUTION = "attribution"
    NON_ATTRIBUTION = "non attribution"
    IRRECEVABILITE = "irrecevabilité"


class Instance(StrEnum):
    """Who decided: the commission, or the bailleur itself for a non-regulated dwelling."""

    CALEOL = "caleol"
    BAILLEUR = "bailleur"

    @property
    def libelle(self) -> str:
        """Give the name that people read."""
        return "CALEOL" if self is Instance.CALEOL else "bailleur"


class ReponseMenage(StrEnum):
    """The household's answer to its offer; silence is a refusal (CCH R441-10)."""

    ACCEPTE = "accepte"
    REFUSE = "refuse"
    SILENCE = "silence"


@dataclass(frozen=True)
class Condition:
    """A suspensive condition, to be met before the end of `avant` (CCH R441-3).

    `remplie` is None while nobody has said; `le` the civil day on which it was settled.
    """

    texte: str
    avant: date
    remplie: bool | None = None
    le: date | None = None


@dataclass(frozen=True)
class Visite:
    """A visit, or the bon de visite that lets one be made (LP art. 11.2)."""

    le: date
    bon: bool
    par: str


@dataclass(frozen=True)
class Parcours:
    """What became of one candidature; dates are civil days of the convention's zone.

    `suspendue`: a household of a better rank came back in play after the offer (CCH R441-3).
    `silence_des` is the instant (UTC) before which a silence is not taken, when the offer was
    noted once its days were over. `precedents` holds what became of the same household when the
    avis went round before.
    """

    presentation: Presentation | None = None
    difficulte: str | None = None
    decision: Decision | None = None
    instance: Instance = Instance.CALEOL
    decide_le: date | None = None
    rang: int | None = None
    motif: str | None = None
    condition: Condition | None = None
    offre: Echeance | None = None
    notifiee_le: date | None = None
    suspendue: bool = False
    silence_des: datetime | None = None
    reponse: ReponseMenage | None = None
    repondu_le: date | None = None
    motif_refus: str | None = None
    bail_le: date | None = None
    visites: tuple[Visite, ...] = ()
    precedents: tuple[Parcours, ...] = ()

    @property
    def attribuee(self) -> bool:
        """Tell whether the dwelling was attributed to this household, at whatever rank."""
        return self.decision is Decision.ATTRIBUTION

    @property
    def a_refuse(self) -> bool:
        """Tell whether the household refused, in words or by its silence (CCH R441-10)."""
        return self.reponse in (ReponseMenage.REFUSE, ReponseMenage.SILENCE)

    @property
    def sous_condition(self) -> bool:
        """Tell whether a condition is still to be settled."""
        return self.condition is not None and self.condition.remplie is None

    @property
    def condition_manquee(self) -> bool:
        """Tell whether the condition was not met: the attribution falls."""
        return self.condition is not None and self.condition.remplie is False

    @property
    def effective(self) -> bool:
        """Tell whether the attribution took effect: it had no condition, or none that failed."""
        return self.attribuee and not self.condition_manquee

    @property
    def en_jeu(self) -> bool:
        """Tell whether the household may still get the dwelling by its attribution."""
        return self.effective and not self.a_refuse

    @property
    def offre_en_cours(self) -> bool:
        """Tell whether an offer was notified, is not suspended and waits for an answer."""
        ouverte = self.offre is not None and not self.suspendue
        return ouverte and self.reponse is None and self.en_jeu

    @property
    def echoit_le(self) -> datetime | None:
        """Give the instant (UTC) at which the household's silence becomes a refusal, if it does."""
        if self.offre is None or not self.offre_en_cours:
            return None
        return self.silence_des or self.offre.fin

    @property
    def indecise(self) -> bool:
        """Tell whether the commission may still decide: not set aside, nothing decided."""
        return self.decision is None and self.presentation is not Presentation.ECARTEE

    @property
    def issue(self) -> str:
        """Give what became of it in a few words, with no personal datum."""
        if self.bail_le:
            return "bail signé"
        if self.reponse:
            return _REPONSES[self.reponse]
        if self.decision is Decision.ATTRIBUTION:
            return self._attribution()
        if self.decision:
            return _DECISIONS[self.decision]
        return self.presentation.value if self.presentation else ""

    def _attribution(self) -> str:
        if self.condition_manquee:
            return "condition non remplie"
        if self.sous_condition:
            return f"attribuée sous condition, rang {self.rang}"
        suspension = ", offre suspendue" if self.suspendue else ""
        return f"attribuée, rang {self.rang}{suspension}"


_REPONSES = {
    ReponseMenage.ACCEPTE: "a accepté",
    ReponseMenage.REFUSE: "a refusé",
    ReponseMenage.SILENCE: "sans réponse (refus)",
}
_DECISIONS = {
    Decision.NON_ATTRIBUTION: "non attribuée",
    Decision.IRRECEVABILITE: "irrecevable",
}
