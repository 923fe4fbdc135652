"""Unités UTF-16, nettoyage des textes et entités que Telegram reconnaît seul."""

import re
from typing import Any

Entity = dict[str, Any]

COMMAND = re.compile(r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/<>])")
MENTION = re.compile(r"(?<![\w@])@[A-Za-z][A-Za-z0-9_]{4,31}(?!\w)")
URL = re.compile(r"https?://[^\s<>«»“”]+[^\s<>«»“”.,;:!?)]")
PATTERNS = (("bot_command", COMMAND), ("mention", MENTION), ("url", URL))


def utf16_length(text: str) -> int:
    """Longueur en unités UTF-16, celle où se comptent les entités."""
    return len(text.encode("utf-16-le")) // 2


def utf16_slice(text: str, offset: int, length: int) -> str:
    """Le morceau de texte que désigne une entité."""
    raw = text.encode("utf-16-le")
    return raw[offset * 2 : (offset + length) * 2].decode("utf-16-le", "replace")


def detect_entities(text: str) -> list[Entity]:
    """Les commandes, mentions et adresses d'un texte tapé par une personne."""
    found = []
    for kind, pattern in PATTERNS:
        for match in pattern.finditer(text):
            if kind != "url" and _inside_url(text, match.start()):
                continue
            found.append(
                {
                    "type": kind,
                    "offset": utf16_length(text[: match.start()]),
                    "length": utf16_length(match[0]),
                }
            )
    return sorted(found, key=lambda entity: entity["offset"])


def _inside_url(text: str, position: int) -> bool:
    return any(match.start() <= position < match.end() for match in URL.finditer(text))


def clean(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """Le texte tel que Telegram le garde : sans retours chariot, sans blancs autour."""
    text, entities = _without_returns(text, entities)
    text = re.sub(r"[\x00-\x09\x0b-\x1f]", " ", text)
    left = utf16_length(text) - utf16_length(text.lstrip())
    text = text.strip()
    return text, _clip(entities, left, utf16_length(text))


def _without_returns(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    if "\r" not in text:
        return text, entities
    moved = []
    for entity in entities:
        before = utf16_slice(text, 0, entity["offset"]).count("\r")
        inside = utf16_slice(text, entity["offset"], entity["length"]).count("\r")
        shift = {"offset": entity["offset"] - before, "length": entity["length"] - inside}
        moved.append(entity | shift)
    return text.replace("\r", ""), moved


def _clip(entities: list[Entity], left: int, size: int) -> list[Entity]:
    kept = []
    for entity in entities:
        start = max(entity["offset"] - left, 0)
        end = min(entity["offset"] + entity["length"] - left, size)
        if end > start:
            kept.append(entity | {"offset": start, "length": end - start})
    return kept
