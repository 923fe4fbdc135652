"""The first sheet of an XLSX as rows of text."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from core.texte import extrait
from storage.annexes.fautes import AnnexesInvalides, place

DEPLIE_MAX = 10_000_000
"""Bytes that a workbook may hold once unzipped: a small file can hide a huge one."""
COLONNES_MAX = 100


def lire_classeur(nom: str, contenu: bytes, lignes_max: int) -> Iterator[tuple[int, Sequence[str]]]:
    """Give (line, cells) of the first sheet; a percentage cell is written as a percentage.

    Raises AnnexesInvalides for what is no workbook, and for formulas that were never computed.
    """
    try:
        feuille, rangees = _rangees(contenu, lignes_max, calcule=True)
        _, formules = _rangees(contenu, lignes_max, calcule=False)
    # openpyxl has no error of its own: a damaged workbook raises whatever its reading meets.
    except Exception as erreur:
        raise AnnexesInvalides(
            [
                f"{place(nom)} : ce n'est pas un classeur XLSX lisible. Dans le tableur : "
                "enregistrer sous, classeur Excel (.xlsx)"
            ]
        ) from erreur
    if not any(cellule.strip() for rangee in formules for cellule in rangee):
        raise AnnexesInvalides(
            [
                f"{place(nom)} : la première feuille, « {extrait(feuille)} », est vide. "
                "Mettez-y les annexes, une par ligne, sous l'en-tête"
            ]
        )
    fautes = [
        f"{place(nom, ligne, rangees[0][colonne])} : la formule « {extrait(ecrite)} » n'a pas de "
        "valeur enregistrée. Ouvrez le classeur et enregistrez-le, ou collez la valeur"
        for ligne, (valeurs, ecrites) in enumerate(zip(rangees, formules, strict=False), 1)
        for colonne, (valeur, ecrite) in enumerate(zip(valeurs, ecrites, strict=False))
        if not valeur and ecrite.startswith("=")
    ]
    if fautes:
        raise AnnexesInvalides(fautes)
    yield from enumerate(rangees, 1)


def _rangees(contenu: bytes, lignes_max: int, *, calcule: bool) -> tuple[str, list[list[str]]]:
    """Give the first sheet's name and its rows: values, or formulas as written."""
    with zipfile.ZipFile(io.BytesIO(contenu)) as archive:
        if sum(un.file_size for un in archive.infolist()) > DEPLIE_MAX:
            raise ValueError("classeur trop grand")
    from openpyxl import load_workbook  # here: starting the program must not wait for it

    classeur = load_workbook(io.BytesIO(contenu), read_only=True, data_only=calcule)
    try:
        feuille = classeur.worksheets[0]
        feuille.reset_dimensions()
        rangees = feuille.iter_rows(max_row=lignes_max, max_col=COLONNES_MAX)
        lues = [[_texte(cellule) for cellule in rangee] for rangee in rangees]
        return str(feuille.title), lues
    finally:
        classeur.close()


def _texte(cellule: Any) -> str:
    """Write a cell as a person reads it: 4.8 % of a percentage cell, 354 of 354.0."""
    valeur = cellule.value
    if valeur is None:
        return ""
    if isinstance(valeur, bool) or not isinstance(valeur, int | float):
        return str(valeur)
    nombre = Decimal(repr(valeur))
    if "%" in (cellule.number_format or ""):
        return f"{_court(nombre * 100)} %"
    return _court(nombre)


def _court(nombre: Decimal) -> str:
    """Write a number without exponent or useless zeros; a float's noise is rounded off."""
    rond = nombre.quantize(Decimal("1E-10")) if nombre.is_finite() and nombre < 10**15 else nombre
    texte = f"{rond:f}"
    return texte.rstrip("0").rstrip(".") if "." in texte else texte
