"""Le menu des commandes, la description du robot, les réponses aux boutons."""

import json

from .access import find_chat
from .errors import bad_request
from .limits import check_commands
from .model import Json
from .state import Answer, World

TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
Key = tuple[str, str]


def command_key(scope: Json | None, language: str | None) -> Key:
    """La clé d'une liste de commandes : sa portée et sa langue."""
    return json.dumps(scope or {"type": "default"}, sort_keys=True), language or ""


def _key(world: World, params: Json) -> Key:
    scope = params.get("scope")
    if scope and "chat_id" in scope:
        find_chat(world, scope["chat_id"])
    return command_key(scope, params.get("language_code"))


def set_my_commands(world: World, params: Json) -> bool:
    """setMyCommands."""
    check_commands(params["commands"])
    world.commands[_key(world, params)] = params["commands"]
    return True


def delete_my_commands(world: World, params: Json) -> bool:
    """deleteMyCommands."""
    world.commands.pop(_key(world, params), None)
    return True


def get_my_commands(world: World, params: Json) -> list[Json]:
    """getMyCommands."""
    return world.commands.get(_key(world, params), [])


def set_my_description(world: World, params: Json) -> bool:
    """setMyDescription."""
    return _describe(world, "description", 512, params)


def set_my_short_description(world: World, params: Json) -> bool:
    """setMyShortDescription."""
    return _describe(world, "short_description", 120, params)


def _describe(world: World, name: str, limit: int, params: Json) -> bool:
    text = params.get(name, "")
    if len(text) > limit:
        raise bad_request(f"{name} is too long")
    world.descriptions[name, params.get("language_code", "")] = text
    return True


def answer_callback_query(world: World, params: Json) -> bool:
    """answerCallbackQuery."""
    query_id = params["callback_query_id"]
    if not world.callbacks.get(query_id, False):
        raise bad_request(TOO_OLD)
    text = params.get("text", "")
    if len(text) > 200:
        raise bad_request("MESSAGE_TOO_LONG")
    world.answers.append(Answer(query_id, text, params.get("show_alert", False)))
    world.changed()
    return True
