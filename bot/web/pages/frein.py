"""Brakes kept in memory: token buckets against haste, and what may happen only so often."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime, timedelta
from math import ceil

CLES_MAX = 10_000
"""Keys remembered: the oldest are forgotten first."""


class Frein:
    """Lets each key do `rafale` things at once, then `par_seconde` more."""

    def __init__(self, rafale: int, par_seconde: float, temps: Callable[[], float]) -> None:
        """Take the size of the bucket, its rate, and a clock that only goes forward, in seconds."""
        self._rafale, self._debit, self._temps = rafale, par_seconde, temps
        self._seaux: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def attente(self, cle: str) -> int:
        """Take one token; 0 when there was one, else the seconds to wait."""
        maintenant = self._temps()
        reste, vu = self._seaux.pop(cle, (float(self._rafale), maintenant))
        reste = min(self._rafale, reste + (maintenant - vu) * self._debit)
        passe = reste >= 1
        self._seaux[cle] = (reste - 1 if passe else reste, maintenant)
        if len(self._seaux) > CLES_MAX:
            self._seaux.popitem(last=False)
        return 0 if passe else max(1, ceil((1 - reste) / self._debit))


class Rarete:
    """Lets a key through so many times in a given time."""

    def __init__(self, secondes: int, fois: int = 1) -> None:
        """Take the time that counts, and how many passages of a key it may hold."""
        self._ecart = timedelta(seconds=secondes)
        self._fois = fois
        self._derniers: OrderedDict[str, list[datetime]] = OrderedDict()

    def passe(self, cle: str, maintenant: datetime) -> bool:
        """Tell whether the key may pass at `maintenant`; it then did."""
        passages = self._derniers.get(cle, [])
        recents = [un for un in passages if maintenant < un + self._ecart]
        if len(recents) >= self._fois:
            return False
        self._derniers[cle] = [*recents, maintenant]
        self._derniers.move_to_end(cle)
        if len(self._derniers) > CLES_MAX:
            self._derniers.popitem(last=False)
        return True
