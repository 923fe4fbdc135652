"""L'onglet d'accueil d'une application."""

from html import escape
from typing import Any

from .blocks import blocks_html
from .shell import avatar, workspace_page


def render_home(view: dict[str, Any], *, workspace: str, app_name: str) -> str:
    """La page entière de l'onglet d'accueil, avec les onglets Accueil et Messages."""
    top = (
        f'<header class="withtabs"><div class="title">{avatar(app_name, "mid")}'
        f"<b>{escape(app_name)}</b></div>"
        '<div class="tabs"><span class="on">Accueil</span><span>Messages</span></div></header>'
    )
    body = f'<div class="homebody">{blocks_html(view["blocks"])}</div>'
    return workspace_page(f"{app_name} — Accueil", workspace, app_name, "app", top + body)
