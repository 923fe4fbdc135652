"""The metronome: the only file that knows APScheduler. Nothing legal lives in it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger


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
