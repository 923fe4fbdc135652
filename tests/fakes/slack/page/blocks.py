"""Les blocs, un par un."""

from html import escape
from typing import Any

from .elements import element_html
from .rich import rich_html
from .words import text_html

Json = dict[str, Any]


def blocks_html(blocks: list[Json], errors: dict[str, str] | None = None) -> str:
    """Une liste de blocs ; `errors` donne les fautes de saisie par `block_id`."""
    return '<div class="blocks">' + "".join(_block(b, errors or {}) for b in blocks) + "</div>"


def _block(block: Json, errors: dict[str, str]) -> str:
    kind = block["type"]
    if kind == "divider":
        return "<hr>"
    if kind == "header":
        return f"<h3>{text_html(block['text'])}</h3>"
    if kind == "section":
        return _section(block)
    if kind == "context":
        return f'<div class="context">{"".join(_context(e) for e in block["elements"])}</div>'
    if kind == "actions":
        return f'<div class="actions">{"".join(element_html(e) for e in block["elements"])}</div>'
    if kind == "input":
        return _input(block, errors.get(block.get("block_id", "")))
    if kind == "image":
        return _image(block)
    return rich_html(block)


def _section(block: Json) -> str:
    words = f"<div>{text_html(block['text'])}</div>" if "text" in block else ""
    fields = "".join(f"<div>{text_html(field)}</div>" for field in block.get("fields", []))
    if fields:
        words += f'<div class="fields">{fields}</div>'
    side = block.get("accessory")
    beside = f'<div class="side">{element_html(side)}</div>' if side else ""
    below = " below" if side and side["type"] in ("radio_buttons", "checkboxes") else ""
    return f'<div class="section{below}"><div class="words">{words}</div>{beside}</div>'


def _context(element: Json) -> str:
    if element["type"] == "image":
        return element_html(element)
    return f"<span>{text_html(element)}</span>"


def _input(block: Json, error: str | None) -> str:
    optional = ' <span class="optional">(facultatif)</span>' if block.get("optional") else ""
    hint = f'<div class="small">{text_html(block["hint"])}</div>' if "hint" in block else ""
    fault = f'<div class="fault">{escape(error)}</div>' if error else ""
    wrong = " wrong" if error else ""
    return (
        f'<div class="input{wrong}"><div class="label">{text_html(block["label"])}{optional}</div>'
        f"{element_html(block['element'])}{fault}{hint}</div>"
    )


def _image(block: Json) -> str:
    title = f'<div class="small">{text_html(block["title"])}</div>' if "title" in block else ""
    return f'<div>{title}<div class="picture">{escape(block["alt_text"])}</div></div>'
