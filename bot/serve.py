"""`fluxbot serve`: every part in one process and one loop."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import Awaitable, Callable, Iterator
from datetime import datetime, timedelta

import structlog
import uvicorn
from starlette.applications import Starlette

from bot import bootstrap
from bot.channels.telegram.polling import Ecoute
from bot.channels.telegram.sender import NOM
from bot.channels.telegram.service import ServiceTelegram
from bot.channels.telegram.webhook import Webhook
from bot.health import DERNIER_TIC, Sante
from bot.scheduler.dispatcher import Dispatcher
from bot.scheduler.jobs import battre
from bot.scheduler.runner import metronome
from bot.settings import Settings
from bot.web.sante import routes
from storage.depots.envois import EtatEnvoi
from storage.unit_of_work import Base

journal = structlog.get_logger(__name__)
TOLERANCE = timedelta(minutes=2)
"""How long a part may stay still before the watchdog speaks."""

Tic = Callable[[], Awaitable[None]]


async def servir(reglages: Settings, base: Base) -> None:
    """Run until SIGINT or SIGTERM; a part that fails for good stops the process."""
    telegram = bootstrap.service_telegram(reglages, base)
    assert telegram, "l'appelant vérifie qu'une plateforme est réglée"
    horloge = bootstrap.horloge()
    sante = Sante()
    dispatcher = Dispatcher(base, {NOM: telegram.expediteur}, horloge)
    await telegram.demarrer()
    webhook = _webhook(reglages, telegram)
    tolerance = max(TOLERANCE, timedelta(seconds=4 * reglages.tick_seconds))
    chemins = routes(base, sante, horloge, tolerance) + ([webhook.route()] if webhook else [])
    serveur = _serveur(reglages, Starlette(routes=chemins))

    async def tic() -> None:
        if webhook:
            await webhook.ecouter(horloge.maintenant())
            sante.derniere_ecoute[NOM] = horloge.maintenant()
        await battement(base, dispatcher, horloge.maintenant(), sante)

    ecoute = Ecoute(telegram, horloge, lambda quand: sante.derniere_ecoute.update({NOM: quand}))
    if not webhook:
        await ecoute.rattraper()
    taches = [dispatcher.tourner(), serveur.serve(), _battre_puis(tic, reglages.tick_seconds)]
    taches.append(webhook.inscrire(reglages.public_url or "") if webhook else ecoute.tourner())
    try:
        await _jusqu_au_signal([asyncio.ensure_future(une) for une in taches], serveur)
    finally:
        await dispatcher.finir()
        await telegram.arreter()


async def tic_unique(reglages: Settings, base: Base) -> tuple[int, int]:
    """Do once what is due and send what waits; give (avis handled, sends still waiting).

    Raises TelegramError when the token is refused.
    """
    horloge = bootstrap.horloge()
    telegram = bootstrap.service_telegram(reglages, base)
    dispatcher = Dispatcher(base, {NOM: telegram.expediteur} if telegram else {}, horloge)
    if telegram:
        await telegram.demarrer()
        await Webhook(telegram, "").ecouter(horloge.maintenant())
    await asyncio.to_thread(dispatcher.reprendre_les_abandonnes)
    faits = await asyncio.to_thread(battre, base, horloge.maintenant())
    await dispatcher.vider()
    if telegram:
        await telegram.arreter()
    with base.transaction() as uow:
        return faits, len(uow.envois.lister([EtatEnvoi.EN_ATTENTE], 10_000))


async def battement(base: Base, dispatcher: Dispatcher, maintenant: datetime, sante: Sante) -> None:
    """Do one tick: sends left by a dead process, then all that is due."""
    await asyncio.to_thread(dispatcher.reprendre_les_abandonnes)
    await asyncio.to_thread(battre, base, maintenant)
    sante.dernier_tic = maintenant
    for souci in sante.soucis(maintenant, TOLERANCE):
        journal.error("surveillance", souci=souci)
    DERNIER_TIC.set(maintenant.timestamp())


def _webhook(reglages: Settings, telegram: ServiceTelegram) -> Webhook | None:
    if reglages.telegram_webhook_secret is None:
        return None
    return Webhook(telegram, reglages.telegram_webhook_secret.get_secret_value())


async def _battre_puis(tic: Tic, secondes: int) -> None:
    """Tick at once, then at every beat, for ever."""
    await tic()
    planificateur = metronome(tic, secondes)
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
