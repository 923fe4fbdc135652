"""What a proof tells, once instants, hashes and names of platforms are left out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from tests.e2e.programme import Installation

_JOURS = r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)"
_MASQUES = (
    (r"\d{4}-\d{2}-\d{2}(?:T[\d:.]+\+00:00)?", "‹instant›"),
    (rf"(?:{_JOURS} )?\d{{2}}/\d{{2}}/\d{{4}}(?: à \d{{2}}:\d{{2}}| à 24 h)?", "‹instant›"),
    (r"\b[0-9a-f]{32,64}\b", "‹empreinte›"),
    (r"\b(?:telegram|slack|sandbox)\b", "‹plateforme›"),
    (r"\bmessage( :)? (?:[A-Z0-9]+/)?[\d.]+", r"message\1 ‹numéro›"),
)
_PROPRES = frozenset({"message", "engagement"})
"""Fields whose value is another one at each run."""


def masquer(texte: str) -> str:
    """Leave out of a text what no two runs share."""
    for motif, place in _MASQUES:
        texte = re.sub(motif, place, texte)
    return texte


def recit(valeur: Any, nom: str = "") -> Any:
    """Leave the same out of a JSON value, at any depth."""
    if isinstance(valeur, Mapping):
        return {cle: recit(une, cle) for cle, une in valeur.items()}
    if isinstance(valeur, list):
        return [recit(une) for une in valeur]
    if isinstance(valeur, str):
        return "‹propre›" if nom in _PROPRES and valeur else masquer(valeur)
    return valeur


def exporter(installation: Installation, reference: str) -> dict[str, Any]:
    """Give the proof file of an avis."""
    lu: dict[str, Any] = installation.preuve(reference)
    return lu


def lignes(preuve: Mapping[str, Any]) -> list[str]:
    """Tell each entry of a proof in one line: the action, the state it leads to, the article."""
    return [
        masquer(f"{une['action']} → {une['a']} ({une['article']})") for une in preuve["entrees"]
    ]
