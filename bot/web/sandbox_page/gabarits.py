"""HTML templates: everything is escaped; French spacing is kept by style, never by the text."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.web.typographie import typographier

DOSSIER = Path(__file__).parent.parent / "templates" / "sandbox"
STATIQUE = Path(__file__).parent.parent / "static"


@cache
def _environnement() -> Environment:
    env = Environment(
        loader=FileSystemLoader(DOSSIER),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters["typo"] = typographier
    return env


def rendre(modele: str, **faits: Any) -> str:
    """Render a template by its name, without its extension."""
    return _environnement().get_template(f"{modele}.html").render(**faits)
