"""One platform in the process, from its start to its end."""

from __future__ import annotations

import asyncio
from datetime import datetime
from typing import Any

import structlog

from bot.channels.base import Service
from bot.health import Sante
from bot.masques import masquer
from bot.scheduler.dispatcher import Dispatcher
from storage.engine import BASE_INJOIGNABLE

journal = structlog.get_logger(__name__)

BATTEMENT_MAX = 20.0
"""Seconds that a platform may take for its part of a tick."""

ATTENTE_BASE = 5.0
"""Seconds between two tries to start while the database is away."""


class Vie:
    """One platform in the process: nothing is sent there, nor awaited, before it has started."""

    def __init__(self, service: Service, dispatcher: Dispatcher) -> None:
        """Take a built service; `dispatcher` sends there once it has started."""
        self._service = service
        self._dispatcher = dispatcher
        self._commencee = asyncio.Event()

    def prete(self) -> asyncio.Task[Any]:
        """Give what ends when the platform has started."""
        return asyncio.create_task(self._commencee.wait())

    async def vivre(self) -> None:
        """Start, as soon as the database answers, then listen for ever."""
        while True:
            try:
                await self._service.demarrer()
                break
            except BASE_INJOIGNABLE as erreur:
                journal.error(
                    "démarrage remis", plateforme=self._service.nom, raison=type(erreur).__name__
                )
                await asyncio.sleep(ATTENTE_BASE)
        self._dispatcher.ajouter(self._service.expediteur)
        self._commencee.set()
        await self._service.tourner()

    async def battre(self, maintenant: datetime, sante: Sante) -> None:
        """Have it do its part of a tick; its fault stops nothing else."""
        nom = self._service.nom
        try:
            if self._commencee.is_set():
                async with asyncio.timeout(BATTEMENT_MAX):
                    await self._service.battre(maintenant)
        except Exception as erreur:
            journal.warning("tic", plateforme=nom, raison=masquer(repr(erreur)))
        if self._commencee.is_set() and self._service.entendu_le:
            sante.derniere_ecoute[nom] = self._service.entendu_le
        if self._service.en_reserve:
            sante.en_reserve.add(nom)
        else:
            sante.en_reserve.discard(nom)
