"""A tick of the process: what a dead copy left, what is due, and what people are told of it all."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import timedelta

import structlog

from bot import bootstrap
from bot.clock import HorlogeSysteme
from bot.health import DERNIER_TIC, DUREE_TIC, Sante
from bot.masques import masquer
from bot.scheduler.dispatcher import Dispatcher
from bot.scheduler.jobs import battre
from bot.settings import Settings
from bot.vie import Vie
from core.usecases.service import signaler_horloge, signaler_interruption
from storage.depots.releve import EtatEnvoi
from storage.engine import BASE_INJOIGNABLE
from storage.unit_of_work import Base

journal = structlog.get_logger(__name__)

TOLERANCE = timedelta(minutes=2)
"""How long a part may stay still before the watchdog speaks."""

INTERRUPTION = timedelta(seconds=30)
"""How late a tick may be before people are told that the service had stopped."""


class Tic:
    """What happens at each beat; a database that is away puts it off to the next one."""

    def __init__(
        self, base: Base, dispatcher: Dispatcher, horloge: HorlogeSysteme, secondes: int
    ) -> None:
        """Take the process's parts; `secondes` between two beats."""
        self._base = base
        self._dispatcher = dispatcher
        self._horloge = horloge
        self._retard_max = timedelta(seconds=secondes) + INTERRUPTION
        self.tolerance = max(TOLERANCE, timedelta(seconds=4 * secondes))

    async def battre(self, vies: Sequence[Vie], sante: Sante) -> None:
        """Do one tick."""
        try:
            await asyncio.to_thread(self._signaler)
            for une in vies:
                await une.battre(self._horloge.maintenant(), sante)
            with DUREE_TIC.time():
                await self._faire_le_du(sante)
            sante.base_perdue = False
        except BASE_INJOIGNABLE as erreur:
            sante.base_perdue = True
            journal.error("tic remis, la base ne répond pas", raison=masquer(str(erreur)))

    async def _faire_le_du(self, sante: Sante) -> None:
        """Do the sends left by a dead process, then all that is due; note that it was done."""
        await asyncio.to_thread(self._dispatcher.reprendre_les_abandonnes)
        await asyncio.to_thread(battre, self._base, self._horloge.maintenant())
        await asyncio.to_thread(self._noter)
        sante.dernier_tic = maintenant = self._horloge.maintenant()
        DERNIER_TIC.set(maintenant.timestamp())
        for souci in sante.soucis(maintenant, self.tolerance):
            journal.error("surveillance", souci=souci)

    def _signaler(self) -> None:
        """Tell the administrateurs of a stop that just ended, or of a clock that jumped."""
        maintenant, saut = self._horloge.maintenant(), self._horloge.saut
        with self._base.transaction() as uow:
            if signaler_interruption(uow, maintenant, self._retard_max):
                journal.error("interruption", depuis=str(uow.pouls.dernier()))
            if saut:
                journal.error("horloge", saut=str(saut))
                signaler_horloge(uow, maintenant, saut)

    def _noter(self) -> None:
        with self._base.transaction() as uow:
            uow.pouls.noter(self._horloge.maintenant())


async def tic_unique(reglages: Settings, base: Base) -> tuple[int, int]:
    """Do once what is due and send what waits; give (avis handled, sends still waiting).

    Raises TelegramError or AccesRefuse when a token is refused.
    """
    horloge = bootstrap.horloge()
    services = bootstrap.services(reglages, base)
    dispatcher = Dispatcher(base, {un.nom: un.expediteur for un in services}, horloge)
    try:
        for un in services:
            await un.demarrer()
            await un.faire_le_point(horloge.maintenant())
        await asyncio.to_thread(dispatcher.reprendre_les_abandonnes)
        faits = await asyncio.to_thread(battre, base, horloge.maintenant())
        await dispatcher.vider()
    finally:
        for un in services:
            await un.arreter()
    with base.transaction() as uow:
        return faits, len(uow.envois.lister([EtatEnvoi.EN_ATTENTE], 10_000))
