"""Qui le robot peut joindre, et les refus quand il ne le peut pas."""

from .errors import bad_request, forbidden, too_many_requests
from .model import WRITERS, Chat, Json, Message
from .state import World


def find_chat(world: World, chat_id: int | str) -> Chat:
    """La conversation désignée par un nombre ou par un @nom."""
    if isinstance(chat_id, str) and chat_id.lstrip("-").isdigit():
        chat_id = int(chat_id)
    if isinstance(chat_id, int):
        chat = world.chats.get(chat_id)
    else:
        named = (c for c in world.chats.values() if c.username and f"@{c.username}" == chat_id)
        chat = next((c for c in named if not c.private), None)
    if chat is None:
        raise bad_request("chat not found")
    return chat


def member_chat(world: World, chat_id: int | str) -> Chat:
    """La conversation, si le robot en est ; lève l'ApiError qui convient sinon."""
    chat = find_chat(world, chat_id)
    if chat.migrated_to is not None:
        raise bad_request(
            "group chat was upgraded to a supergroup chat", migrate_to_chat_id=chat.migrated_to
        )
    if chat.private:
        return chat
    if chat.bot_status == "kicked":
        raise forbidden(f"bot was kicked from the {chat.type} chat")
    if chat.bot_status not in WRITERS:
        raise forbidden(f"bot is not a member of the {chat.type} chat")
    return chat


def writable_chat(world: World, params: Json) -> Chat:
    """La conversation, si le robot peut y écrire maintenant."""
    if "chat_id" not in params:
        raise bad_request("chat_id is empty")
    chat = member_chat(world, params["chat_id"])
    if chat.private and chat.blocked:
        raise forbidden("bot was blocked by the user")
    if chat.private and not chat.started:
        raise forbidden("bot can't initiate conversation with a user")
    if world.rates is not None:
        seconds = world.rates.take(chat.id, group=not chat.private)
        if seconds:
            raise too_many_requests(seconds)
    return chat


def find_message(chat: Chat, message_id: int | None, wording: str) -> Message:
    """Un message encore visible de la conversation."""
    message = chat.messages.get(message_id) if message_id is not None else None
    if message is None or message.deleted:
        raise bad_request(wording)
    return message


def check_thread(chat: Chat, thread_id: int | None) -> int | None:
    """Le sujet visé ; le sujet général ne se désigne pas par son numéro."""
    if thread_id is None:
        return None
    if not chat.is_forum or thread_id not in chat.topics:
        raise bad_request("message thread not found")
    return thread_id


def replied_message(chat: Chat, params: Json) -> int | None:
    """Le message auquel répondre, s'il existe encore."""
    reply = params.get("reply_parameters")
    if reply is None:
        return None
    if reply.get("chat_id", chat.id) != chat.id:
        raise bad_request("reply to another chat is not covered by the fake")
    message = chat.messages.get(reply["message_id"])
    if message is not None and not message.deleted:
        return message.id
    if reply.get("allow_sending_without_reply"):
        return None
    raise bad_request("message to be replied not found")
