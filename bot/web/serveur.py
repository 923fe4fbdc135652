"""The HTTP server of the process."""

from __future__ import annotations

import contextlib
import errno
import socket
from collections.abc import Iterator

import structlog
import uvicorn
from starlette.applications import Starlette

from bot.settings import Settings

journal = structlog.get_logger(__name__)


class PortIndisponible(RuntimeError):
    """An address where we can't listen: one French sentence, with the setting to change."""


def serveur(reglages: Settings, application: Starlette) -> uvicorn.Server:
    """Build it; nothing listens before `serve`."""
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

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Take the port, then start; raises PortIndisponible when it can't be had."""
        prises = sockets or reserver(self.config.host, self.config.port)
        await super().startup(prises)
        journal.info("à l'écoute", hote=self.config.host, port=self.config.port)


def reserver(hote: str, port: int) -> list[socket.socket]:
    """Take the port on every address of the host; raises PortIndisponible."""
    with contextlib.ExitStack() as prises:
        try:
            adresses = socket.getaddrinfo(
                hote or None, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
            )
            reserves = [
                prises.enter_context(_ecouter(famille, proto, adresse))
                for famille, _, proto, _, adresse in dict.fromkeys(adresses)
            ]
        except OSError as faute:
            raise PortIndisponible(_raison(faute, hote, port)) from faute
        prises.pop_all()
    return reserves


def _ecouter(famille: int, proto: int, adresse: tuple[object, ...]) -> socket.socket:
    # With its protocol told, asyncio sends each answer at once: without it, each waits 40 ms.
    prise = socket.socket(famille, socket.SOCK_STREAM, proto)
    try:
        prise.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if famille == socket.AF_INET6:
            prise.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        prise.bind(adresse)
        prise.listen()
    except OSError:
        prise.close()
        raise
    return prise


def _raison(faute: OSError, hote: str, port: int) -> str:
    if faute.errno == errno.EADDRINUSE:
        return (
            f"Le port {port} est déjà pris : un fluxbot tourne-t-il déjà ? "
            "Sinon changez FLUXBOT_HTTP_PORT."
        )
    if faute.errno == errno.EACCES:
        return f"Le port {port} est réservé par le système : changez FLUXBOT_HTTP_PORT."
    return f"« {hote} » n'est pas une adresse de cette machine : changez FLUXBOT_HTTP_HOST."
