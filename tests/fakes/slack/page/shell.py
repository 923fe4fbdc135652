"""Le cadre commun : la feuille de style, la barre latérale, les avatars."""

from html import escape
from pathlib import Path
from zlib import crc32

STYLE = Path(__file__).with_name("style.css")
COLORS = ("#7a5195", "#2f6690", "#3a7d44", "#b5651d", "#a23b52", "#4a5899", "#5f6f3a", "#6b4f3f")


def document(title: str, body: str) -> str:
    """Une page entière, sans aucune ressource extérieure."""
    return (
        '<!doctype html><html lang="fr"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{STYLE.read_text('utf-8')}</style></head>"
        f"<body>{body}</body></html>"
    )


def avatar(name: str, size: str = "") -> str:
    """Un carré de couleur et l'initiale du nom."""
    color = COLORS[crc32(name.encode()) % len(COLORS)]
    letter = next((sign for sign in name if sign.isalnum()), "?").upper()
    return f'<span class="avatar {size}" style="background:{color}">{escape(letter)}</span>'


def workspace_page(title: str, workspace: str, chosen: str, kind: str, main: str) -> str:
    """L'espace de travail : barre latérale où `chosen` est ouvert, puis `main`.

    `kind` est `channel`, `dm` ou `app`, la rubrique de la barre où `chosen` se range.
    """
    rows = {
        "channel": f'<span class="hash">#</span>{escape(chosen)}',
        "dm": f"{avatar(chosen, 'tiny')}{escape(chosen)}",
        "app": f"{avatar(chosen, 'tiny')}{escape(chosen)}",
    }
    groups = (("channel", "Canaux"), ("dm", "Messages directs"), ("app", "Applications"))
    listed = "".join(
        f'<div class="group">{label}</div>'
        + (f'<div class="row on">{rows[kind]}</div>' if group == kind else "")
        for group, label in groups
    )
    return document(
        title,
        f'<div class="app"><nav><div class="team">{escape(workspace)}</div>{listed}</nav>'
        f"<main>{main}</main></div>",
    )
