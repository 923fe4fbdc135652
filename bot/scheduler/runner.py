"""The metronome: the only file that knows APScheduler. Nothing legal lives in it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

from bot.clock import heure_du_mur


def metronome(tic: Callable[[], Awaitable[None]], secondes: int) -> AsyncIOScheduler:
    """Give a started scheduler that runs `tic` every so many seconds, in UTC.

    A late tick runs all the same, once, however many were missed.
    """
    planificateur = AsyncIOScheduler(timezone="UTC")
    planificateur.add_job(
        tic,
        IntervalTrigger(seconds=secondes, timezone="UTC"),
        coalesce=True,
        max_instances=1,
        misfire_grace_time=None,
    )
    planificateur.start()
    return planificateur


def remettre_a_l_heure(planificateur: AsyncIOScheduler, secondes: int) -> None:
    """Bring back a tick that a clock set wrong for a while has put off beyond its interval."""
    maintenant = heure_du_mur()
    for travail in planificateur.get_jobs():
        if travail.next_run_time > maintenant + timedelta(seconds=2 * secondes):
            travail.modify(next_run_time=maintenant)
