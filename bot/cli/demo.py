"""`demo`: the sandbox in the browser, or the reference story in the terminal."""

from __future__ import annotations

import asyncio
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

import typer
import uvicorn

from bot import log
from bot.channels.email.acces import AccesSmtp
from bot.channels.email.mime import ecrire
from bot.channels.sandbox.bac import Bac, Personne
from bot.channels.sandbox.boite import Correspondant, Courrier
from bot.cli.commun import NON, console, echouer
from bot.cli.donnees import semer
from bot.cli.recit import raconter
from bot.clock import HorlogeReglable
from bot.web.sandbox import creer_application
from bot.web.sandbox_page.etat import ZONE
from core.domain.annexes import AnnexeLP
from core.domain.organisations import Nature
from core.usecases.dossier import Acteur
from core.usecases.droits import retenir_droits
from storage import schema
from storage.annexes.livrees import annexes_livrees
from storage.coffre import Coffre, nouvelle_cle
from storage.conventions.loader import conventions_livrees
from storage.engine import ouvrir
from storage.unit_of_work import Base

HOTE = "127.0.0.1"
CONVENTION = "le-port-2024"
PREFECTURE = "Préfecture de La Réunion"
EXPEDITEUR = AccesSmtp("", 25, None, None, "fluxbot", "fluxbot@exemple.fr")
DEPART = datetime(2026, 10, 1, 9, 0, tzinfo=ZoneInfo(ZONE))
DEPART_DU_RECIT = datetime(2026, 12, 10, 10, 15, tzinfo=ZoneInfo(ZONE))
PERSONNES = (
    Personne("nadia", "Nadia", "SIDR"),
    Personne("marie", "Marie", "Le Port"),
    Personne("paul", "Paul", "Territoire de l'Ouest"),
)


@contextmanager
def base_jetable(adresse: str | None = None) -> Iterator[Base]:
    """Give an up-to-date database where the organisations are known; erased at the end.

    With the `adresse` where pages are served, signed links can be made.
    """
    with TemporaryDirectory(prefix="fluxbot-demo-") as dossier:
        moteur = ouvrir(f"sqlite:///{Path(dossier) / 'bac.db'}")
        try:
            schema.monter(moteur)
            base = Base(moteur, conventions_livrees(), Coffre(nouvelle_cle()), adresse)
            semer(base, CONVENTION)
            _retenir_des_droits(base)
            yield base
        finally:
            moteur.dispose()


def _retenir_des_droits(base: Base) -> None:
    """Retain made-up rights for the year played: the figures of 2024, and a second réservataire."""
    annexes = [
        replace(ligne.annexe, annee=DEPART.year)
        for ligne in annexes_livrees(CONVENTION)
        if isinstance(ligne.annexe, AnnexeLP)
    ]
    annexes += [
        replace(une, reservataire="Territoire de l'Ouest", taux=Decimal(5)) for une in annexes
    ]
    acteur = Acteur("démonstration", "bac à sable")
    with base.transaction() as uow:
        retenir_droits(uow, DEPART, acteur, base.conventions[CONVENTION], annexes)


def creer_bac(base: Base, depart: datetime, courrier: Courrier | None = None) -> Bac:
    """Give the sandbox with its people enrolled, its clock at `depart`; must run in a loop."""
    bac = Bac(base, HorlogeReglable(depart), PERSONNES, courrier)
    bac.inscrire_tous()
    return bac


def ouvrir_le_courrier(base: Base) -> Courrier:
    """Add the préfecture, which reads by e-mail only, and give what mail needs."""
    with base.transaction() as uow:
        prefecture = uow.organisations.ajouter(PREFECTURE, Nature.ETAT)
        uow.organisations.adherer(prefecture.id, CONVENTION)
    return Courrier(
        lambda livraison, instant: ecrire(livraison, EXPEDITEUR, instant),
        (Correspondant("claire@prefecture.exemple.fr", "Claire", PREFECTURE),),
    )


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


def servir(port: int) -> None:
    """Serve the sandbox's page on `port` of this machine, until told to stop."""
    _preparer()

    async def ecouter(ecoute: socket.socket, base: Base) -> None:
        config = uvicorn.Config(
            creer_application(creer_bac(base, DEPART, ouvrir_le_courrier(base))),
            log_config=None,
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=2,
        )
        await Serveur(config).serve(sockets=[ecoute])

    with _reserver(port) as ecoute, base_jetable(_adresse(ecoute)) as base:
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
        return socket.create_server((HOTE, port))
    except OSError:
        autre = 8001 if port != 8001 else 8002
        echouer(
            f"Le port {port} est déjà pris, ou réservé par le système. "
            f"Prenez-en un autre : fluxbot demo --port {autre}"
        )
