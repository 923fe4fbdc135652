"""Socket Mode, and the watch over it: a socket may look connected and be deaf."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import structlog
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError

journal = structlog.get_logger(__name__)
PING = 5.0
SILENCE_MAX = timedelta(seconds=30)


class Prise:
    """One socket, opened anew whenever it falls silent."""

    def __init__(self, application: AsyncApp, jeton: str) -> None:
        """Take the app-level token; nothing is opened yet."""
        self._poignee = AsyncSocketModeHandler(application, jeton, ping_interval=PING)
        self._vivante = False

    def dernier_signe(self) -> datetime | None:
        """Give the instant of the last answer to a ping (UTC)."""
        lu = self._poignee.client.last_ping_pong_time
        return datetime.fromtimestamp(lu, UTC) if lu else None

    async def tourner(self) -> None:
        """Connect, then let it live; raises SlackApiError when the token is refused."""
        client = self._poignee.client
        client.wss_uri = await self._adresse()
        await client.connect()  # type: ignore[no-untyped-call]
        self._vivante = True
        await asyncio.Event().wait()

    async def _adresse(self) -> str:
        """Ask for an address to connect to, for as long as Slack can't be reached."""
        while True:
            try:
                return str(await self._poignee.client.issue_new_wss_url())
            except SlackApiError as erreur:
                if erreur.response.get("error") in {"invalid_auth", "not_authed", "token_revoked"}:
                    raise
                journal.warning("socket refusée, nouvel essai", raison=str(erreur))
            except Exception as erreur:
                journal.warning("socket injoignable, nouvel essai", raison=type(erreur).__name__)
            await asyncio.sleep(PING)

    async def surveiller(self) -> bool:
        """Open a new connection if this one is silent; tell whether it lives."""
        if not self._vivante:
            return False
        if await self._poignee.client.is_connected():
            return True
        journal.error("socket silencieuse, nouvelle connexion")
        await self._poignee.client.connect_to_new_endpoint()
        return await self._poignee.client.is_connected()

    async def fermer(self) -> None:
        """Close it for good."""
        await self._poignee.close_async()  # type: ignore[no-untyped-call]
