"""Bolt's listeners: keep, acknowledge, open the modal that will hold the answer, then work."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from slack_bolt import BoltResponse
from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.async_context import AsyncBoltContext

from bot.channels.slack.courrier import Courrier, ouvrir
from bot.channels.slack.greffe import Greffe
from bot.channels.slack.modale import FORMULAIRE

journal = structlog.get_logger(__name__)
TOUT = re.compile(".*")
COURRIER, LIMITE = "courrier", "limite"

Traiter = Callable[[Courrier], Awaitable[None]]
Soumettre = Callable[[Courrier, float], Awaitable[dict[str, Any]]]
PATIENCE = 2.5
"""Seconds that a form may take from its arrival: Slack waits three for its answer."""


class Reception:
    """Binds Bolt to the inbox and to what handles a delivery."""

    def __init__(self, greffe: Greffe, traiter: Traiter, soumettre: Soumettre) -> None:
        """`traiter` handles a kept delivery; `soumettre` also gives what a modal must become."""
        self._greffe = greffe
        self._traiter = traiter
        self._soumettre = soumettre

    def brancher(self, application: AsyncApp) -> None:
        """Register the listeners."""
        application.use(self._garder)
        application.command(TOUT)(self._agir)
        application.action(TOUT)(self._agir)
        application.event(TOUT)(self._agir)
        application.view(FORMULAIRE)(self._valider)

    async def _garder(
        self,
        body: dict[str, Any],
        context: AsyncBoltContext,
        next: Callable[[], Awaitable[Any]],  # noqa: A002
    ) -> Any:
        """Commit a delivery before anything else; one received before is only acknowledged."""
        context[LIMITE] = asyncio.get_running_loop().time() + PATIENCE
        courrier = ouvrir(body, context)
        if courrier is None or not await self._greffe.garder(courrier):
            return BoltResponse(status=200, body="")
        context[COURRIER] = courrier
        return await next()

    async def _agir(self, ack: AsyncAck, context: AsyncBoltContext) -> None:
        await ack()
        await self._traiter(context[COURRIER])

    async def _valider(self, ack: AsyncAck, context: AsyncBoltContext) -> None:
        """Answer a form with its faults, with what follows, or by closing it."""
        await ack(**await self._soumettre(context[COURRIER], context[LIMITE]))
