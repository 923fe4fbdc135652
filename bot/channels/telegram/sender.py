"""Send, edit or delete one message, once."""

from __future__ import annotations

from datetime import UTC
from typing import Any

import structlog
from telegram import (
    Bot,
    InlineKeyboardMarkup,
    InputFile,
    LinkPreviewOptions,
    Message,
    ReplyParameters,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest, TelegramError

from bot.channels.base import Livraison, Rythme
from bot.channels.telegram.errors import issue
from bot.channels.telegram.render import brut, clavier, html
from core.domain.envois import Genre, Outcome, Rejected, Sent

journal = structlog.get_logger(__name__)
NOM = "telegram"
LEGENDE_MAX = 1000
_SANS_APERCU = LinkPreviewOptions(is_disabled=True)


class ExpediteurTelegram:
    """The sending side of Telegram; retries belong to the outbox."""

    nom = NOM
    rythme = Rythme(par_seconde=25, secondes_par_conversation=1.0, groupe_par_minute=18)

    def __init__(self, bot: Bot) -> None:
        """Take an initialized bot."""
        self._bot = bot

    async def envoyer(self, livraison: Livraison) -> Outcome:
        """Do the send; the outcome is a value."""
        try:
            if livraison.envoi.genre is Genre.EFFACEMENT:
                return await self._effacer(livraison)
            if livraison.envoi.genre is Genre.MISE_A_JOUR:
                return await self._modifier(livraison)
            return await self._poster(livraison)
        except TelegramError as erreur:
            return issue(erreur)

    async def _effacer(self, livraison: Livraison) -> Outcome:
        await self._bot.delete_message(
            livraison.destination.adresse, int(livraison.envoi.cible or 0)
        )
        return Sent("")

    async def _modifier(self, livraison: Livraison) -> Outcome:
        assert livraison.message
        boutons = clavier(livraison.message, livraison.jetons, groupe=False)
        await self._bot.edit_message_text(
            html(livraison.message),
            chat_id=livraison.destination.adresse,
            message_id=int(livraison.envoi.cible or 0),
            parse_mode=ParseMode.HTML,
            link_preview_options=_SANS_APERCU,
            reply_markup=boutons if isinstance(boutons, InlineKeyboardMarkup) else None,
        )
        return Sent(livraison.envoi.cible or "")

    async def _poster(self, livraison: Livraison) -> Outcome:
        """Send as HTML; if Telegram can't read it, send the plain text."""
        assert livraison.message
        try:
            envoye = await self._appel(livraison, html(livraison.message), ParseMode.HTML)
        except BadRequest as erreur:
            if not isinstance(issue(erreur), Rejected):
                raise
            journal.warning("message refusé, envoi du texte brut", raison=erreur.message)
            envoye = await self._appel(livraison, brut(livraison.message), None)
        return Sent(str(envoye.message_id), envoye.date.astimezone(UTC))

    async def _appel(self, livraison: Livraison, texte: str, mode: ParseMode | None) -> Message:
        ou, message = livraison.destination, livraison.message
        assert message
        cite = livraison.repond_a
        commun: dict[str, Any] = {
            "parse_mode": mode,
            "message_thread_id": int(ou.sujet) if ou.sujet else None,
            "disable_notification": livraison.silencieux,
            "reply_parameters": (
                ReplyParameters(int(cite), allow_sending_without_reply=True) if cite else None
            ),
        }
        if message.piece:
            fichier = InputFile(message.piece.contenu, message.piece.nom)
            legende = texte[:LEGENDE_MAX]
            return await self._bot.send_document(ou.adresse, fichier, caption=legende, **commun)
        return await self._bot.send_message(
            ou.adresse,
            texte,
            link_preview_options=_SANS_APERCU,
            reply_markup=clavier(message, livraison.jetons, groupe=not ou.prive),
            **commun,
        )
