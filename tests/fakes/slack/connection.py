"""Un WebSocket ouvert par le programme."""

from dataclasses import dataclass, field

from aiohttp import web

from .delivery import Delivery


@dataclass(eq=False)
class Socket:
    """Un WebSocket ouvert ; sourd, il ne livre plus et ne sonde plus."""

    id: int
    ws: web.WebSocketResponse
    request: web.Request
    deaf: bool = False
    pongs: bool = True
    leaving: bool = False
    pending: dict[str, Delivery] = field(default_factory=dict)

    async def cut(self) -> None:
        """Coupe net la connexion."""
        if self.request.transport is not None:
            self.request.transport.abort()
