"""Socket Mode, and the watch over it: a socket may look connected and be deaf."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from typing import Any

import structlog
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.aiohttp import SocketModeClient

from bot.clock import Horloge

journal = structlog.get_logger(__name__)
PING = 5.0
SILENCE_MAX = 30.0
"""Seconds without a ping from Slack after which the socket is held to be deaf."""

CONNEXION_MAX = 15.0
_REFUS = frozenset({"invalid_auth", "not_authed", "token_revoked", "account_inactive"})


class ClientAttentif(SocketModeClient):
    """The SDK's client, which also notes when Slack last pinged us."""

    entendu: float | None = None

    async def connect(self) -> None:
        """Connect, then listen to the pings of the new session.

        The SDK tries one address for ever: after a while, raise, so that another is asked for.
        """
        try:
            async with asyncio.timeout(CONNEXION_MAX):
                await super().connect()  # type: ignore[no-untyped-call]
        except TimeoutError:
            self.wss_uri = None
            raise ConnectionError("adresse de socket sans réponse") from None
        session = self.current_session
        if session is None:
            return
        repondre = session.pong

        async def pong(*args: Any) -> None:
            self._entendre()
            await repondre(*args)

        session.pong = pong  # type: ignore[assignment]
        self._entendre()

    def _entendre(self) -> None:
        self.entendu = asyncio.get_running_loop().time()


class Poignee(AsyncSocketModeHandler):
    """Bolt's adapter over that client."""

    client: ClientAttentif

    def __init__(self, application: AsyncApp, jeton: str) -> None:
        """Take the app-level token; must be made in a running loop."""
        self.app = application
        self.app_token = jeton
        self.client = ClientAttentif(
            app_token=jeton,
            logger=application.logger,
            web_client=application.client,
            ping_interval=PING,
        )
        self.client.socket_mode_request_listeners.append(self.handle)  # type: ignore[arg-type]


class Prise:
    """One socket, opened anew whenever it falls silent."""

    def __init__(self, application: AsyncApp, jeton: str, horloge: Horloge) -> None:
        """Take the app-level token; nothing is opened yet."""
        self._client = Poignee(application, jeton).client
        self._horloge = horloge

    @property
    def silence(self) -> float | None:
        """Give the seconds since Slack's last ping; None before the first connection."""
        entendu = self._client.entendu
        return None if entendu is None else asyncio.get_running_loop().time() - entendu

    def dernier_signe(self) -> datetime | None:
        """Give the instant of Slack's last ping (UTC)."""
        silence = self.silence
        return None if silence is None else self._horloge.maintenant() - timedelta(seconds=silence)

    async def tourner(self) -> None:
        """Connect, then let it live; raises SlackApiError when the token is refused."""
        while self._client.entendu is None:
            self._client.wss_uri = await self._adresse()
            try:
                await self._client.connect()
            except ConnectionError as erreur:
                journal.warning("socket sans réponse, autre adresse", raison=str(erreur))
        await asyncio.Event().wait()

    async def _adresse(self) -> str:
        """Ask for an address to connect to, for as long as Slack can't be reached."""
        while True:
            try:
                return str(await self._client.issue_new_wss_url())
            except SlackApiError as erreur:
                if erreur.response.get("error") in _REFUS:
                    raise
                journal.warning("socket refusée, nouvel essai", raison=str(erreur))
            except Exception as erreur:
                journal.warning("socket injoignable, nouvel essai", raison=type(erreur).__name__)
            await asyncio.sleep(PING)

    async def surveiller(self) -> bool:
        """Open a new connection if this one is silent; tell whether Slack was heard of late."""
        silence = self.silence
        if silence is None:
            return False
        if silence <= SILENCE_MAX:
            return True
        journal.error("socket silencieuse, nouvelle connexion", secondes=int(silence))
        await self._client.connect_to_new_endpoint(force=True)
        return False

    async def fermer(self) -> None:
        """Close it for good."""
        await self._client.close()  # type: ignore[no-untyped-call]
