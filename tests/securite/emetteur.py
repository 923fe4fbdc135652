"""A process that writes every secret by every road that a line of log may take."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import sys
import threading
import warnings
from collections.abc import Callable
from typing import Any

import structlog

from bot import log
from bot.settings import lire_reglages
from tests.securite.confidences import NOMMES, confidences

journal = structlog.get_logger("fluxbot.essai")
standard = logging.getLogger("fluxbot.standard")
BIBLIOTHEQUES = (
    *("httpx", "httpcore.http11", "aiohttp.client", "aiohttp.access", "aiosmtplib", "asyncio"),
    *("slack_bolt", "slack_sdk.web.async_client", "slack_sdk.socket_mode.aiohttp"),
    *("telegram.ext.Application", "apscheduler.scheduler", "uvicorn.error", "uvicorn.access"),
    *("sqlalchemy.engine.Engine", "sqlalchemy.pool", "alembic.runtime"),
)


class Bavard(logging.Handler):
    """A handler that a library would add: it writes all that a record holds."""

    def emit(self, record: logging.LogRecord) -> None:
        tenu = {nom: un for nom, un in vars(record).items() if nom != "exc_info"}
        print(tenu, file=sys.stderr)


class Defaillant(logging.Handler):
    """A handler that fails: logging then prints the record itself."""

    def emit(self, record: logging.LogRecord) -> None:
        try:
            raise OSError("disque plein")
        except OSError:
            self.handleError(record)


class Fragile:
    """An object whose end fails."""

    def __init__(self, texte: str) -> None:
        self.texte = texte

    def __del__(self) -> None:
        raise ValueError(self.texte)


def leve(texte: str) -> None:
    raise ValueError(texte)


def attrapee(texte: str, dire: Callable[[], None]) -> None:
    """Have a fault caught, caused by another, and written."""
    try:
        try:
            leve(texte)
        except ValueError as cause:
            raise RuntimeError("suite") from cause
    except RuntimeError:
        dire()


def fil(texte: str) -> None:
    un = threading.Thread(target=leve, args=(texte,))
    un.start()
    un.join()


def boucle(texte: str) -> None:
    async def tache() -> None:
        asyncio.get_running_loop().call_soon(leve, texte)
        oubliee = asyncio.create_task(asyncio.to_thread(leve, texte))
        await asyncio.wait([oubliee])

    asyncio.run(tache())


def lie(texte: str) -> None:
    with structlog.contextvars.bound_contextvars(contexte=texte):
        journal.info("lié")


def ajoutee(nom: str, gestionnaire: logging.Handler) -> logging.Logger:
    """Give a library's logger with a handler of its own."""
    un = logging.getLogger(nom)
    un.propagate = False
    un.handlers = [gestionnaire]
    return un


def chemins() -> dict[str, Callable[[str], Any]]:
    """Give every road, by name."""
    autre = ajoutee("autre", logging.StreamHandler(sys.stderr))
    bavard = ajoutee("bavard", Bavard())
    defaillant = ajoutee("defaillant", Defaillant())
    a_nous = structlog.get_logger("autre")
    par_nom = {f"DEBUG de {nom}": logging.getLogger(nom).debug for nom in BIBLIOTHEQUES}
    return {
        **par_nom,
        "événement": journal.info,
        "clé": lambda un: journal.warning("essai", raison=un),
        "objet": lambda un: journal.warning("essai", raison=ValueError(un), liste=[{"a": un}]),
        "dictionnaire": lambda un: journal.info("essai", detail={"jeton": un, "autre": un}),
        "contexte": lie,
        "exception": lambda un: attrapee(un, lambda: journal.exception("essai")),
        "standard": lambda un: standard.warning("essai %s, %r", un, {"a": un}),
        "standard nommé": lambda un: standard.warning("essai %(a)s", {"a": un}),
        "standard faux": lambda un: standard.warning("essai %d", un),
        "standard exception": lambda un: attrapee(un, lambda: standard.exception("essai")),
        "gestionnaire ajouté": lambda un: attrapee(un, lambda: autre.exception("essai %s", un)),
        "gestionnaire ajouté, à nous": lambda un: a_nous.warning("essai", raison=un, faute=[un]),
        "gestionnaire bavard": lambda un: attrapee(un, lambda: bavard.exception("essai %s", un)),
        "gestionnaire défaillant": lambda un: defaillant.warning("essai %s", un),
        "avertissement": lambda un: warnings.warn(un, stacklevel=1),
        "fil": fil,
        "boucle": boucle,
        "fin d'objet": Fragile,
    }


def tout_ecrire(forme: str) -> None:
    """Write everything by every road, in one format."""
    lus = lire_reglages()
    log.configurer("DEBUG", forme, lus.secrets())
    for nom in BIBLIOTHEQUES:
        logging.getLogger(nom).setLevel(logging.DEBUG)
    warnings.simplefilter("always")
    secrets = "\n".join(f"«{genre}» {un} ." for genre, un in confidences().items())
    for nom, ecrire in chemins().items():
        print(f"\n=== {forme} : {nom}", file=sys.stderr, flush=True)
        ecrire(secrets)
    journal.info("personne", **NOMMES, detail={"menage": dict(NOMMES)})


def main() -> None:
    """Write by every road, then die of a fault that nothing catches."""
    with contextlib.redirect_stdout(sys.stderr):
        tout_ecrire("console")
        tout_ecrire("json")
    print("\n=== mort", file=sys.stderr, flush=True)
    leve("\n".join(f"«{genre}» {un} ." for genre, un in confidences().items()))


if __name__ == "__main__":
    main()
