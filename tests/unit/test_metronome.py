"""The metronome: a clock set wrong for a while does not silence it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.clock import heure_du_mur
from bot.scheduler.runner import metronome, remettre_a_l_heure

SECONDES = 30


async def rien() -> None:
    """Do nothing."""


@pytest.mark.parametrize(
    ("dans", "avance"),
    [(timedelta(days=20), True), (timedelta(minutes=2), True), (timedelta(seconds=29), False)],
)
async def test_a_tick_put_off_beyond_its_interval_is_brought_back(
    dans: timedelta, avance: bool
) -> None:
    planificateur = metronome(rien, SECONDES)
    try:
        (travail,) = planificateur.get_jobs()
        prevu = heure_du_mur() + dans
        travail.modify(next_run_time=prevu)
        remettre_a_l_heure(planificateur, SECONDES)
        assert (travail.next_run_time < prevu) is avance
    finally:
        planificateur.shutdown(wait=False)
