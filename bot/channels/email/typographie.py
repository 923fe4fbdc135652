"""Text fit for a mail: French spacing, no sign that hides or breaks anything."""

from __future__ import annotations

import re
import unicodedata

_AVANT = re.compile(r" (?=[:;?!»€%](?:\s|$|[).,]))")
_APRES = re.compile(
    r"(?<=«) |(?<=\bart\.) (?=\d)|(?<=\bL[AP]) (?=art\.|\d)|(?<=n°) (?=\d)"
    r"|(?<=\d) (?=(?:h|jours?|mois)\b)"
)
_SENS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Marks that turn the direction of writing: they can disguise a word."""

INSECABLE = "\u00a0"


def insecables(texte: str) -> str:
    """Keep French signs on the line of their word, and a number with what it counts."""
    return _APRES.sub(INSECABLE, _AVANT.sub(INSECABLE, texte))


def propre(texte: str) -> str:
    """Drop control characters (line breaks stay) and marks of direction; repair half characters."""
    entier = texte.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return "".join(
        un
        for un in entier.replace("\r\n", "\n").replace("\r", "\n")
        if un == "\n" or (un not in _SENS and unicodedata.category(un) != "Cc")
    )


def une_ligne(texte: str, longueur: int) -> str:
    """Write on one line, cut between two words at `longueur` characters."""
    ligne = " ".join(propre(texte.replace("\t", " ")).split())
    if len(ligne) <= longueur:
        return ligne
    debut = ligne[: longueur - 1]
    return f"{debut.rsplit(' ', 1)[0] if ' ' in debut else debut}…"
