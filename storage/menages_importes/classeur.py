"""The first sheet of an XLSX as rows of text; what a spreadsheet may have altered is refused."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from storage.menages_importes.fautes import MenagesInvalides, place

DEPLIE_MAX = 10_000_000
"""Bytes that a workbook may hold once unzipped: a small file can hide a huge one."""
LIGNES_LUES, COLONNES_LUES = 20_000, 40
ARRONDI_DES = 10**11
"""From this number on, a spreadsheet shows a rounded number: a numéro unique would be lost."""


def lire_classeur(nom: str, contenu: bytes) -> Iterator[tuple[int, Sequence[str]]]:
    """Give (line, cells) of the first sheet.

    Raises MenagesInvalides for what is no workbook, for formulas, for merged cells and for long
    numbers that are not text.
    """
    try:
        feuille = _feuille(contenu)
        fusions = sorted(str(une) for une in feuille.merged_cells.ranges)
        # No further than what is written: a row asked for is made, cell by cell.
        bornes = min(feuille.max_row, LIGNES_LUES), min(feuille.max_column, COLONNES_LUES)
        rangees = list(feuille.iter_rows(max_row=bornes[0], max_col=bornes[1]))
    # openpyxl has no error of its own: a damaged workbook raises whatever its reading meets.
    except Exception as erreur:
        raise MenagesInvalides(
            [
                f"{place(nom)} : ce n'est pas un classeur XLSX lisible. Dans le tableur : "
                "enregistrer sous, classeur Excel (.xlsx)."
            ]
        ) from erreur
    fautes = [
        f"{place(nom)} : les cellules {une} sont fusionnées. Attendu : une valeur par cellule."
        for une in fusions
    ]
    fautes += [faute for rangee in rangees for une in rangee if (faute := _faute(nom, une))]
    if fautes:
        raise MenagesInvalides(fautes)
    for ligne, rangee in enumerate(rangees, 1):
        yield ligne, [_texte(une.value) for une in rangee]


def entete(contenu: bytes) -> Sequence[str]:
    """Give the first row that holds something; nothing of what is no workbook."""
    try:
        rangees = _feuille(contenu).iter_rows(max_row=50, max_col=COLONNES_LUES, values_only=True)
        return next([_texte(une) for une in rangee] for rangee in rangees if any(rangee))
    except Exception:  # openpyxl has no error of its own.
        return ()


def _feuille(contenu: bytes) -> Any:
    with zipfile.ZipFile(io.BytesIO(contenu)) as archive:
        if sum(un.file_size for un in archive.infolist()) > DEPLIE_MAX:
            raise ValueError("classeur trop grand")
    from openpyxl import load_workbook  # here: starting the program must not wait for it

    return load_workbook(io.BytesIO(contenu)).worksheets[0]


def _faute(nom: str, cellule: Any) -> str:
    """Say why a cell's value can't be trusted, if it can't; its value is not quoted."""
    ou = f"{place(nom, cellule.row)}, cellule {cellule.coordinate}"
    if cellule.data_type == "f":
        return f"{ou} : c'est une formule. Attendu : collez sa valeur."
    valeur = cellule.value
    if isinstance(valeur, int | float) and not isinstance(valeur, bool) and valeur >= ARRONDI_DES:
        return (
            f"{ou} : le tableur a pris ce numéro pour un nombre et a pu l'arrondir. Attendu : "
            "une colonne au format Texte, puis le numéro saisi de nouveau."
        )
    return ""


def _texte(valeur: object) -> str:
    """Write a cell as a person would type it."""
    if isinstance(valeur, datetime):
        return valeur.date().isoformat()
    if isinstance(valeur, date):
        return valeur.isoformat()
    if isinstance(valeur, bool):
        return "oui" if valeur else "non"
    if isinstance(valeur, float) and valeur.is_integer():
        return str(int(valeur))
    return "" if valeur is None else str(valeur)
