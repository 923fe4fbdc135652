"""French typography of the pages: spacing is kept by style, never by the text."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

_INSECABLE = re.compile(
    r"\b(?:LA|LP)\s(?:art\.\s)?\d[\d.]*|«\s\S+(?:\s»)?|\S+(?:\s[:;?!»€%])+|\b\d+\s(?:h|mois|jours?)\b|n°\s\d+|\bart\.\s\d+"
    r"|\b[A-Z]{2,3}-\d{4}-\d{4,6}\b"
)

_OUVRE, _FERME = Markup('<span class="insecable">'), Markup("</span>")


def typographier(texte: str) -> Markup:
    """Escape a text and keep French signs on the line of their word, its characters unchanged."""
    morceaux: list[str] = []
    fin = 0
    for lie in _INSECABLE.finditer(texte):
        morceaux += [escape(texte[fin : lie.start()]), _OUVRE, escape(lie[0]), _FERME]
        fin = lie.end()
    return Markup("").join([*morceaux, escape(texte[fin:])])
