"""Render the wording templates: plain French text, first line the title."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from core.messages.model import Message, Paragraphe
from core.texte import a, de, pluriel, sujet

DOSSIER = Path(__file__).parent / "textes"


@cache
def _environnement() -> Environment:
    # Plain text: each platform escapes at its own edge.
    env = Environment(
        loader=FileSystemLoader(DOSSIER),
        undefined=StrictUndefined,
        autoescape=False,  # noqa: S701
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters |= {"pluriel": pluriel, "de": de, "a": a, "sujet": sujet}
    return env


def rediger(modele: str, **faits: Any) -> Message:
    """Render « sujet/audience_issue » into a title and paragraphs.

    Raises jinja2.UndefinedError when a fact is missing: a test renders every template.
    """
    texte = rediger_brut(modele, **faits)
    titre, _, suite = texte.strip().partition("\n")
    paragraphes = [" ".join(un.split()) for un in suite.split("\n\n") if un.strip()]
    return Message(" ".join(titre.split()), tuple(Paragraphe(un) for un in paragraphes))


def rediger_brut(modele: str, **faits: Any) -> str:
    """Render « sujet/audience_issue » as it is, lines kept."""
    return _environnement().get_template(f"{modele}.txt.j2").render(**faits)
