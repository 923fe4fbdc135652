"""Les blocs `rich_text`."""

from html import escape
from typing import Any

from tests.fakes.slack.blockkit_reading import shown_inner

from .words import plain_html

Json = dict[str, Any]
TAGS = {"bold": "strong", "italic": "em", "strike": "s", "underline": "u", "code": "code"}
MENTIONS = {"user", "usergroup", "channel", "broadcast"}
BULLETS = ("•", "◦", "▪")
NUMBERS = ("decimal", "lower-alpha", "lower-roman")


def rich_html(block: Json) -> str:
    """Un bloc `rich_text` entier."""
    return '<div class="rich">' + "".join(_part(part) for part in block["elements"]) + "</div>"


def _part(part: Json) -> str:
    kind = part["type"]
    if kind == "rich_text_list":
        return _list(part)
    inside = _inline(part)
    tag = {"rich_text_preformatted": "pre", "rich_text_quote": "blockquote"}.get(kind, "p")
    return f"<{tag}>{inside}</{tag}>"


def _list(part: Json) -> str:
    indent = int(part.get("indent", 0))
    items = "".join(f"<li>{_inline(item)}</li>" for item in part["elements"])
    margin = f"margin-left:{20 + 24 * indent}px"
    if part["style"] == "ordered":
        start = 1 + int(part.get("offset", 0))
        number = NUMBERS[indent % 3]
        return f'<ol start="{start}" style="{margin};list-style:{number}">{items}</ol>'
    bullet = BULLETS[indent % 3]
    return f"""<ul style="{margin};list-style-type:'{bullet}  '">{items}</ul>"""


def _inline(part: Json) -> str:
    return "".join(_inner(element) for element in part["elements"])


def _inner(element: Json) -> str:
    html = plain_html(shown_inner(element))
    kind = element["type"]
    if kind in MENTIONS:
        html = f'<span class="mention">{html}</span>'
    elif kind == "link":
        html = f'<a class="link">{html}</a>'
    elif kind == "color":
        html = f'<i class="swatch" style="background:{escape(element["value"])}"></i>{html}'
    for name, tag in TAGS.items():
        if (element.get("style") or {}).get(name):
            html = f"<{tag}>{html}</{tag}>"
    return html
