"""Meetings of a commission and their decisions, for the tests: under the shipped convention."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from core.domain.commissions import Commission, Decision, Deroulement, EtatCommission
from core.usecases.commissions_seance import Seance, regles_de
from tests.menages_prioritaires import DDETS, HABITAT, loire_atlantique

PARIS = "Europe/Paris"
REGLES = regles_de(loire_atlantique())
SEANCE = datetime(2026, 4, 9, 12, 30, tzinfo=UTC)
"""Thursday 9 April 2026, 14:30 in Nantes."""


def une_seance(etat: EtatCommission = EtatCommission.PREVUE, **changements: Any) -> Commission:
    """Give a meeting in a state."""
    seance = Commission(
        1,
        "CIB-2026-0001",
        "loire-atlantique-2024",
        DDETS,
        etat,
        2026,
        SEANCE,
        datetime(2026, 3, 1, 9, tzinfo=UTC),
        "sel",
        Deroulement("préfecture"),
    )
    return replace(seance, **changements)


def avec_convention(commission: Commission) -> Seance:
    """Give a meeting with the convention that rules it."""
    return Seance(commission, loire_atlantique())


def une_decision(**changements: Any) -> Decision:
    """Give a decision of that meeting, addressed to Habitat 44."""
    decision = Decision("CIB-2026-0001", 1, "DP-2026-0001", "un T3 à trouver", SEANCE, HABITAT)
    return replace(decision, **changements)
