"""`fluxbot serve`: every part in one process and one loop."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import Awaitable, Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import structlog
import uvicorn
from starlette.applications import Starlette
from starlette.routing import BaseRoute, Mount

from bot import bootstrap
from bot.channels.base import Service
from bot.clock import Horloge, HorlogeSysteme
from bot.health import DERNIER_TIC, Sante
from bot.masques import masquer
from bot.scheduler.dispatcher import Dispatcher
from bot.scheduler.jobs import battre
from bot.scheduler.runner import metronome
from bot.settings import Settings
from bot.web.pages.application import creer_pages
from bot.web.sante import routes
from core.usecases.service import signaler_horloge, signaler_interruption
from storage.depots.releve import EtatEnvoi
from storage.unit_of_work import Base

journal = structlog.get_logger(__name__)
TOLERANCE = timedelta(minutes=2)
"""How long a part may stay still before the watchdog speaks."""

DEMARRAGE_MAX = 30.0
"""Seconds that échéances wait for the platforms to tell what was said while we were away."""

BATTEMENT_MAX = 20.0

INTERRUPTION = timedelta(seconds=30)
"""How late a tick may be before people are told that the service had stopped."""

Tic = Callable[[], Awaitable[None]]


async def servir(reglages: Settings, base: Base) -> None:
    """Run until SIGINT or SIGTERM; a part that fails for good stops the process."""
    horloge = bootstrap.horloge()
    services = bootstrap.services(reglages, base)
    sante = Sante(derniere_ecoute={un.nom: horloge.maintenant() for un in services})
    dispatcher = Dispatcher(base, {}, horloge)
    await asyncio.to_thread(_oublier_les_autres, base, [un.nom for un in services])
    tolerance = max(TOLERANCE, timedelta(seconds=4 * reglages.tick_seconds))
    chemins: list[BaseRoute] = list(routes(base, sante, horloge, tolerance))
    chemins += [route for un in services for route in un.routes()]
    chemins += _pages(base, horloge)
    serveur = _serveur(reglages, Starlette(routes=chemins))
    vies = [Vie(un, dispatcher) for un in services]

    interruption = timedelta(seconds=reglages.tick_seconds) + INTERRUPTION

    async def tic() -> None:
        await asyncio.to_thread(_signaler, base, horloge, interruption)
        for une in vies:
            await une.battre(horloge.maintenant(), sante)
        await battement(base, dispatcher, horloge.maintenant(), sante)
        await asyncio.to_thread(_noter_le_tic, base, horloge.maintenant())

    async def battre_quand_tous_ont_entendu() -> None:
        await asyncio.wait([une.prete() for une in vies], timeout=DEMARRAGE_MAX)
        await _battre_puis(tic, reglages.tick_seconds)

    parts = [dispatcher.tourner(), serveur.serve(), battre_quand_tous_ont_entendu()]
    parts += [une.vivre() for une in vies]
    try:
        await _jusqu_au_signal([asyncio.ensure_future(une) for une in parts], serveur)
    finally:
        await dispatcher.finir()
        for un in services:
            await un.arreter()


def _pages(base: Base, horloge: Horloge) -> list[Mount]:
    """Give the signed pages, when the service has a public address to sign."""
    return [Mount("/p", creer_pages(base, horloge))] if base.liens else []


class Vie:
    """One platform in the process: nothing is sent there, nor awaited, before it has started."""

    def __init__(self, service: Service, dispatcher: Dispatcher) -> None:
        """Take a built service."""
        self._service = service
        self._dispatcher = dispatcher
        self._commencee = asyncio.Event()

    def prete(self) -> asyncio.Task[Any]:
        """Give what ends when the platform has started."""
        return asyncio.create_task(self._commencee.wait())

    async def vivre(self) -> None:
        """Start, then listen for ever."""
        await self._service.demarrer()
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


def _signaler(base: Base, horloge: HorlogeSysteme, interruption: timedelta) -> None:
    """Tell the administrateurs of a stop that just ended, or of a clock that jumped."""
    maintenant, saut = horloge.maintenant(), horloge.saut
    with base.transaction() as uow:
        if signaler_interruption(uow, maintenant, interruption):
            journal.error("interruption", depuis=str(uow.pouls.dernier()))
        if saut:
            journal.error("horloge", saut=str(saut))
            signaler_horloge(uow, maintenant, saut)


def _noter_le_tic(base: Base, maintenant: datetime) -> None:
    with base.transaction() as uow:
        uow.pouls.noter(maintenant)


def _oublier_les_autres(base: Base, plateformes: list[str]) -> None:
    """A platform no longer set up holds no échéance back: nobody can answer there."""
    with base.transaction() as uow:
        uow.ecoutes.ne_garder_que(plateformes)


async def battement(base: Base, dispatcher: Dispatcher, maintenant: datetime, sante: Sante) -> None:
    """Do one tick: sends left by a dead process, then all that is due."""
    await asyncio.to_thread(dispatcher.reprendre_les_abandonnes)
    await asyncio.to_thread(battre, base, maintenant)
    sante.dernier_tic = maintenant
    for souci in sante.soucis(maintenant, TOLERANCE):
        journal.error("surveillance", souci=souci)
    DERNIER_TIC.set(maintenant.timestamp())


async def _battre_puis(tic: Tic, secondes: int) -> None:
    """Tick at once, then at every beat, for ever."""
    await tic()

    async def sans_bruit() -> None:
        with contextlib.suppress(asyncio.CancelledError):
            await tic()

    planificateur = metronome(sans_bruit, secondes)
    try:
        await asyncio.Event().wait()
    finally:
        planificateur.shutdown(wait=False)


def _serveur(reglages: Settings, application: Starlette) -> uvicorn.Server:
    return ServeurSansSignaux(
        uvicorn.Config(
            application,
            host=reglages.http_host,
            port=reglages.http_port,
            log_config=None,
            server_header=False,
            access_log=False,
            lifespan="off",
        )
    )


class ServeurSansSignaux(uvicorn.Server):
    """Uvicorn without its signal handlers: one place stops every part."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave the signals to us."""
        yield


async def _jusqu_au_signal(taches: list[asyncio.Future[None]], serveur: uvicorn.Server) -> None:
    """Wait for a signal or for a part to fail, then stop the others."""
    fin = asyncio.Event()
    boucle = asyncio.get_running_loop()
    for nom in (signal.SIGINT, signal.SIGTERM):
        boucle.add_signal_handler(nom, fin.set)
    vivantes = set(taches)

    def surveiller(une: asyncio.Future[None]) -> None:
        vivantes.discard(une)
        if not une.cancelled() and une.exception():
            journal.error("arrêt", raison=str(une.exception()))
            fin.set()

    for une in taches:
        une.add_done_callback(surveiller)
    await fin.wait()
    serveur.should_exit = True
    for une in list(vivantes):
        une.cancel()
    await asyncio.gather(*vivantes, return_exceptions=True)
    for une in taches:
        if une.done() and not une.cancelled() and (erreur := une.exception()):
            raise erreur
