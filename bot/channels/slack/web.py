"""Slack's HTTP routes: events, installs."""

from __future__ import annotations

from collections.abc import Sequence

from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.channels.slack.application import EVENEMENTS, INSTALLER, RETOUR

TAILLE_MAX = 1_000_000


def routes(application: AsyncApp, *, evenements: bool) -> Sequence[Route]:
    """Give /slack/events when deliveries can be checked, the install pages when set up."""
    poignee = AsyncSlackRequestHandler(application)

    async def recevoir(requete: Request) -> Response:
        taille = requete.headers.get("content-length", "")
        if not taille.isdigit() or int(taille) > TAILLE_MAX:
            return PlainTextResponse("taille refusée", 413)
        return await poignee.handle(requete)

    async def installer(requete: Request) -> Response:
        return await poignee.handle(requete)

    chemins = [Route(EVENEMENTS, recevoir, methods=["POST"])] if evenements else []
    if application.oauth_flow:
        chemins += [Route(une, installer, methods=["GET"]) for une in (INSTALLER, RETOUR)]
    return chemins
