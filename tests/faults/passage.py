"""A way to PostgreSQL that can be cut and opened again, as a network is."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Coroutine
from contextlib import suppress
from types import TracebackType
from typing import Any, Self

HOTE = "127.0.0.1"


class Passage:
    """Forwards a loopback port to the server's own socket; refuses connections while it is cut."""

    def __init__(self, prise: str) -> None:
        """Take the path of PostgreSQL's Unix socket."""
        self._prise = prise
        with socket.socket() as libre:
            libre.bind((HOTE, 0))
            self.port = int(libre.getsockname()[1])
        self._boucle = asyncio.new_event_loop()
        self._fil = threading.Thread(target=self._boucle.run_forever, daemon=True)
        self._ouverts: set[asyncio.StreamWriter] = set()

    def __enter__(self) -> Self:
        self._fil.start()
        self.rouvrir()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.couper()
        self._boucle.call_soon_threadsafe(self._boucle.stop)
        self._fil.join(10)

    def couper(self) -> None:
        """Cut every connection, and refuse the next ones."""
        self._faire(self._couper())

    def rouvrir(self) -> None:
        """Accept connections, on the same port."""
        self._faire(self._rouvrir())

    async def _rouvrir(self) -> None:
        self._serveur = await asyncio.start_server(self._servir, HOTE, self.port)

    async def _couper(self) -> None:
        self._serveur.close()
        for un in list(self._ouverts):
            un.transport.abort()
        moi = asyncio.current_task()
        servies = [une for une in asyncio.all_tasks() if une is not moi]
        for une in servies:
            une.cancel()
        await asyncio.gather(*servies, return_exceptions=True)

    async def _servir(self, *client: Any) -> None:
        serveur = await asyncio.open_unix_connection(self._prise)
        self._ouverts |= {client[1], serveur[1]}
        await asyncio.gather(_verser(client[0], serveur[1]), _verser(serveur[0], client[1]))
        self._ouverts -= {client[1], serveur[1]}

    def _faire(self, travail: Coroutine[Any, Any, None]) -> None:
        asyncio.run_coroutine_threadsafe(travail, self._boucle).result(10)


async def _verser(source: asyncio.StreamReader, vers: asyncio.StreamWriter) -> None:
    with suppress(ConnectionError):
        while octets := await source.read(65536):
            vers.write(octets)
            await vers.drain()
    vers.close()
