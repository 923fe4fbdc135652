"""Brakes kept in memory, each copy its own: against haste, and what may happen only so often."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime, timedelta
from enum import Enum
from math import ceil
from typing import Generic, TypeVar

CLES_MAX = 10_000
"""Keys remembered: the oldest are forgotten first."""

V = TypeVar("V")


class _Memoire(OrderedDict[str, V], Generic[V]):
    """What is known of each key, bounded: the one seen longest ago is forgotten."""

    def retenir(self, cle: str, valeur: V) -> None:
        self[cle] = valeur
        self.move_to_end(cle)
        if len(self) > CLES_MAX:
            self.popitem(last=False)


class Frein:
    """Lets each key do `rafale` things at once, then `par_seconde` more."""

    def __init__(self, rafale: int, par_seconde: float, temps: Callable[[], float]) -> None:
        """Take the size of the bucket, its rate, and a clock that only goes forward, in seconds."""
        self._rafale, self._debit, self._temps = rafale, par_seconde, temps
        self._seaux: _Memoire[tuple[float, float]] = _Memoire()

    def attente(self, cle: str) -> int:
        """Take one token; 0 when there was one, else the seconds to wait."""
        maintenant = self._temps()
        reste, vu = self._seaux.get(cle, (float(self._rafale), maintenant))
        reste = min(self._rafale, reste + (maintenant - vu) * self._debit)
        passe = reste >= 1
        self._seaux.retenir(cle, (reste - 1 if passe else reste, maintenant))
        return 0 if passe else max(1, ceil((1 - reste) / self._debit))


class Rarete:
    """Lets a key through so many times in a given time."""

    def __init__(self, secondes: int, fois: int = 1) -> None:
        """Take the time that counts, and how many passages of a key it may hold."""
        self._ecart = timedelta(seconds=secondes)
        self._fois = fois
        self._derniers: _Memoire[list[datetime]] = _Memoire()

    def passe(self, cle: str, maintenant: datetime) -> bool:
        """Tell whether the key may pass at `maintenant`; it then did."""
        passages = self._derniers.get(cle, [])
        recents = [un for un in passages if maintenant < un + self._ecart]
        if len(recents) >= self._fois:
            return False
        self._derniers.retenir(cle, [*recents, maintenant])
        return True


class Verdict(Enum):
    """What becomes of a request: let in, refused in a sentence, or refused in silence."""

    PASSE = "passe"
    PREVENIR = "prévenir"
    TAIRE = "taire"


class Blocage:
    """Lets a key do so much in a given time; beyond, nothing more until as long has gone by."""

    def __init__(self, fois: int, secondes: int) -> None:
        """Take how many times, and in how long."""
        self._fois = fois
        self._duree = timedelta(seconds=secondes)
        self._comptes: _Memoire[tuple[datetime, int]] = _Memoire()

    def juger(self, cle: str, maintenant: datetime) -> Verdict:
        """Count one more request of the key at `maintenant`; a clock set back forgives."""
        debut, nombre = self._comptes.get(cle, (maintenant, 0))
        if not debut <= maintenant < debut + self._duree:
            debut, nombre = maintenant, 0
        if nombre == self._fois:
            debut = maintenant
        self._comptes.retenir(cle, (debut, nombre + 1))
        if nombre < self._fois:
            return Verdict.PASSE
        return Verdict.PREVENIR if nombre == self._fois else Verdict.TAIRE
