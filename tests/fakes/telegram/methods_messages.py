"""Les méthodes qui écrivent, modifient et suppriment des messages."""

from typing import Any

from .access import check_thread, find_message, member_chat, replied_message, writable_chat
from .errors import bad_request, not_covered
from .limits import check_markup, check_text, formatted
from .model import Chat, Json, Message
from .state import World

NOT_COVERED = [
    "business_connection_id",
    "direct_messages_topic_id",
    "inline_message_id",
    "rich_message",
    "suggested_post_parameters",
    "message_effect_id",
    "allow_paid_broadcast",
    "thumbnail",
    "has_spoiler",
    "show_caption_above_media",
]


def reject_uncovered(params: Json) -> None:
    """Refuse ce que la doublure ne sait pas faire."""
    for name in NOT_COVERED:
        if params.get(name):
            raise not_covered(name)


def send_message(world: World, params: Json) -> Json:
    """sendMessage."""
    reject_uncovered(params)
    text, entities = formatted(params["text"], params.get("parse_mode"), params.get("entities"))
    check_text(text)
    check_markup(params.get("reply_markup"))
    chat = writable_chat(world, params)
    fields = common(chat, params)
    message = world.post(
        chat, world.bot, text=text, entities=entities, html=params["text"], **fields
    )
    return message.json()


def common(chat: Chat, params: Json) -> Json:
    """Ce que tout envoi porte : clavier, message cité, sujet, silence."""
    return {
        "markup": params.get("reply_markup"),
        "reply_to": replied_message(chat, params),
        "thread_id": check_thread(chat, params.get("message_thread_id")),
        "silent": params.get("disable_notification", False),
        "protected": params.get("protect_content", False),
    }


def _own_message(world: World, params: Json) -> Message:
    reject_uncovered(params)
    chat = writable_chat(world, params)
    message = find_message(chat, params.get("message_id"), "message to edit not found")
    if message.sender is not world.bot or message.service:
        raise bad_request("message can't be edited")
    return message


def _inline_markup(params: Json) -> Json | None:
    markup: Json | None = params.get("reply_markup")
    check_markup(markup)
    return markup if markup and markup["inline_keyboard"] else None


def _edited(world: World, message: Message, **changes: Any) -> Json:
    if all(getattr(message, name) == value for name, value in changes.items()):
        raise bad_request(
            "message is not modified: specified new message content and reply markup "
            "are exactly the same as a current content and reply markup of the message"
        )
    for name, value in changes.items():
        setattr(message, name, value)
    message.edited += 1
    message.edited_at = world.tick()
    message.edit_date = world.now()
    world.changed()
    return message.json()


def edit_message_text(world: World, params: Json) -> Json:
    """editMessageText."""
    if "text" not in params and "rich_message" not in params:
        raise bad_request("message text is empty")
    reject_uncovered(params)
    text, entities = formatted(params["text"], params.get("parse_mode"), params.get("entities"))
    check_text(text)
    markup = _inline_markup(params)
    message = _own_message(world, params)
    if message.document is not None or message.photo is not None:
        raise bad_request("there is no text in the message to edit")
    result = _edited(world, message, text=text, entities=entities, markup=markup)
    message.html = params["text"]
    return result


def edit_message_reply_markup(world: World, params: Json) -> Json:
    """editMessageReplyMarkup."""
    markup = _inline_markup(params)
    return _edited(world, _own_message(world, params), markup=markup)


def delete_message(world: World, params: Json) -> bool:
    """deleteMessage."""
    chat = member_chat(world, params["chat_id"])
    message = find_message(chat, params["message_id"], "message to delete not found")
    if message.too_old:
        raise bad_request("message can't be deleted for everyone")
    if message.sender is not world.bot and not chat.private and not chat.bot_can_delete:
        raise bad_request("message can't be deleted")
    message.deleted = True
    message.edited_at = world.tick()
    world.changed()
    return True
