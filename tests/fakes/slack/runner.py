"""Le serveur HTTP et WebSocket dans un fil à part, sur un port libre de la boucle locale."""

import asyncio
import socket
import threading
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, TypeVar

from aiohttp import web

HOST = "127.0.0.1"
T = TypeVar("T")


def _bound(port: int) -> socket.socket:
    opened = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    opened.bind((HOST, port))
    return opened


class Runner:
    """Sert une application aiohttp dans sa propre boucle asyncio."""

    def __init__(self) -> None:
        self.listening = _bound(0)
        self.port: int = self.listening.getsockname()[1]
        self.loop: asyncio.AbstractEventLoop | None = None
        self.thread: threading.Thread | None = None
        self.ready = threading.Event()
        self.serving: web.AppRunner
        self.site: web.SockSite

    def start(self, app: web.Application, closing: Callable[[], Awaitable[None]]) -> None:
        """Commence à servir ; les connexions sont acceptées dès le retour."""
        self.listening.listen(128)
        self.loop = asyncio.new_event_loop()
        arguments = (self.loop, app, closing)
        self.thread = threading.Thread(target=self._run, args=arguments, daemon=True)
        self.thread.start()
        assert self.ready.wait(10), "le serveur n'a pas démarré"

    def _run(
        self,
        loop: asyncio.AbstractEventLoop,
        app: web.Application,
        closing: Callable[[], Awaitable[None]],
    ) -> None:
        asyncio.set_event_loop(loop)
        self.serving = runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
        loop.run_until_complete(runner.setup())
        loop.run_until_complete(self._accept())
        loop.call_soon(self.ready.set)
        loop.run_forever()
        loop.run_until_complete(closing())
        loop.run_until_complete(runner.cleanup())
        loop.run_until_complete(self._drain())
        loop.close()

    async def _drain(self) -> None:
        tasks = asyncio.all_tasks() - {asyncio.current_task()}
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def call(self, work: Coroutine[Any, Any, T], timeout: float = 10) -> T:
        """Exécute une coroutine dans la boucle du serveur, et attend son résultat."""
        assert self.loop is not None, "la doublure n'est pas démarrée"
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(timeout)

    def refuse(self) -> None:
        """Cesse d'écouter et coupe les connexions ; les suivantes sont refusées."""
        self.call(self._refuse())

    def accept(self) -> None:
        """Écoute de nouveau, sur le même port."""
        self.listening = _bound(self.port)
        self.listening.listen(128)
        self.call(self._accept())

    async def _accept(self) -> None:
        self.site = web.SockSite(self.serving, self.listening)
        await self.site.start()

    async def _refuse(self) -> None:
        await self.site.stop()
        assert self.serving.server is not None
        for one in list(self.serving.server.connections):
            if one.transport is not None:
                one.transport.abort()

    def close(self) -> None:
        """Arrêt définitif : le port est rendu."""
        if self.loop is None or self.thread is None:
            self.listening.close()
            return
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join(timeout=10)
        self.loop = self.thread = None
