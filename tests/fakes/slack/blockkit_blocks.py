"""Les blocs, un par un, puis ce qui doit être unique dans tout l'envoi."""

from collections.abc import Iterator
from typing import Any

from .blockkit_check import (
    Check,
    Json,
    Report,
    any_value,
    array,
    boolean,
    exactly_one,
    obj,
    string,
    tagged,
)
from .blockkit_elements import ELEMENTS, IN_ACTIONS, IN_INPUT, IN_SECTION
from .blockkit_rich import RICH_TEXT
from .blockkit_text import HTTP, SLACK_FILE, plain, text

BASE: dict[str, Check] = {"block_id": string(255)}
TYPE: dict[str, Check] = {"type": any_value}
MOST = {"message": 50, "modal": 100, "home": 100}
LEAST = {"message": 0, "modal": 1, "home": 1}


def _says_something(block: Json, path: str, report: Report) -> None:
    if "text" not in block and "fields" not in block:
        report.add(path, "must define either `text` or `fields`")


def _context_item(value: Any, path: str, report: Report) -> None:
    if isinstance(value, dict) and value.get("type") in ("plain_text", "mrkdwn"):
        text()(value, path, report)
    else:
        tagged(ELEMENTS, {"image"})(value, path, report)


BLOCKS: dict[str, Check] = {
    "section": obj(
        TYPE,
        {
            **BASE,
            "text": text(3000),
            "fields": array(text(2000), 10),
            "accessory": tagged(ELEMENTS, IN_SECTION),
            "expand": boolean,
        },
        _says_something,
    ),
    "header": obj({**TYPE, "text": plain(150)}, BASE),
    "divider": obj(TYPE, BASE),
    "context": obj({**TYPE, "elements": array(_context_item, 10)}, BASE),
    "actions": obj({**TYPE, "elements": array(tagged(ELEMENTS, IN_ACTIONS), 25)}, BASE),
    "input": obj(
        {**TYPE, "label": plain(2000), "element": tagged(ELEMENTS, IN_INPUT)},
        {**BASE, "hint": plain(2000), "optional": boolean, "dispatch_action": boolean},
    ),
    "image": obj(
        {**TYPE, "alt_text": string(2000)},
        {
            **BASE,
            "image_url": string(3000, pattern=HTTP, what="a valid URL"),
            "slack_file": SLACK_FILE,
            "title": plain(2000),
        },
        exactly_one("image_url", "slack_file"),
    ),
    "rich_text": RICH_TEXT,
}


def elements_of(block: Any) -> Iterator[tuple[str, Json]]:
    """Les éléments d'un bloc, chacun avec son chemin dans le bloc."""
    if not isinstance(block, dict) or block.get("type") == "rich_text":
        return
    for key in ("accessory", "element"):
        if isinstance(block.get(key), dict):
            yield key, block[key]
    several = block.get("elements")
    for index, element in enumerate(several if isinstance(several, list) else []):
        if isinstance(element, dict):
            yield f"elements/{index}", element


def _repeated(seen: set[str], value: Any) -> bool:
    if not isinstance(value, str):
        return False
    known = value in seen
    seen.add(value)
    return known


def _unique(blocks: list[Any], path: str, report: Report) -> None:
    block_ids: set[str] = set()
    focused = 0
    for index, block in enumerate(blocks):
        if isinstance(block, dict) and _repeated(block_ids, block.get("block_id")):
            report.add(f"{path}/{index}/block_id", f"block_id already exists: {block['block_id']}")
        actions: set[str] = set()
        for where, element in elements_of(block):
            here = f"{path}/{index}/{where}"
            if _repeated(actions, element.get("action_id")):
                known = element["action_id"]
                report.add(f"{here}/action_id", f"action_id already exists: {known}")
            focused += element.get("focus_on_load") is True
            if focused > 1 and element.get("focus_on_load") is True:
                report.add(f"{here}/focus_on_load", "only one element can be focused on load")


def check_blocks(blocks: Any, path: str, report: Report) -> None:
    """Tous les blocs d'une surface, puis l'unicité de leurs identifiants."""
    surface = report.surface
    allowed = set(BLOCKS) - ({"input"} if surface == "message" else set())
    array(tagged(BLOCKS, allowed), MOST[surface], LEAST[surface])(blocks, path, report)
    if isinstance(blocks, list):
        _unique(blocks, path, report)
