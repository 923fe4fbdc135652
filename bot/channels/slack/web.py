"""Slack's HTTP routes: events, installs."""

from __future__ import annotations

import re
from collections.abc import Sequence

from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.channels.slack.application import EVENEMENTS, INSTALLER, RETOUR

TAILLE_MAX = 1_000_000
_QUAND = re.compile(r"[0-9]{1,12}")


def routes(application: AsyncApp, *, evenements: bool) -> Sequence[Route]:
    """Give /slack/events when deliveries can be checked, the install pages when set up."""
    poignee = AsyncSlackRequestHandler(application)

    async def recevoir(requete: Request) -> Response:
        taille = requete.headers.get("content-length", "")
        if not taille.isdigit() or int(taille) > TAILLE_MAX:
            return PlainTextResponse("taille refusée", 413)
        if not _QUAND.fullmatch(requete.headers.get("x-slack-request-timestamp", "")):
            return PlainTextResponse("signature refusée", 401)
        try:
            return await poignee.handle(requete)
        except (ValueError, RecursionError):  # Bolt reads the body before it checks who signed it.
            return PlainTextResponse("livraison illisible", 400)

    async def installer(requete: Request) -> Response:
        return await poignee.handle(requete)

    chemins = [Route(EVENEMENTS, recevoir, methods=["POST"])] if evenements else []
    if application.oauth_flow:
        chemins += [Route(une, installer, methods=["GET"]) for une in (INSTALLER, RETOUR)]
    return chemins
