"""What only one copy may do (poll, hold the socket): it holds a lease while it does.

Two copies that both believe they hold it do no harm: what they receive is kept once.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

import structlog

from bot.clock import Horloge
from bot.copies.porteur import est_mort, nous
from storage.depots.mandats import Mandat as Ligne
from storage.engine import BASE_INJOIGNABLE
from storage.unit_of_work import Base

journal = structlog.get_logger(__name__)

BATTEMENT = 5.0
"""Seconds between two signs of life of the holder, or two looks of the others."""

DUREE = 15.0
"""Seconds without a sign of life after which a lease is free: handed over within 20."""


class Mandat:
    """One lease, as one copy sees it."""

    def __init__(self, base: Base, nom: str, horloge: Horloge, porteur: str | None = None) -> None:
        """Name what is to be done by one copy only; `porteur` is this copy, by default."""
        self.tenu = False
        self._base = base
        self._nom = nom
        self._horloge = horloge
        self._porteur = porteur or nous()
        self._vu: tuple[Ligne, float] | None = None
        self._signe = 0.0

    async def exercer(self, travail: Callable[[], Awaitable[None]]) -> None:
        """Work whenever the lease is ours, for ever; raises what the work raises.

        Stopped, it gives the lease back.
        """
        try:
            while True:
                if self.tenu or await self.obtenir():
                    await self._pendant(travail)
                else:
                    await asyncio.sleep(BATTEMENT)
        finally:
            await self.rendre()

    async def obtenir(self) -> bool:
        """Take the lease if it is free; False when another copy holds it, or none can be had."""
        instant = _temps()
        try:
            self.tenu = await asyncio.to_thread(self._prendre, instant)
        except BASE_INJOIGNABLE as erreur:
            journal.warning("mandat impossible", mandat=self._nom, raison=type(erreur).__name__)
        if self.tenu:
            self._signe = instant
            journal.info("mandat pris", mandat=self._nom)
        return self.tenu

    async def rendre(self) -> None:
        """Give the lease back: the next copy need not wait."""
        if not self.tenu:
            return
        self.tenu = False
        try:
            await asyncio.to_thread(self._abandonner)
        except BASE_INJOIGNABLE as erreur:
            journal.warning("mandat non rendu", mandat=self._nom, raison=type(erreur).__name__)

    async def _pendant(self, travail: Callable[[], Awaitable[None]]) -> None:
        """Work until the lease is lost."""
        tache = asyncio.ensure_future(travail())
        try:
            while self.tenu:
                await asyncio.wait([tache], timeout=BATTEMENT)
                if tache.done():
                    tache.result()
                await self._prolonger()
        finally:
            tache.cancel()
            await asyncio.gather(tache, return_exceptions=True)

    async def _prolonger(self) -> None:
        """Give a sign of life; without a database, the lease is lost after its duration."""
        instant = _temps()
        try:
            self.tenu = await asyncio.to_thread(self._tenir)
            self._signe = instant
        except BASE_INJOIGNABLE:
            self.tenu = instant - self._signe < DUREE
        if not self.tenu:
            journal.warning("mandat perdu", mandat=self._nom)

    def _prendre(self, instant: float) -> bool:
        with self._base.transaction() as uow:
            vu = uow.mandats.lire(self._nom)
            return self._libre(vu, instant) and uow.mandats.prendre(
                self._nom, self._porteur, self._terme(), vu
            )

    def _tenir(self) -> bool:
        with self._base.transaction() as uow:
            return uow.mandats.tenir(self._nom, self._porteur, self._terme())

    def _abandonner(self) -> None:
        with self._base.transaction() as uow:
            uow.mandats.rendre(self._nom, self._porteur)

    def _libre(self, vu: Ligne | None, instant: float) -> bool:
        """Tell whether a lease is ours, over, of a dead process, or shows no sign of life.

        The last is measured on our own clock: that of the holder's machine may be wrong.
        """
        if vu is None or vu.porteur == self._porteur or est_mort(vu.porteur):
            return True
        if self._vu is None or self._vu[0] != vu:
            self._vu = (vu, instant)
        muet = instant - self._vu[1] >= DUREE
        return muet or vu.jusqu_a <= self._horloge.maintenant()

    def _terme(self) -> datetime:
        return self._horloge.maintenant() + timedelta(seconds=DUREE)


def _temps() -> float:
    """Give seconds that never go back."""
    return asyncio.get_running_loop().time()
