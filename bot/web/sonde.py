"""Read the database for supervision: one reading at a time, which nobody waits for long."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from threading import Thread
from typing import TypeVar

import structlog

from bot.clock import Horloge
from storage.engine import lire
from storage.etat_du_service import EtatDuService, relever
from storage.unit_of_work import Base

journal = structlog.get_logger(__name__)
T = TypeVar("T")
DELAI = 4.0
"""Seconds that an answer may take."""


@dataclass(frozen=True)
class Lecture:
    """What the database said, and the seconds that it took."""

    etat: EtatDuService
    duree: float


class Sonde:
    """Shares one reading among those who ask at once; a database that hangs holds nobody up."""

    def __init__(self, base: Base, horloge: Horloge, delai: float = DELAI) -> None:
        """`delai`: seconds after which the database is said not to answer."""
        self._base = base
        self._horloge = horloge
        self._delai = delai
        self._en_cours: asyncio.Future[Lecture | None] | None = None

    async def lire(self) -> Lecture | None:
        """Give what the database says; None when it does not answer in time."""
        if self._en_cours is None or self._en_cours.done():
            self._en_cours = _a_part(self._relever)
        with suppress(TimeoutError):
            async with asyncio.timeout(self._delai):
                return await asyncio.shield(self._en_cours)
        return None

    def _relever(self) -> Lecture | None:
        debut = time.perf_counter()
        try:
            with lire(self._base.moteur, self._delai) as connexion:
                etat = relever(connexion, self._horloge.maintenant())
        except Exception as erreur:
            journal.warning("la base ne répond pas", raison=type(erreur).__name__)
            return None
        return Lecture(etat, time.perf_counter() - debut)


def _a_part(action: Callable[[], T]) -> asyncio.Future[T]:
    """Run in a thread of its own, that the end of the process does not wait for."""
    boucle = asyncio.get_running_loop()
    fait: asyncio.Future[T] = boucle.create_future()

    def rendre(resultat: T) -> None:
        if not fait.done():
            fait.set_result(resultat)

    def courir() -> None:
        resultat = action()
        with suppress(RuntimeError):  # The loop may be closed by now.
            boucle.call_soon_threadsafe(rendre, resultat)

    Thread(target=courir, name="sonde", daemon=True).start()
    return fait
