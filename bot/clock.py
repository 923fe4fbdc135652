"""The only place that reads the clock."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Protocol


def secondes() -> float:
    """Give the machine's clock in seconds, shared by the copies: for paces, never for law."""
    return time.time()


def heure_du_mur() -> datetime:
    """Give what the machine's clock says, right or wrong (UTC): for what follows it anyway."""
    return datetime.fromtimestamp(time.time(), UTC)


class Horloge(Protocol):
    """Something that tells the time."""

    def maintenant(self) -> datetime:
        """Give the present instant, aware, in UTC."""


class HorlogeSysteme:
    """The machine's clock, held steady by the beats since its boot when it jumps.

    A wrong clock would make échéances fall: a jump is believed only once it has lasted. Meanwhile
    time goes on as before it. A machine that slept makes no jump: its sleep counts as beats.
    """

    TOLERANCE = timedelta(minutes=1)
    CONFIANCE = 600.0
    """Seconds after which a jump is believed."""

    def __init__(
        self,
        mur: Callable[[], float] = time.time,
        battements: Callable[[], float] = lambda: time.clock_gettime(time.CLOCK_BOOTTIME),
    ) -> None:
        """Take the wall clock and the beats, both in seconds; the wall clock is believed now."""
        self._mur, self._battements = mur, battements
        self._verrou = threading.Lock()
        self._ancre = (self._lire(), battements())
        self._saut: tuple[timedelta, float] | None = None

    @property
    def saut(self) -> timedelta | None:
        """Give the jump that is not believed yet, forward or back; None while all is well."""
        self.maintenant()
        return self._saut[0] if self._saut else None

    def maintenant(self) -> datetime:
        """Give the present instant, aware, in UTC."""
        with self._verrou:
            mur, battu = self._lire(), self._battements()
            attendu = self._ancre[0] + timedelta(seconds=battu - self._ancre[1])
            ecart = mur - attendu
            if abs(ecart) > self.TOLERANCE and not self._dure(ecart, battu):
                return attendu
            self._ancre, self._saut = (mur, battu), None
            return mur

    def _dure(self, ecart: timedelta, battu: float) -> bool:
        """Tell whether this very jump has lasted long enough to be believed."""
        if self._saut is None or abs(ecart - self._saut[0]) > self.TOLERANCE:
            self._saut = (ecart, battu)
        return battu - self._saut[1] >= self.CONFIANCE

    def _lire(self) -> datetime:
        return datetime.fromtimestamp(self._mur(), UTC)


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
