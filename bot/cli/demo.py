"""`demo`: the sandbox in the browser, or the reference story in the terminal."""

from __future__ import annotations

import asyncio
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import typer
import uvicorn

from bot import log
from bot.channels.email.acces import AccesSmtp
from bot.channels.email.mime import ecrire
from bot.channels.sandbox.bac import Bac
from bot.channels.sandbox.boite import Courrier
from bot.cli.commun import NON, console, echouer
from bot.cli.recit import raconter
from bot.cli.territoires import (
    LE_PORT,
    TERRITOIRES,
    Territoire,
    ajouter_les_autres,
    ecrire_aux_correspondants,
    peupler,
)
from bot.clock import HorlogeReglable
from bot.web.sandbox import creer_application
from storage import schema
from storage.coffre import Coffre, nouvelle_cle
from storage.conventions.loader import conventions_livrees
from storage.engine import ouvrir
from storage.unit_of_work import Base

HOTE = "127.0.0.1"
EXPEDITEUR = AccesSmtp("", 25, None, None, "fluxbot", "fluxbot@exemple.fr")
DEPART = LE_PORT.depart
DEPART_DU_RECIT = datetime(2026, 12, 10, 10, 15, tzinfo=DEPART.tzinfo)
PERSONNES = LE_PORT.personnes


@contextmanager
def base_jetable(adresse: str | None = None, territoire: Territoire = LE_PORT) -> Iterator[Base]:
    """Give an up-to-date database where the organisations are known; erased at the end.

    With the `adresse` where pages are served, signed links can be made.
    """
    with TemporaryDirectory(prefix="fluxbot-demo-") as dossier:
        moteur = ouvrir(f"sqlite:///{Path(dossier) / 'bac.db'}")
        try:
            schema.monter(moteur)
            base = Base(moteur, conventions_livrees(), Coffre(nouvelle_cle()), adresse)
            peupler(base, territoire)
            yield base
        finally:
            moteur.dispose()


def creer_bac(
    base: Base,
    depart: datetime,
    courrier: Courrier | None = None,
    territoire: Territoire = LE_PORT,
) -> Bac:
    """Give the sandbox with its people enrolled, its clock at `depart`; must run in a loop."""
    horloge = HorlogeReglable(depart)
    bac = Bac(base, horloge, territoire.personnes, courrier, territoire.lieu)
    bac.inscrire_tous()
    return bac


async def ouvrir_le_bac(base: Base, territoire: Territoire) -> Bac:
    """Give the whole sandbox of a territory: who has only a mailbox got a link to begin with."""
    ajouter_les_autres(base, territoire)
    courrier = Courrier(
        lambda livraison, instant: ecrire(livraison, EXPEDITEUR, instant),
        territoire.correspondants,
    )
    bac = creer_bac(base, territoire.depart, courrier, territoire)
    ecrire_aux_correspondants(base, territoire, territoire.depart)
    await bac.vider()
    return bac


class Serveur(uvicorn.Server):
    """Says where the page is once it answers, and ends its streams before stopping."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then print the page's address."""
        await super().startup(sockets)
        port = sockets[0].getsockname()[1] if sockets else self.config.port
        console.print(
            f"Le bac à sable est ouvert : http://{HOTE}:{port}/ (Ctrl-C pour le fermer)",
            highlight=False,
            soft_wrap=True,
        )

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Close the pages' streams, then stop."""
        self.config.app.state.page.ecoute.fermer()  # type: ignore[union-attr]
        await super().shutdown(sockets)


def jouer() -> None:
    """Play the story in the terminal; leaves with code 1 when it ends otherwise than told."""
    _preparer()

    async def derouler(base: Base) -> bool:
        return await raconter(creer_bac(base, DEPART_DU_RECIT), console)

    with base_jetable() as base:
        bien_fini = asyncio.run(derouler(base))
    if not bien_fini:
        raise typer.Exit(NON)


def servir(port: int, nom: str = "le-port") -> None:
    """Serve the sandbox of a territory on `port` of this machine, until told to stop."""
    if nom not in TERRITOIRES:
        connus = " ou ".join(TERRITOIRES)
        echouer(f"--territoire : « {nom} » est inconnu ({connus}). Exemple : fluxbot demo")
    territoire = TERRITOIRES[nom]
    _preparer()

    async def ecouter(ecoute: socket.socket, base: Base) -> None:
        config = uvicorn.Config(
            creer_application(await ouvrir_le_bac(base, territoire)),
            log_config=None,
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=2,
        )
        await Serveur(config).serve(sockets=[ecoute])

    with _reserver(port) as ecoute, base_jetable(_adresse(ecoute), territoire) as base:
        asyncio.run(ecouter(ecoute, base))


def _adresse(ecoute: socket.socket) -> str:
    return f"http://{HOTE}:{ecoute.getsockname()[1]}"


def _preparer() -> None:
    """Be quiet, and stop on SIGTERM as on Ctrl-C."""
    log.configurer("WARNING", "console")
    signal.signal(signal.SIGTERM, signal.default_int_handler)


def _reserver(port: int) -> socket.socket:
    """Take the port before anything else is done."""
    if not 0 <= port <= 65535:
        echouer(
            f"--port : {port} n'est pas un port (1 à 65535). Exemple : fluxbot demo --port 8001"
        )
    try:
        ecoute = socket.create_server((HOTE, port))
    except OSError:
        autre = 8001 if port != 8001 else 8002
        echouer(
            f"Le port {port} est déjà pris, ou réservé par le système. "
            f"Prenez-en un autre : fluxbot demo --port {autre}"
        )
    # asyncio sets it on its own sockets only: without it each answer waits 40 ms.
    ecoute.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return ecoute
