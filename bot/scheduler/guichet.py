"""One platform as the dispatcher serves it: what is under way, and the door to the network."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from typing import Any

from bot.channels.base import Plateforme
from core.domain.envois import Envoi

EN_MEME_TEMPS = 60
"""Sends under way at once on one platform: a conversation that hangs slows no other."""

LENTEUR = 3.0
"""Seconds after which a send without an answer is held to have been counted by the platform."""


class Guichet:
    """Counts a platform's sends under way, and lets no more reach it in a second than it bears."""

    def __init__(self, plateforme: Plateforme) -> None:
        """Take a platform; must be made in a running loop."""
        self.plateforme = plateforme
        self.taches: dict[asyncio.Task[None], Envoi] = {}
        self.repos = 0.0
        """When it is worth claiming for it again (loop seconds)."""
        self._porte = asyncio.Semaphore(int(plateforme.rythme.par_seconde) or EN_MEME_TEMPS)
        self._boucle = asyncio.get_running_loop()

    @property
    def places(self) -> int:
        """Give how many sends may be claimed now."""
        if self._boucle.time() < self.repos:
            return 0
        return EN_MEME_TEMPS - len(self.taches)

    def lancer(self, service: Coroutine[Any, Any, None], envoi: Envoi) -> asyncio.Task[None]:
        """Start serving a send; it counts until it ends."""
        tache = asyncio.create_task(service)
        self.taches[tache] = envoi
        tache.add_done_callback(self.taches.pop)
        return tache

    @asynccontextmanager
    async def passer(self) -> AsyncIterator[None]:
        """Send within: whatever the pace and the machine, the platform's rate is not exceeded.

        A platform counts a send at some instant between its departure and its answer: one second
        after the answer, or after `LENTEUR`, it no longer counts, and its place is free.
        """
        await self._porte.acquire()
        seconde = 1.0 if self.plateforme.rythme.par_seconde else 0.0
        sortie = self._boucle.call_later(LENTEUR + seconde, self._porte.release)
        try:
            yield
        finally:
            if self._boucle.time() + seconde < sortie.when():
                sortie.cancel()
                self._boucle.call_later(seconde, self._porte.release)
