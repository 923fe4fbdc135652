"""Une fenêtre modale."""

from typing import Any

from .blocks import blocks_html
from .shell import document
from .words import text_html

CLOSE = {"type": "plain_text", "text": "Fermer"}


def render_modal(view: dict[str, Any], errors: dict[str, str] | None = None) -> str:
    """La page entière d'une modale ; `errors` donne les fautes de saisie par `block_id`."""
    title = text_html(view["title"])
    submit = view.get("submit")
    send = f'<span class="btn primary">{text_html(submit)}</span>' if submit else ""
    return document(
        view["title"]["text"],
        f'<div class="veil"><div class="modal"><div class="head"><h2>{title}</h2>'
        '<span class="cross">×</span></div>'
        f'<div class="body">{blocks_html(view["blocks"], errors)}</div>'
        f'<div class="foot"><span class="btn">{text_html(view.get("close") or CLOSE)}</span>'
        f"{send}</div></div></div>",
    )
