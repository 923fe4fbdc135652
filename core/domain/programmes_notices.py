"""What a new programme's réservataires are sent, and the proof that they received it (§6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from core.domain.envois import NatureReception


@dataclass(frozen=True)
class Notice:
    """One notice sent to one réservataire; `logements`: those that it names, none: informative.

    `rang` is its number in the programme; `livraison` the civil date that it gave.
    """

    rang: int
    organisation: int
    le: datetime
    logements: tuple[int, ...]
    livraison: date


class Objet(StrEnum):
    """What is received: a notice, or a return after a failure."""

    NOTICE = "notice"
    RETOUR = "retour"


@dataclass(frozen=True)
class ReceptionProgramme:
    """The proof that a notice or a return reached its réservataire; `instant` is UTC."""

    objet: Objet
    rang: int
    organisation: int
    instant: datetime
    plateforme: str
    message: str
    nature: NatureReception


class SuiteRetour(StrEnum):
    """What became of a return."""

    EN_COURS = "en cours"
    COMPLETE = "complété"
    RENDU = "logement rendu au bailleur"
    SANS_OBJET = "sans objet"


@dataclass(frozen=True)
class Retour:
    """A dwelling whose candidates failed or lack, back to its réservataire (LA 4.2.2).

    `candidat`: the number of who failed, None when nobody was named; `recu_le` (UTC): its proved
    reception, from which `dernier_jour` is counted.
    """

    rang: int
    logement: int
    organisation: int
    candidat: int | None
    le: datetime
    recu_le: datetime | None = None
    dernier_jour: date | None = None
    suite: SuiteRetour = SuiteRetour.EN_COURS
