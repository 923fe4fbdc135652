"""What the documents of a commission inter-bailleurs hold, before any wording (LA art. 2).

The anonymous account has no field for a reference, a household or a commune: none can slip in.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from core.domain.prioritaires import Proposition


@dataclass(frozen=True)
class Participant:
    """One organisation invited. `present`: None while nobody noted who came."""

    nom: str
    present: bool | None = None


@dataclass(frozen=True)
class Suite:
    """A previous decision and what became of it.

    `dossier`: « DP-2026-0001 »; `decision`: its text; `avant`: civil date by which the bailleur
    owed a proposal; `etat`: « attendue », « tenue », « en retard », « sans objet »;
    `proposition`: the dwelling offered since, if any: its answer and entry are read from it.
    """

    dossier: str
    bailleur: str
    decision: str
    etat: str
    avant: date | None = None
    proposition: Proposition | None = None


@dataclass(frozen=True)
class Menage:
    """A household examined, or to be examined. `categorie`: its name, as the convention gives it;
    empty for who may not read it.

    `attend_depuis` and `caleol`: civil dates; `longue`: a wait that the convention finds long;
    `besoin`: « T3 ou T4, Nantes »; `bailleur`: the one designated, if any; `decision` and `avant`:
    empty when nothing is decided.
    """

    dossier: str
    categorie: str
    attend_depuis: date
    besoin: str = ""
    longue: bool = False
    urgent: bool = False
    caleol: date | None = None
    bailleur: str = ""
    decision: str = ""
    avant: date | None = None


@dataclass(frozen=True)
class TempsDeSeance:
    """One part of the meeting, with its households in the order in which they are examined."""

    titre: str
    menages: tuple[Menage, ...] = ()


@dataclass(frozen=True)
class Objectif:
    """One line of the yearly objectives; numbers as people read them: « 400 », « non fixé »."""

    libelle: str
    vise: str
    atteint: str
    attente: str
    retard: bool = False


@dataclass(frozen=True)
class Seance:
    """What every document of a meeting says first.

    `titre`: « Commission inter-bailleurs »; `convention`: its name; `jour`: civil date, waits are
    counted up to it; `heure`: « 14 h 30 »; `prochaine`: a sentence on the next meeting;
    `tete`: head of the meeting's journal; `mentions`: sentences printed at the end.
    """

    reference: str
    titre: str
    convention: str
    jour: date
    heure: str = ""
    lieu: str = ""
    presidence: str = ""
    participants: tuple[Participant, ...] = ()
    prochaine: str = ""
    tete: str = ""
    mentions: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Contenu:
    seance: Seance
    suites: tuple[Suite, ...] = ()
    temps: tuple[TempsDeSeance, ...] = ()
    objectifs: tuple[Objectif, ...] = ()


class CompteRendu(_Contenu):
    """The whole account of a meeting, for those who follow these households only."""


class OrdreDuJour(_Contenu):
    """What a meeting will deal with: the same parts, with room to write the decisions."""


@dataclass(frozen=True)
class Compte:
    """One count, small numbers hidden already: « Décisions tenues », « moins de 5 »."""

    libelle: str
    nombre: str


@dataclass(frozen=True)
class TempsAnonyme:
    """One part of the meeting, as counts."""

    titre: str
    comptes: tuple[Compte, ...] = ()


@dataclass(frozen=True)
class CompteRenduAnonyme:
    """The account that may go further: counts alone, none of them under five."""

    seance: Seance
    suites: tuple[Compte, ...] = ()
    temps: tuple[TempsAnonyme, ...] = ()
    objectifs: tuple[Objectif, ...] = ()
