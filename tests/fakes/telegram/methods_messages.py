"""Les méthodes qui écrivent, modifient et suppriment des messages."""

from typing import Any

from .access import check_thread, find_message, member_chat, replied_message, writable_chat
from .errors import bad_request, not_covered
from .limits import check_caption, check_markup, check_text, formatted
from .model import Chat, Json, Message
from .spec import Upload
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
]


def _reject_uncovered(params: Json) -> None:
    for name in NOT_COVERED:
        if params.get(name):
            raise not_covered(name)


def send_message(world: World, params: Json) -> Json:
    """sendMessage."""
    _reject_uncovered(params)
    text, entities = formatted(params["text"], params.get("parse_mode"), params.get("entities"))
    check_text(text)
    check_markup(params.get("reply_markup"))
    chat = writable_chat(world, params)
    fields = _common(chat, params)
    message = world.post(
        chat, world.bot, text=text, entities=entities, html=params["text"], **fields
    )
    return message.json()


def send_document(world: World, params: Json) -> Json:
    """sendDocument."""
    _reject_uncovered(params)
    caption = params.get("caption", "")
    entities = params.get("caption_entities")
    text, entities = formatted(caption, params.get("parse_mode"), entities)
    check_caption(text)
    check_markup(params.get("reply_markup"))
    document, content = _document(world, params["document"])
    chat = writable_chat(world, params)
    message = world.post(
        chat,
        world.bot,
        text=text,
        entities=entities,
        html=caption,
        document=document,
        content=content,
        **_common(chat, params),
    )
    return message.json()


def _document(world: World, given: Upload | str) -> tuple[Json, bytes]:
    if isinstance(given, str):
        if given not in world.files:
            raise bad_request("wrong file identifier/HTTP URL specified")
        return world.files[given]
    if not given.content:
        raise bad_request("file must be non-empty")
    number = world.next_serial()
    document: Json = {
        "file_id": f"BQACAgQAAxkDAAI{number}",
        "file_unique_id": f"AgAD{number}",
        "file_name": given.file_name,
        "mime_type": given.content_type,
        "file_size": len(given.content),
    }
    world.files[document["file_id"]] = (document, given.content)
    return document, given.content


def _common(chat: Chat, params: Json) -> Json:
    return {
        "markup": params.get("reply_markup"),
        "reply_to": replied_message(chat, params),
        "thread_id": check_thread(chat, params.get("message_thread_id")),
        "silent": params.get("disable_notification", False),
        "protected": params.get("protect_content", False),
    }


def _own_message(world: World, params: Json) -> Message:
    _reject_uncovered(params)
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
    _reject_uncovered(params)
    text, entities = formatted(params["text"], params.get("parse_mode"), params.get("entities"))
    check_text(text)
    markup = _inline_markup(params)
    message = _own_message(world, params)
    if message.document is not None:
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
