"""Le serveur HTTP dans un fil à part, sur un port libre de la boucle locale."""

import asyncio
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from uvicorn.config import Config
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.server import ServerState

HOST = "127.0.0.1"


def _bound(port: int) -> socket.socket:
    # Nommer TCP : sinon asyncio laisse Nagle, et chaque réponse attend 40 ms.
    opened = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    opened.bind((HOST, port))
    return opened


class Runner:
    """Sert une application ASGI ; s'interrompt et reprend sur le même port."""

    def __init__(self) -> None:
        self.reserved = _bound(0)
        self.port: int = self.reserved.getsockname()[1]
        self.loop: asyncio.AbstractEventLoop | None = None
        self.thread: threading.Thread | None = None
        self.state = ServerState()
        self.waiters: set[asyncio.Event] = set()

    def start(self, app: Any) -> None:
        """Commence à écouter ; les connexions sont acceptées dès le retour."""
        listening = _bound(self.port)
        listening.listen(128)
        self.state = ServerState()
        self.loop = asyncio.new_event_loop()
        arguments = (app, listening, self.loop)
        self.thread = threading.Thread(target=self._run, args=arguments, daemon=True)
        self.thread.start()

    def _run(self, app: Any, listening: socket.socket, loop: asyncio.AbstractEventLoop) -> None:
        asyncio.set_event_loop(loop)
        config = Config(
            app, log_config=None, proxy_headers=False, timeout_keep_alive=3600, lifespan="off"
        )
        config.load()

        def protocol() -> H11Protocol:
            made = H11Protocol(config, self.state, {}, _loop=loop)
            made.access_log = False
            return made

        server = loop.run_until_complete(loop.create_server(protocol, sock=listening))
        loop.run_forever()
        server.close()
        for connection in list(self.state.connections):
            connection.transport.abort()
        loop.run_until_complete(self._drain())
        loop.close()

    async def _drain(self) -> None:
        """Laisse finir, puis annule, ce qui était en cours."""
        tasks = asyncio.all_tasks() - {asyncio.current_task()}
        if tasks:
            _, pending = await asyncio.wait(tasks, timeout=1)
            for task in pending:
                task.cancel()
            await asyncio.gather(*pending, return_exceptions=True)

    def stop(self) -> None:
        """Cesse d'écouter et coupe les connexions ; les suivantes sont refusées."""
        if self.loop is None or self.thread is None:
            return
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join(timeout=5)
        self.loop = self.thread = None

    def close(self) -> None:
        """Arrêt définitif : le port est rendu."""
        self.stop()
        self.reserved.close()

    @contextmanager
    def waiter(self) -> Iterator[asyncio.Event]:
        """Un événement levé à chaque changement d'état."""
        event = asyncio.Event()
        self.waiters.add(event)
        try:
            yield event
        finally:
            self.waiters.discard(event)

    def wake(self) -> None:
        """Réveille, depuis n'importe quel fil, les requêtes qui attendent."""
        loop = self.loop
        if loop is not None:
            with suppress(RuntimeError):
                loop.call_soon_threadsafe(self._set_all)

    def _set_all(self) -> None:
        for event in list(self.waiters):
            event.set()

    def cut(self, client: Any) -> None:
        """Coupe net la connexion d'un client."""
        for connection in list(self.state.connections):
            if getattr(connection, "client", None) == tuple(client or ()):
                connection.transport.abort()
