"""What a convention says of its commission inter-bailleurs (LA art. 2)."""

from __future__ import annotations

from dataclasses import dataclass

from core.domain.reglages import Reglage


@dataclass(frozen=True)
class Temps:
    """One of the parts of a meeting: its title, and the categories of households it deals with.

    `choisis`: of these, only long waits, complex or pressing cases are examined, and every
    household of the categories in `toujours`; else all are.
    """

    titre: str
    categories: tuple[str, ...]
    article: str
    choisis: bool = False
    toujours: tuple[str, ...] = ()


@dataclass(frozen=True)
class ReglesCommission:
    """How often the commission meets, what it deals with, and when people are reminded.

    `intervalle_mois`: at most, between two meetings; `rappels`: days before that limit at which
    the État is told that no date is fixed; `convocation_jours`: before the meeting;
    `relances`: days before the next meeting at which a bailleur is reminded of what it owes;
    `attente_mois`: from how long on a wait is shown as long.
    """

    nom: str
    intervalle_mois: Reglage[int]
    rappels: Reglage[tuple[int, ...]]
    convocation_jours: Reglage[int]
    relances: Reglage[tuple[int, ...]]
    attente_mois: Reglage[int]
    heure: Reglage[int]
    temps: tuple[Temps, ...] = ()
