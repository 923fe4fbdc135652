"""Whole numbers in words, as a document to sign repeats them: « 71 (soixante et onze) »."""

from __future__ import annotations

_PETITS = (
    *("zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix"),
    *("onze", "douze", "treize", "quatorze", "quinze", "seize"),
    *("dix-sept", "dix-huit", "dix-neuf"),
)
_DIZAINES = {
    2: "vingt",
    3: "trente",
    4: "quarante",
    5: "cinquante",
    6: "soixante",
    8: "quatre-vingt",
}
LIMITE = 1_000_000


def en_lettres(nombre: int) -> str:
    """Write a number from 0 to 999 999 in French words, in the traditional spelling.

    Raises ValueError for any other number.
    """
    if not 0 <= nombre < LIMITE:
        raise ValueError(f"0 à {LIMITE - 1} attendu, {nombre} reçu")
    milliers, reste = divmod(nombre, 1000)
    if not milliers:
        return _centaines(nombre, finale=True)
    mille = "mille" if milliers == 1 else f"{_centaines(milliers, finale=False)} mille"
    return f"{mille} {_centaines(reste, finale=True)}" if reste else mille


def _centaines(nombre: int, *, finale: bool) -> str:
    """Write a number below 1 000; « cents » and « vingts » take their s at the very end only."""
    cents, reste = divmod(nombre, 100)
    if not cents:
        return _dizaines(nombre, finale=finale)
    cent = "cent" if cents == 1 else f"{_PETITS[cents]} cent"
    if reste:
        return f"{cent} {_dizaines(reste, finale=finale)}"
    return cent + ("s" if cents > 1 and finale else "")


def _dizaines(nombre: int, *, finale: bool) -> str:
    if nombre < 20:
        return _PETITS[nombre]
    dizaine = nombre // 10
    dizaine -= dizaine in (7, 9)
    reste, nom = nombre - dizaine * 10, _DIZAINES[dizaine]
    if not reste:
        return nom + ("s" if dizaine == 8 and finale else "")
    if reste in (1, 11) and dizaine != 8:
        return f"{nom} et {_PETITS[reste]}"
    return f"{nom}-{_PETITS[reste]}"
