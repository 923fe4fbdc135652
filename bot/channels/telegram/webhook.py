"""The webhook: the secret is checked, the update committed, then 200."""

from __future__ import annotations

import asyncio
import hmac
import json
from datetime import datetime
from itertools import count

import structlog
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from telegram.error import BadRequest, InvalidToken, TelegramError

from bot.channels.telegram.service import MISES_A_JOUR, ServiceTelegram

journal = structlog.get_logger(__name__)
CHEMIN = "/telegram/webhook"
TAILLE_MAX = 1_000_000
ATTENTE_MAX = 30.0


class Webhook:
    """Registers the address, receives the updates."""

    def __init__(self, service: ServiceTelegram, secret: str) -> None:
        """`secret` is what Telegram sends back in its header."""
        self._service = service
        self._secret = secret
        self._taches: set[asyncio.Task[bool]] = set()

    def route(self) -> Route:
        """Give the HTTP route."""
        return Route(CHEMIN, self._recevoir, methods=["POST"])

    async def inscrire(self, adresse_publique: str) -> None:
        """Tell Telegram where to deliver, until it knows; pending updates are kept.

        Raises BadRequest or InvalidToken when Telegram refuses the address or the token.
        """
        for essai in count():
            try:
                await self._service.bot.set_webhook(
                    adresse_publique.rstrip("/") + CHEMIN,
                    secret_token=self._secret,
                    allowed_updates=MISES_A_JOUR,
                    drop_pending_updates=False,
                )
                return
            except (BadRequest, InvalidToken):
                raise
            except TelegramError as erreur:
                journal.warning("webhook non inscrit, nouvel essai", raison=erreur.message)
                await asyncio.sleep(min(ATTENTE_MAX, 0.5 * 2 ** min(essai, 6)))

    async def tout_est_livre(self) -> bool:
        """Tell whether Telegram holds nothing back for us; if it can't say, trust that."""
        try:
            return (await self._service.bot.get_webhook_info()).pending_update_count == 0
        except TelegramError as erreur:
            journal.warning("état du webhook inconnu", raison=erreur.message)
            return "not found" in str(erreur.message).casefold()

    async def ecouter(self, maintenant: datetime) -> None:
        """Note, at each tick, how far we heard."""
        if await self._service.traiter_les_arrivees() and await self.tout_est_livre():
            await self._service.noter_l_ecoute(maintenant)

    async def _recevoir(self, requete: Request) -> Response:
        recu = requete.headers.get("X-Telegram-Bot-Api-Secret-Token", "")
        if not hmac.compare_digest(recu.encode(), self._secret.encode()):
            return PlainTextResponse("secret refusé", status_code=403)
        if int(requete.headers.get("content-length", "0")) > TAILLE_MAX:
            return PlainTextResponse("mise à jour trop longue", status_code=413)
        try:
            brute = json.loads(await requete.body())
        except (ValueError, RecursionError):
            brute = None
        if not isinstance(brute, dict) or type(brute.get("update_id")) is not int:
            return PlainTextResponse("mise à jour illisible", status_code=400)
        await self._service.recevoir(brute)
        tache = asyncio.create_task(self._service.traiter_les_arrivees())
        self._taches.add(tache)
        tache.add_done_callback(self._taches.discard)
        return PlainTextResponse("ok")
