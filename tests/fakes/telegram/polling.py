"""getUpdates : l'attente longue, la confirmation et le conflit entre deux lecteurs."""

import asyncio
import time
from collections.abc import Awaitable, Callable

from .errors import ApiError, bad_request, conflict
from .methods_webhook import remember_allowed
from .model import Json
from .state import World

WEBHOOK_ACTIVE = (
    "can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)
OTHER_READER = (
    "terminated by other getUpdates request; make sure that only one bot instance is running"
)
Pause = Callable[[float], Awaitable[bool]]


def _begin(world: World, params: Json) -> int:
    """Confirme, retient les genres demandés, écarte le lecteur précédent."""
    with world.cond:
        if world.webhook is not None:
            raise conflict(WEBHOOK_ACTIVE)
        if not 1 <= params.get("limit", 100) <= 100 or params.get("timeout", 0) < 0:
            raise bad_request("wrong limit or timeout")
        remember_allowed(world, params)
        world.queue.confirm(params.get("offset", 0))
        world.polls += 1
        world.changed()
        return world.polls


def _poll(world: World, mine: int, limit: int) -> list[Json]:
    with world.cond:
        if world.polls != mine:
            raise conflict(OTHER_READER)
        if world.webhook is not None:
            raise conflict("terminated by setWebhook request")
        if world.down:
            raise ApiError(502, "Bad Gateway")
        return world.queue.batch(limit)


async def get_updates(world: World, params: Json, pause: Pause) -> list[Json]:
    """Rend les mises à jour dès qu'il y en a, ou une liste vide au bout du délai.

    ``pause`` attend un changement et rend False si le client est parti.
    """
    mine = _begin(world, params)
    deadline = time.monotonic() + min(params.get("timeout", 0), 50)
    await asyncio.sleep(0)
    while True:
        batch = _poll(world, mine, params.get("limit", 100))
        left = deadline - time.monotonic()
        if batch or left <= 0 or world.stopping or not await pause(left):
            return batch
