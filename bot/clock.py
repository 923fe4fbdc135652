"""The only place that reads the clock."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Protocol


class Horloge(Protocol):
    """Something that tells the time."""

    def maintenant(self) -> datetime:
        """Give the present instant, aware, in UTC."""


class HorlogeSysteme:
    """The machine's clock."""

    def maintenant(self) -> datetime:
        """Give the present instant, aware, in UTC."""
        return datetime.now(UTC)


class HorlogeReglable:
    """A clock that people move forward: the sandbox's and the story's."""

    def __init__(self, depart: datetime) -> None:
        """Start at an aware instant; the clock stands still until moved."""
        self._instant = depart

    def maintenant(self) -> datetime:
        """Give the present instant, aware, in UTC."""
        return self._instant

    def avancer_a(self, instant: datetime) -> None:
        """Move forward to an instant; never back."""
        self._instant = max(self._instant, instant)

    def avancer(self, duree: timedelta) -> None:
        """Move forward by a duration."""
        self.avancer_a(self._instant + duree)
