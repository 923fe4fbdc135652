"""Les limites publiées de l'API Bot."""

import re
from typing import Any
from urllib.parse import urlsplit

from .errors import bad_request
from .html_text import parse_html
from .text import Entity, clean, utf16_length

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
PHOTO_LIMIT = 10_000_000
SIDES_LIMIT = 10_000
RATIO_LIMIT = 20
BUTTONS_LIMIT = 100
ROW_LIMIT = 8
ACTIONS = [
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
]


def formatted(
    text: str, parse_mode: str | None, entities: list[Entity] | None
) -> tuple[str, list[Entity]]:
    """Le texte nettoyé et ses entités, selon le mode demandé."""
    if parse_mode is None or parse_mode == "":
        _check_entities(text, entities or [])
        return clean(text, list(entities or []))
    if parse_mode.lower() != "html":
        raise bad_request("unsupported parse_mode")
    return clean(*parse_html(text))


def _check_entities(text: str, entities: list[Entity]) -> None:
    size = utf16_length(text)
    for entity in entities:
        if entity["offset"] < 0 or entity["length"] < 1:
            raise bad_request("can't parse entities: wrong entity offset or length")
        if entity["offset"] + entity["length"] > size:
            raise bad_request(
                f"entity begins in a middle of a UTF-16 symbol or ends after the end of the text "
                f"at offset {entity['offset']}"
            )


def check_text(text: str) -> None:
    """1 à 4096 caractères, une fois les entités lues."""
    if not text:
        raise bad_request("message text is empty")
    if len(text) > TEXT_LIMIT:
        raise bad_request("message is too long")


def check_caption(caption: str) -> None:
    """1024 caractères au plus, une fois les entités lues."""
    if len(caption) > CAPTION_LIMIT:
        raise bad_request("message caption is too long")


def check_photo(content: bytes) -> tuple[int, int]:
    """10 Mo, 10 000 pixels de côtés en tout, un rapport de 20 au plus ; rend largeur et hauteur."""
    if len(content) > PHOTO_LIMIT:
        raise bad_request("file is too big")
    if content[:8] != b"\x89PNG\r\n\x1a\n" or content[12:16] != b"IHDR":
        raise bad_request("IMAGE_PROCESS_FAILED")
    width, height = int.from_bytes(content[16:20]), int.from_bytes(content[20:24])
    if width + height > SIDES_LIMIT or max(width, height) > RATIO_LIMIT * min(width, height):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return width, height


def check_markup(markup: dict[str, Any] | None) -> None:
    """Claviers : chaque bouton a un texte et une seule action, dans les limites de taille."""
    if not markup:
        return
    placeholder = markup.get("input_field_placeholder")
    if placeholder is not None and not 1 <= len(placeholder) <= 64:
        raise bad_request("input field placeholder must be 1-64 characters")
    rows = markup.get("inline_keyboard", [])
    if sum(map(len, rows)) > BUTTONS_LIMIT or any(len(row) > ROW_LIMIT for row in rows):
        raise bad_request("reply markup is too long")
    for row in rows:
        for button in row:
            check_button(button)


def check_button(button: dict[str, Any]) -> None:
    """Un bouton de clavier intégré."""
    if not button["text"].strip():
        raise bad_request("can't parse inline keyboard button: Text must be non-empty")
    actions = [name for name in ACTIONS if name in button]
    if not actions:
        raise bad_request(
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
        )
    if len(actions) > 1:
        raise bad_request("can't parse inline keyboard button: exactly one action is expected")
    if "callback_data" in button and not 1 <= len(button["callback_data"].encode()) <= 64:
        raise bad_request("BUTTON_DATA_INVALID")
    if "url" in button:
        _check_url(button["url"])


def _check_url(url: str) -> None:
    parts = urlsplit(url)
    if parts.scheme == "tg":
        return
    if parts.scheme not in ("http", "https") or "." not in (parts.hostname or ""):
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")


def check_commands(commands: list[dict[str, str]]) -> None:
    """1 à 100 commandes, noms et descriptions dans leurs bornes."""
    if not 1 <= len(commands) <= 100:
        raise bad_request("BOT_COMMANDS_TOO_MUCH" if commands else "BOT_COMMANDS_EMPTY")
    for command in commands:
        if not re.fullmatch(r"[a-z0-9_]{1,32}", command["command"]):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(command["description"]) <= 256:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
