"""Send, edit or delete one message, once."""

from __future__ import annotations

from datetime import UTC
from typing import Any

import structlog
from telegram import (
    Bot,
    ForceReply,
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
from bot.channels.telegram.render import brut, clavier, html, se_montre, tient_en_legende
from core.domain.envois import Genre, Outcome, Rejected, RetryAt, Sent, Uncertain
from core.messages.model import Piece

journal = structlog.get_logger(__name__)
NOM = "telegram"
_SANS_APERCU = LinkPreviewOptions(is_disabled=True)


class ExpediteurTelegram:
    """The sending side of Telegram; retries belong to the outbox."""

    nom = NOM
    rythme = Rythme(par_seconde=30, secondes_par_conversation=1.0, groupe_par_minute=20)

    def __init__(self, bot: Bot) -> None:
        """Take an initialized bot."""
        self._bot = bot
        self._partis: dict[str, Message] = {}
        """Texts whose file is still to be sent, by the key of their send."""

    async def envoyer(self, livraison: Livraison) -> Outcome:
        """Do the send; the outcome is a value."""
        faite = await self._essayer(livraison)
        if not isinstance(faite, RetryAt | Uncertain):
            self._partis.pop(livraison.envoi.cle, None)
        return faite

    async def _essayer(self, livraison: Livraison) -> Outcome:
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
            envoye = await self._montrer(livraison, html(livraison.message), ParseMode.HTML)
        except BadRequest as erreur:
            if not isinstance(issue(erreur), Rejected):
                raise
            journal.warning("message refusé, envoi du texte brut", raison=erreur.message)
            envoye = await self._montrer(livraison, brut(livraison.message), None)
        return Sent(str(envoye.message_id), envoye.date.astimezone(UTC))

    async def _montrer(self, livraison: Livraison, texte: str, mode: ParseMode | None) -> Message:
        """Send the message and its file: in one if the caption may hold the text, else in two.

        In two, the text comes first and is the message; a new try after it left sends the file
        alone.
        """
        message, cle = livraison.message, livraison.envoi.cle
        assert message
        if message.piece is None:
            return await self._ecrire(livraison, texte, mode)
        if tient_en_legende(message):
            return await self._joindre(livraison, message.piece, texte, mode)
        if cle not in self._partis:
            self._partis[cle] = await self._ecrire(livraison, texte, mode)
        await self._joindre(livraison, message.piece, None, mode, self._partis[cle].message_id)
        return self._partis[cle]

    async def _ecrire(self, livraison: Livraison, texte: str, mode: ParseMode | None) -> Message:
        return await self._bot.send_message(
            livraison.destination.adresse,
            texte,
            parse_mode=mode,
            link_preview_options=_SANS_APERCU,
            reply_markup=_boutons(livraison),
            **_place(livraison, livraison.repond_a),
        )

    async def _joindre(
        self,
        livraison: Livraison,
        piece: Piece,
        legende: str | None,
        mode: ParseMode | None,
        apres: int | None = None,
    ) -> Message:
        """Send the file; a picture is shown in place, unless it is too large or refused (no mode).

        `apres` is the message that says its text, if the caption does not.
        """
        ou = livraison.destination.adresse
        commun: dict[str, Any] = {
            "caption": legende,
            "parse_mode": mode,
            "reply_markup": _boutons(livraison) if apres is None else None,
            **_place(livraison, apres or livraison.repond_a),
        }
        fichier = InputFile(piece.contenu, piece.nom)
        if mode is not None and se_montre(piece):
            return await self._bot.send_photo(ou, fichier, **commun)
        return await self._bot.send_document(ou, fichier, **commun)


def _boutons(livraison: Livraison) -> InlineKeyboardMarkup | ForceReply | None:
    assert livraison.message
    return clavier(livraison.message, livraison.jetons, groupe=not livraison.destination.prive)


def _place(livraison: Livraison, cite: str | int | None) -> dict[str, Any]:
    """Say where a send goes: its topic, the message that it answers, with or without a sound."""
    sujet = livraison.destination.sujet
    return {
        "message_thread_id": int(sujet) if sujet else None,
        "disable_notification": livraison.silencieux,
        "reply_parameters": (
            ReplyParameters(int(cite), allow_sending_without_reply=True) if cite else None
        ),
    }
