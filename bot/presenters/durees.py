"""How long something has lasted, as people say it."""

from __future__ import annotations

from datetime import datetime, timedelta

from babel.dates import format_timedelta


def depuis_fr(instant: datetime, maintenant: datetime) -> str:
    """Write the time gone by since an instant, both aware: « 12 minutes », « 3 jours »."""
    return duree_fr(maintenant - instant)


def duree_fr(duree: timedelta) -> str:
    """Write a length of time: « 12 minutes », « 3 jours »."""
    # Babel binds some units to their number and not others.
    return format_timedelta(duree, threshold=1.5, locale="fr").replace(" ", "\u00a0")
