"""`fluxbot serve`: every part in one process and one loop."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
from collections.abc import Awaitable, Callable
from functools import partial

import structlog
import uvicorn
from starlette.applications import Starlette
from starlette.routing import BaseRoute, Mount

from bot import bootstrap
from bot.clock import Horloge
from bot.health import CompteurDIncidents, Sante
from bot.scheduler.dispatcher import Dispatcher
from bot.scheduler.runner import metronome, remettre_a_l_heure
from bot.settings import Settings
from bot.tic import Tic
from bot.vie import Vie
from bot.web.pages.application import creer_pages
from bot.web.sante import routes
from bot.web.serveur import serveur
from storage.unit_of_work import Base

journal = structlog.get_logger(__name__)
DEMARRAGE_MAX = 30.0
"""Seconds that échéances wait for the platforms to tell what was said while we were away."""

Battre = Callable[[], Awaitable[None]]


async def servir(reglages: Settings, base: Base) -> None:
    """Run until SIGINT or SIGTERM; a part that fails for good stops the process."""
    logging.getLogger().addHandler(CompteurDIncidents())
    horloge = bootstrap.horloge()
    services = bootstrap.services(reglages, base)
    sante = Sante(derniere_ecoute={un.nom: horloge.maintenant() for un in services})
    dispatcher = Dispatcher(base, {}, horloge)
    await asyncio.to_thread(_oublier_les_autres, base, [un.nom for un in services])
    tic = Tic(base, dispatcher, horloge, reglages.tick_seconds)
    chemins: list[BaseRoute] = list(routes(base, sante, horloge, tic.tolerance))
    chemins += [route for un in services for route in un.routes()]
    chemins += _pages(base, horloge)
    http = serveur(reglages, Starlette(routes=chemins))
    vies = [Vie(un, dispatcher) for un in services]

    async def battre_quand_tous_ont_entendu() -> None:
        await asyncio.wait([une.prete() for une in vies], timeout=DEMARRAGE_MAX)
        await _battre_puis(partial(tic.battre, vies, sante), reglages.tick_seconds)

    parts = [dispatcher.tourner(), http.serve(), battre_quand_tous_ont_entendu()]
    parts += [une.vivre() for une in vies]
    try:
        await _jusqu_au_signal([asyncio.ensure_future(une) for une in parts], http)
    finally:
        await dispatcher.finir()
        for un in services:
            await un.arreter()


def _pages(base: Base, horloge: Horloge) -> list[Mount]:
    """Give the signed pages, when the service has a public address to sign."""
    return [Mount("/p", creer_pages(base, horloge))] if base.liens else []


def _oublier_les_autres(base: Base, plateformes: list[str]) -> None:
    """A platform no longer set up holds no échéance back: nobody can answer there."""
    with base.transaction() as uow:
        uow.ecoutes.ne_garder_que(plateformes)


async def _battre_puis(tic: Battre, secondes: int) -> None:
    """Tick at once, then at every beat, for ever."""
    await tic()

    async def sans_bruit() -> None:
        with contextlib.suppress(asyncio.CancelledError):
            await tic()

    planificateur = metronome(sans_bruit, secondes)
    try:
        while True:
            await asyncio.sleep(secondes)
            remettre_a_l_heure(planificateur, secondes)
    finally:
        planificateur.shutdown(wait=False)


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
