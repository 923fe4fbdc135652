"""From an update to a neutral request, or to an event of the conversation itself."""

from __future__ import annotations

from telegram import CallbackQuery, Chat, ChatMember, ChatMemberUpdated, Message, Update

from bot.channels.evenements import Depart, Evenement, Migration, Retour
from bot.channels.telegram.fichiers import apporte_un_fichier, repond_a
from bot.channels.telegram.sender import NOM
from bot.handlers.request import Request
from core.domain.organisations import Destination

SUJET_GENERAL = 1
"""The « General » topic of a forum is written to without naming it."""


def traduire(update: Update, pseudo: str) -> Evenement | None:
    """Give what an update asks of us; None for what we ignore (edited messages, channels…).

    `pseudo` is the bot's user name: a command meant for another bot is ignored.
    """
    if update.my_chat_member:
        return _membre(update.my_chat_member)
    if update.callback_query:
        return _bouton(update.callback_query)
    if update.message:
        return _message(update.message, pseudo)
    return None


def destination(chat: Chat, sujet: int | None) -> Destination:
    """Give the conversation of a chat and topic."""
    utile = str(sujet) if sujet and sujet != SUJET_GENERAL else None
    return Destination(NOM, str(chat.id), utile, chat.type == Chat.PRIVATE)


def _message(message: Message, pseudo: str) -> Evenement | None:
    if message.migrate_to_chat_id:
        return Migration(destination(message.chat, None), str(message.migrate_to_chat_id))
    if message.from_user is None or message.from_user.is_bot and not message.sender_chat:
        return None
    texte = str(message.text or message.caption or "")
    fichier = apporte_un_fichier(message, pseudo)
    if not (texte or fichier) or _pour_un_autre(texte, pseudo):
        return None
    repond = repond_a(message, pseudo)
    if message.sender_chat and not (repond or fichier or texte.startswith("/")):
        return None
    return Request(
        plateforme=NOM,
        personne=str(message.from_user.id),
        conversation=destination(
            message.chat, message.message_thread_id if message.is_topic_message else None
        ),
        message=str(message.message_id),
        texte=texte,
        repond_au_bot=repond,
        anonyme=message.sender_chat is not None,
    )


def _pour_un_autre(texte: str, pseudo: str) -> bool:
    """Tell whether a command names another bot."""
    if not texte.startswith("/"):
        return False
    _, arobase, nom = texte.split(maxsplit=1)[0].partition("@")
    return bool(arobase) and nom.casefold() != pseudo.casefold()


def _bouton(appui: CallbackQuery) -> Request | None:
    message = appui.message
    if message is None or not appui.data:
        return None
    sujet = None
    if isinstance(message, Message) and message.is_topic_message:
        sujet = message.message_thread_id
    return Request(
        plateforme=NOM,
        personne=str(appui.from_user.id),
        conversation=destination(message.chat, sujet),
        message=str(message.message_id),
        jeton=str(appui.data),
    )


def _membre(change: ChatMemberUpdated) -> Depart | Retour:
    ou = destination(change.chat, None)
    statut = change.new_chat_member.status
    if statut in (ChatMember.BANNED, ChatMember.LEFT):
        return Depart(ou)
    return Retour(str(change.from_user.id), ou)
