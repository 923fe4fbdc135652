"""Numéros uniques as people type them: in one piece, or spelled out with spaces."""

from __future__ import annotations

import re
from collections.abc import Sequence

from core.domain.numero_unique import (
    LONGUEUR,
    NumeroUnique,
    lire_numero_unique,
    ressemble_a_un_numero_unique,
)
from core.errors import SaisieInvalide

_MAXIMUM = 20
_REFERENCES = re.compile(r"\b[A-Za-z]{2,3}[-‑–\s]?[0-9]{4}[-‑–\s][0-9]{1,6}\b")
_SUITES = re.compile(r"[0-9AB][0-9A-Za-z\s.\-‐‑–_/]{10,}")


def lire_numeros(mots: Sequence[str]) -> tuple[NumeroUnique, ...]:
    """Read numbers from words: pieces too short to be one are put together.

    Raises SaisieInvalide, naming the number and the position at fault; nothing is half read.
    """
    numeros = [lire_numero_unique(morceau) for morceau in _assembler(mots)]
    if not numeros:
        raise SaisieInvalide(
            "Indiquez au moins un numéro unique. Exemple : 974031800012310001", "numeros"
        )
    if len(numeros) > _MAXIMUM:
        raise SaisieInvalide(
            f"{len(numeros)} numéros d'un coup : envoyez-en {_MAXIMUM} au plus.", "numeros"
        )
    return tuple(numeros)


def contient_un_numero(texte: str) -> bool:
    """Tell whether a text shows a numéro unique, even mistyped or spelled out with spaces."""
    sans_reference = _REFERENCES.sub(" ; ", texte)
    return any(ressemble_a_un_numero_unique(suite) for suite in _SUITES.findall(sans_reference))


def _assembler(mots: Sequence[str]) -> list[str]:
    """Join the pieces of numbers typed with spaces; commas and semicolons end a number."""
    morceaux: list[str] = []
    courant = ""
    for mot in " ".join(mots).replace(",", " , ").replace(";", " ; ").split():
        if mot in {",", ";"}:
            morceaux, courant = [*morceaux, courant], ""
            continue
        nu = re.sub(r"[.\-‐‑–_/]", "", mot)
        if len(nu) >= LONGUEUR and courant:
            morceaux, courant = [*morceaux, courant], ""
        courant += nu
        if len(courant) >= LONGUEUR or len(nu) >= LONGUEUR - 4:
            morceaux, courant = [*morceaux, courant], ""
    return [un for un in [*morceaux, courant] if un]


def nombre_de_numeros(texte: str) -> int:
    """Count the numbers in a text being typed, well formed or not."""
    return len(_assembler(texte.split()))
