"""Les éléments : boutons, menus, cases, saisies."""

from html import escape
from typing import Any

from tests.fakes.slack.blockkit_reading import filled
from tests.fakes.slack.blockkit_text import all_options

from .words import text_html

Json = dict[str, Any]
ARROW = '<svg viewBox="0 0 10 6"><path d="M1 1l4 4 4-4"/></svg>'
CALENDAR = '<svg viewBox="0 0 14 14"><path d="M1 3h12v10H1zM1 6h12M4 1v3M10 1v3"/></svg>'
CLOCK = '<svg viewBox="0 0 14 14"><circle cx="7" cy="7" r="6"/><path d="M7 3.5V7l2.5 1.5"/></svg>'
ICONS = {"datepicker": CALENDAR, "timepicker": CLOCK}
TYPED = {"plain_text_input", "number_input", "email_text_input", "url_text_input"}


def element_html(element: Json) -> str:
    """Le HTML d'un élément, quel que soit son bloc."""
    kind = element["type"]
    if kind == "button":
        return _button(element)
    if kind == "image":
        return f'<span class="thumb">{escape(element["alt_text"])}</span>'
    if kind == "overflow":
        return '<span class="btn more">•••</span>'
    if kind in ("radio_buttons", "checkboxes"):
        return _choices(element)
    if kind in TYPED:
        return _typed(element)
    return _menu(element)


def _button(element: Json) -> str:
    style = escape(element.get("style", ""))
    return f'<span class="btn {style}">{text_html(element["text"])}</span>'


def _shade(element: Json) -> str:
    return "" if any(key.startswith("initial_") for key in element) else " empty"


def _menu(element: Json) -> str:
    icon = ICONS.get(element["type"], "")
    shown = escape(filled(element))
    return (
        f'<span class="menu{_shade(element)}">{icon}<span class="value">{shown}</span>'
        f'<span class="arrow">{ARROW}</span></span>'
    )


def _typed(element: Json) -> str:
    value = element.get("initial_value") or ""
    hint = (element.get("placeholder") or {}).get("text", "")
    shown = escape(value or hint).replace("\n", "<br>")
    lines = " tall" if element.get("multiline") else ""
    most = element.get("max_length")
    count = f'<span class="count">{most - len(value)}</span>' if most and value else ""
    return f'<div class="field{lines}{"" if value else " empty"}">{shown}{count}</div>'


def _choices(element: Json) -> str:
    shape = "round" if element["type"] == "radio_buttons" else "square"
    chosen = [element.get("initial_option"), *element.get("initial_options", [])]
    return (
        '<div class="choices">'
        + "".join(_choice(option, shape, option in chosen) for option in all_options(element))
        + "</div>"
    )


def _choice(option: Json, shape: str, on: bool) -> str:
    more = option.get("description")
    described = f'<span class="small">{text_html(more)}</span>' if more else ""
    state = " on" if on else ""
    return (
        f'<div class="choice"><i class="{shape}{state}"></i>'
        f"<div>{text_html(option['text'])}{described}</div></div>"
    )
