"""Files that people send on Telegram: which are meant for us, and how they are fetched."""

from __future__ import annotations

import re
from dataclasses import replace

from telegram import Bot, Chat, Document, Message
from telegram.error import BadRequest, Forbidden, InvalidToken, TelegramError

from bot.channels import pieces
from bot.channels.pieces import TelechargementManque
from bot.handlers.request import Fichier, Request
from core.errors import SaisieInvalide


def apporte_un_fichier(message: Message, pseudo: str) -> bool:
    """Tell whether a message brings us a file or a picture.

    In a group it must answer us or name us: what people exchange there is not ours.
    """
    if not message.document and not message.photo:
        return False
    return (
        message.chat.type == Chat.PRIVATE
        or repond_a(message, pseudo)
        or bool(re.search(rf"(?<!\w)@{re.escape(pseudo)}(?!\w)", message.caption or "", re.I))
    )


def repond_a(message: Message, pseudo: str) -> bool:
    """Tell whether a message answers one of ours."""
    cite = message.reply_to_message
    return bool(cite and cite.from_user and cite.from_user.username == pseudo)


async def joindre(bot: Bot, message: Message, requete: Request, *, dernier: bool) -> Request:
    """Give the request with the file of its message, or with why it is not taken.

    Raises TelechargementManque when another try may do, unless this one is the `dernier`.
    """
    document = message.document
    if document is None:
        return replace(requete, refus=pieces.IMAGE)
    return await pieces.joindre(requete, lambda: _chercher(bot, document), dernier=dernier)


async def _chercher(bot: Bot, document: Document) -> Fichier:
    """Fetch a document; no exception that leaves here bears its address, which holds our token."""
    nom = str(document.file_name or "")
    if not isinstance(document.file_size, int | None):
        raise SaisieInvalide(pieces.MANQUE)
    pieces.exiger(nom, document.file_size)
    try:
        depot = await bot.get_file(document.file_id)
        pieces.exiger(nom, depot.file_size)
        return Fichier(nom, bytes(await depot.download_as_bytearray()))
    except (BadRequest, Forbidden, InvalidToken):
        raise SaisieInvalide(pieces.MANQUE) from None
    except (TelegramError, RuntimeError) as erreur:
        raise TelechargementManque(type(erreur).__name__) from None
