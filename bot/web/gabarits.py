"""HTML templates: everything is escaped; French spacing is kept by style, never by the text."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.web.typographie import typographier

DOSSIER = Path(__file__).parent / "templates"


@cache
def gabarits(dossier: str) -> Environment:
    """Give the templates of a folder; « typo » writes a text as French does."""
    env = Environment(
        loader=FileSystemLoader(DOSSIER / dossier),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters["typo"] = typographier
    return env
