"""Le Socket Mode : les WebSockets ouverts, leurs enveloppes et leurs accusés."""

import asyncio
import json
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

from .connection import Socket
from .delivery import EVENTS, Delivery
from .model import Json
from .runner import Runner
from .state import World

MOST = 10


@dataclass(eq=False)
class Sockets:
    """Tous les WebSockets du programme."""

    world: World
    runner: Runner
    ping_interval: float = 5.0
    open: list[Socket] = field(default_factory=list)
    opened: int = 0
    turn: int = 0
    acks: list[Json] = field(default_factory=list)

    async def endpoint(self, request: web.Request) -> web.StreamResponse:
        """Accueille une connexion munie d'un billet à usage unique."""
        ticket = request.query.get("ticket", "")
        if ticket not in self.world.tickets:
            self.world.refuse("websocket", "invalid_ticket", ticket)
            return web.Response(status=408, text="link ticket expired or already used")
        self.world.tickets.discard(ticket)
        ws = web.WebSocketResponse(autoping=False, heartbeat=None, timeout=0.2)
        await ws.prepare(request)
        if len(self.open) >= MOST:
            await ws.send_json({"type": "disconnect", "reason": "too_many_websockets"})
            await ws.close()
            return ws
        socket = self._register(ws, request)
        pinging = asyncio.create_task(self._ping(socket))
        try:
            with suppress(ConnectionError):
                await ws.send_json(self._hello())
            await self._read(socket)
        finally:
            pinging.cancel()
            self._forget(socket)
        return ws

    def _register(self, ws: web.WebSocketResponse, request: web.Request) -> Socket:
        with self.world.cond:
            self.opened += 1
            socket = Socket(self.opened, ws, request)
            self.open.append(socket)
            self.world.changed()
            return socket

    def _forget(self, socket: Socket) -> None:
        """Une connexion fermée : ce qui n'y était pas accusé est perdu."""
        with self.world.cond:
            if socket in self.open:
                self.open.remove(socket)
            for delivery in socket.pending.values():
                delivery.answer(None, None, "connection_lost")
            socket.pending.clear()
            self.world.changed()

    def _hello(self) -> Json:
        return {
            "type": "hello",
            "num_connections": len(self.open),
            "debug_info": {
                "host": "applink-1",
                "started": str(self.world.now()),
                "build_number": 1,
                "approximate_connection_time": 18060,
            },
            "connection_info": {"app_id": self.world.app_id},
        }

    async def _ping(self, socket: Socket) -> None:
        """Sonde la connexion, comme Slack, toutes les quelques secondes."""
        while not socket.ws.closed:
            await asyncio.sleep(self.ping_interval)
            if not socket.deaf:
                with suppress(ConnectionError, RuntimeError):
                    await socket.ws.ping(b"Ping from applink-1")

    async def _read(self, socket: Socket) -> None:
        async for message in socket.ws:
            if message.type is WSMsgType.PING:
                if socket.pongs:
                    with suppress(ConnectionError, RuntimeError):
                        await socket.ws.pong(message.data)
            elif message.type is WSMsgType.TEXT:
                self._receive(socket, message.data)
            elif message.type is not WSMsgType.PONG:
                self.world.refuse("websocket", "unexpected_frame", str(message.type))

    def _receive(self, socket: Socket, text: str) -> None:
        """Un accusé : son enveloppe doit être connue, et attendre encore."""
        try:
            ack: Any = json.loads(text)
        except ValueError:
            ack = None
        if not isinstance(ack, dict) or set(ack) - {"envelope_id", "payload"}:
            self.world.refuse("ack", "invalid_ack", text)
            return
        with self.world.cond:
            self.acks.append(ack)
            delivery = self._pending(str(ack.get("envelope_id")))
            if delivery is None:
                self.world.refuse("ack", "unknown_envelope", text)
                return
            if ack.get("payload") and delivery.kind == EVENTS:
                self.world.refuse("ack", "payload_not_accepted", text)
            delivery.answer(200, ack.get("payload"))
            self.world.changed()

    def _pending(self, envelope_id: str) -> Delivery | None:
        for socket in self.open:
            if envelope_id in socket.pending:
                return socket.pending.pop(envelope_id)
        return None

    def staying(self) -> list[Socket]:
        """Les connexions dont la fin n'est pas annoncée."""
        return [one for one in self.open if not one.leaving]

    def choose(self) -> Socket | None:
        """La connexion où livrer : une qui entend, à tour de rôle ; à défaut une sourde."""
        with self.world.cond:
            staying = self.staying() or self.open
            able = [one for one in staying if not one.deaf] or staying
            self.turn += 1
            return able[self.turn % len(able)] if able else None

    def send(self, socket: Socket, delivery: Delivery) -> None:
        """Envoie une enveloppe ; une connexion sourde la perd."""
        with self.world.cond:
            socket.pending[delivery.envelope_id] = delivery
        delivery.socket_id = socket.id
        envelope: Json = {
            "envelope_id": delivery.envelope_id,
            "type": delivery.kind,
            "payload": delivery.payload,
            "accepts_response_payload": delivery.kind != EVENTS,
        }
        if delivery.kind == EVENTS:
            envelope["retry_attempt"] = delivery.retry
            envelope["retry_reason"] = (delivery.retry_reason or "").removeprefix("http_")
        if not socket.deaf:
            try:
                self.runner.call(socket.ws.send_str(json.dumps(envelope)))
            except (ConnectionError, RuntimeError):
                delivery.answer(None, None, "connection_lost")

    async def disconnect(self, reason: str, *, close: bool) -> None:
        """Annonce la fin prochaine de chaque connexion, et la ferme peut-être."""
        debug = {"host": "applink-1"}
        for socket in list(self.open):
            socket.leaving = True
            with suppress(ConnectionError, RuntimeError):
                await socket.ws.send_json(
                    {"type": "disconnect", "reason": reason, "debug_info": debug}
                )
            if close:
                asyncio.get_running_loop().call_later(1.0, self._leave, socket)

    def _leave(self, socket: Socket) -> None:
        if not socket.ws.closed:
            task = asyncio.ensure_future(socket.ws.close())
            task.add_done_callback(lambda done: done.exception())

    async def cut_all(self) -> None:
        """Coupe net toutes les connexions."""
        for socket in list(self.open):
            await socket.cut()
