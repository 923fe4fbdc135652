"""Les blocs `rich_text` et leurs éléments."""

from collections.abc import Iterator
from typing import Any

from .blockkit_check import (
    Check,
    Json,
    Report,
    any_value,
    array,
    boolean,
    enum,
    integer,
    obj,
    string,
    tagged,
)
from .blockkit_text import URL

RICH_TEXT_LIMIT = 3000


def _style(*names: str) -> Check:
    return obj({}, dict.fromkeys(names, boolean))


TEXT_STYLE = _style("bold", "italic", "strike", "code", "underline")
MENTION_STYLE = _style("bold", "italic", "strike", "highlight", "client_highlight", "unlink")
DATE_STYLE = _style("bold", "italic", "strike", "highlight", "client_highlight", "underline")
TYPE: dict[str, Check] = {"type": any_value}
BORDER: dict[str, Check] = {"border": enum(0, 1)}
LINK = string(3000, pattern=URL, what="a valid URL")


def _id(letters: str) -> Check:
    return string(pattern=rf"[{letters}][A-Z0-9]+", what="a valid ID")


INNER: dict[str, Check] = {
    "text": obj({**TYPE, "text": string()}, {"style": TEXT_STYLE}),
    "link": obj({**TYPE, "url": LINK}, {"text": string(), "unsafe": boolean, "style": TEXT_STYLE}),
    "emoji": obj(
        {**TYPE, "name": string(pattern=r"[a-z0-9_+'-]+", what="a valid emoji name")},
        {"unicode": string(), "skin_tone": integer(1, 6), "style": TEXT_STYLE},
    ),
    "user": obj({**TYPE, "user_id": _id("UW")}, {"style": MENTION_STYLE}),
    "usergroup": obj({**TYPE, "usergroup_id": _id("S")}, {"style": MENTION_STYLE}),
    "channel": obj({**TYPE, "channel_id": _id("CDG")}, {"style": MENTION_STYLE}),
    "broadcast": obj(
        {**TYPE, "range": enum("here", "channel", "everyone")}, {"style": MENTION_STYLE}
    ),
    "date": obj(
        {**TYPE, "timestamp": integer(0), "format": string()},
        {"timezone": string(), "url": LINK, "fallback": string(), "style": DATE_STYLE},
    ),
    "color": obj(
        {**TYPE, "value": string(pattern=r"#[0-9A-Fa-f]{6}", what="a valid hex color")},
        {"style": TEXT_STYLE},
    ),
}
INLINE = array(tagged(INNER))
SECTION = obj({**TYPE, "elements": INLINE}, {})
PARTS: dict[str, Check] = {
    "rich_text_section": SECTION,
    "rich_text_list": obj(
        {
            **TYPE,
            "style": enum("bullet", "ordered"),
            "elements": array(tagged({"rich_text_section": SECTION})),
        },
        {**BORDER, "indent": integer(0, 8), "offset": integer(0)},
    ),
    "rich_text_preformatted": obj(
        {**TYPE, "elements": array(tagged(INNER, {"text", "link"}))}, BORDER
    ),
    "rich_text_quote": obj({**TYPE, "elements": INLINE}, BORDER),
}


def inner_elements(part: Any) -> Iterator[Json]:
    """Les éléments de texte d'un bloc ou d'une de ses parties, dans l'ordre."""
    if not isinstance(part, dict):
        return
    if part.get("type") in INNER:
        yield part
    for child in part.get("elements") or []:
        yield from inner_elements(child)


def _short_enough(block: Json, path: str, report: Report) -> None:
    total = sum(
        len(inner.get("text") or inner.get("fallback") or inner.get("url") or "")
        for inner in inner_elements(block)
    )
    if total > RICH_TEXT_LIMIT:
        report.add(f"{path}/elements", f"must be less than {RICH_TEXT_LIMIT + 1} characters")


RICH_TEXT = obj(
    {**TYPE, "elements": array(tagged(PARTS))}, {"block_id": string(255)}, _short_enough
)
