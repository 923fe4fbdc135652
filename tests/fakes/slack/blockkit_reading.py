"""Ce qu'un lecteur voit d'une liste de blocs, et ce qui l'appellerait ou ferait un lien."""

import re
from collections.abc import Iterator
from typing import Any

from .blockkit_check import Json
from .blockkit_rich import inner_elements
from .blockkit_text import all_options

TOKEN = re.compile(r"<([@#!]|[a-z][a-z0-9+.-]*:)([^<>\n]*)>", re.IGNORECASE)
BARE = re.compile(r"https?://[^\s<>|]+|\bwww\.[^\s<>|]+|\bmailto:\S+|@(?:channel|here|everyone)\b")
DATE = re.compile(r"<!date\^[^^>]+\^[^^>|]+(\|[^>]*)?>")
MENTIONS = {
    "user": ("user_id", "<@{}>"),
    "usergroup": ("usergroup_id", "<!subteam^{}>"),
    "channel": ("channel_id", "<#{}>"),
    "broadcast": ("range", "<!{}>"),
    "link": ("url", "<{}>"),
}


def unescape(words: str) -> str:
    """Un texte `mrkdwn` tel qu'il s'affiche : jetons remplacés, trois entités décodées."""
    shown = TOKEN.sub(_shown_token, words)
    return shown.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _shown_token(found: re.Match[str]) -> str:
    sign, rest = found[1], found[2]
    target, bar, label = rest.partition("|")
    if bar:
        return label if sign not in "@#" or label.startswith(sign) else sign + label
    if sign == "!":
        return "@" + target.split("^")[0]
    return sign + target


def _text(value: Any) -> str:
    if not isinstance(value, dict):
        return ""
    words = str(value.get("text", ""))
    return unescape(words) if value.get("type") == "mrkdwn" else words


def visible_text(blocks: list[Json]) -> str:
    """Tout ce qu'un lecteur voit, ligne par ligne ; options et confirmations comprises."""
    return "\n".join(line for block in blocks for line in _lines(block) if line)


def _lines(block: Json) -> Iterator[str]:
    kind = block.get("type")
    if kind == "rich_text":
        yield from _rich_lines(block)
    elif kind == "input":
        yield f"{_text(block.get('label'))} :"
        yield from _element_lines(block.get("element") or {})
        yield _text(block.get("hint"))
    elif kind == "image":
        yield _text(block.get("title"))
        yield f"[{block.get('alt_text', '')}]"
    else:
        yield _text(block.get("text"))
        for field in block.get("fields") or []:
            yield _text(field)
        for element in [block.get("accessory"), *(block.get("elements") or [])]:
            yield from _element_lines(element or {})


def _element_lines(element: Json) -> Iterator[str]:
    kind = element.get("type", "")
    if kind in ("plain_text", "mrkdwn"):
        yield _text(element)
    elif kind == "button":
        yield f"[{_text(element.get('text'))}]"
    elif kind == "image":
        yield f"[{element.get('alt_text', '')}]"
    elif kind in ("radio_buttons", "checkboxes"):
        yield from _choices(element, "()" if kind == "radio_buttons" else "[]")
    elif kind:
        yield f"[{filled(element)}]"
        for option in all_options(element):
            yield f"  - {_option(option)}"
    confirm = element.get("confirm")
    if isinstance(confirm, dict):
        yield f"  ? {_text(confirm.get('title'))} {_text(confirm.get('text'))}"
        yield f"  [{_text(confirm.get('confirm'))}] [{_text(confirm.get('deny'))}]"


def filled(element: Json) -> str:
    """Ce que porte une saisie ou un menu fermé : sa valeur, sinon son indication."""
    for key, value in element.items():
        if key == "initial_option":
            return _text(value.get("text"))
        if key == "initial_options":
            return ", ".join(_text(option.get("text")) for option in value)
        if key.startswith("initial_") and value:
            return str(value)
    return _text(element.get("placeholder")) or "…"


def _option(option: Json) -> str:
    described = _text(option.get("description"))
    return _text(option.get("text")) + (f" — {described}" if described else "")


def _choices(element: Json, ends: str) -> Iterator[str]:
    chosen = [element.get("initial_option"), *element.get("initial_options", [])]
    for option in all_options(element):
        yield f"{ends[0]}{'x' if option in chosen else ' '}{ends[1]} {_option(option)}"


def _rich_lines(block: Json) -> Iterator[str]:
    for part in block.get("elements") or []:
        if part.get("type") != "rich_text_list":
            words = "".join(shown_inner(one) for one in inner_elements(part))
            quoted = "> " if part.get("type") == "rich_text_quote" else ""
            yield from (quoted + line for line in words.split("\n"))
            continue
        margin = "  " * int(part.get("indent", 0))
        for rank, item in enumerate(part.get("elements") or [], 1 + int(part.get("offset", 0))):
            mark = f"{rank}. " if part.get("style") == "ordered" else "• "
            yield margin + mark + "".join(shown_inner(one) for one in inner_elements(item))


def shown_inner(element: Json) -> str:
    """Ce que montre un élément de texte enrichi."""
    kind = element["type"]
    shown = {
        "text": element.get("text"),
        "link": element.get("text") or element.get("url"),
        "emoji": f":{element.get('name')}:",
        "user": f"@{element.get('user_id')}",
        "usergroup": f"@{element.get('usergroup_id')}",
        "channel": f"#{element.get('channel_id')}",
        "broadcast": f"@{element.get('range')}",
        "date": element.get("fallback") or element.get("format"),
        "color": element.get("value"),
    }
    return str(shown[kind] or "")


def pings_of(payload: Json) -> list[str]:
    """Ce qui appellerait quelqu'un ou ferait un lien, sous sa forme `<…>` ou nue."""
    found = []
    words = payload.get("text")
    if isinstance(words, str):
        auto = payload.get("parse") == "full" or payload.get("link_names") in (True, 1)
        found += _pings_in(words, auto)
    rest = [value for key, value in payload.items() if key != "text"]
    return found + list(_pings(rest))


def _pings_in(words: str, auto: bool) -> list[str]:
    tokens = [match[0] for match in TOKEN.finditer(words) if not DATE.fullmatch(match[0])]
    return tokens + (BARE.findall(TOKEN.sub(" ", words)) if auto else [])


def _pings(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for one in value:
            yield from _pings(one)
        return
    if not isinstance(value, dict):
        return
    kind = value.get("type")
    if kind == "mrkdwn":
        yield from _pings_in(str(value.get("text", "")), value.get("verbatim") is not True)
    elif kind in MENTIONS and MENTIONS[kind][0] in value:
        key, form = MENTIONS[kind]
        yield form.format(value[key])
    elif kind == "date" and value.get("url"):
        yield f"<{value['url']}>"
    for one in value.values():
        yield from _pings(one)
