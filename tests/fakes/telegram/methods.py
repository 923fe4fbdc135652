"""Le répertoire des méthodes et leur exécution."""

from collections.abc import Callable
from typing import Any

from . import (
    methods_chats,
    methods_commands,
    methods_files,
    methods_messages,
    methods_webhook,
)
from .model import Json
from .spec import check_object, returns
from .state import World

Handler = Callable[[World, Json], Any]

HANDLERS: dict[str, Handler] = {
    "getMe": methods_chats.get_me,
    "getChat": methods_chats.get_chat,
    "getChatMember": methods_chats.get_chat_member,
    "leaveChat": methods_chats.leave_chat,
    "sendMessage": methods_messages.send_message,
    "sendDocument": methods_files.send_document,
    "sendPhoto": methods_files.send_photo,
    "getFile": methods_files.get_file,
    "editMessageText": methods_messages.edit_message_text,
    "editMessageReplyMarkup": methods_messages.edit_message_reply_markup,
    "deleteMessage": methods_messages.delete_message,
    "answerCallbackQuery": methods_commands.answer_callback_query,
    "setMyCommands": methods_commands.set_my_commands,
    "deleteMyCommands": methods_commands.delete_my_commands,
    "getMyCommands": methods_commands.get_my_commands,
    "setMyDescription": methods_commands.set_my_description,
    "setMyShortDescription": methods_commands.set_my_short_description,
    "setWebhook": methods_webhook.set_webhook,
    "deleteWebhook": methods_webhook.delete_webhook,
    "getWebhookInfo": methods_webhook.get_webhook_info,
}


def execute(world: World, method: str, params: Json) -> Any:
    """Exécute une méthode (sauf getUpdates) et vérifie ce qu'elle rend."""
    with world.cond:
        result = HANDLERS[method](world, params)
    check_object(result, *returns(method))
    return result
