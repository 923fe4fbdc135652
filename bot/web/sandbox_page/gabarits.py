"""HTML templates: everything is escaped; French spacing is kept by style, never by the text."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

DOSSIER = Path(__file__).parent.parent / "templates" / "sandbox"
STATIQUE = Path(__file__).parent.parent / "static"

_INSECABLE = re.compile(
    r"«\s\S+(?:\s»)?|\S+(?:\s[:;?!»€%])+|\b\d+\s(?:h|mois|jours?)\b|n°\s\d+|\bart\.\s\d+"
)


def typographier(texte: str) -> Markup:
    """Escape a text and keep French signs on the line of their word, its characters unchanged."""
    morceaux: list[str] = []
    fin = 0
    for lie in _INSECABLE.finditer(texte):
        morceaux += [escape(texte[fin : lie.start()])]
        morceaux += [Markup('<span class="insecable">{}</span>').format(lie[0])]
        fin = lie.end()
    return Markup("").join([*morceaux, escape(texte[fin:])])


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
