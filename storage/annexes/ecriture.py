"""Write annexes as CSV, TOML or XLSX, in the columns that the reader takes back."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from core.domain.annexes import Annexe, AnnexeLA, LigneAnnexe
from core.domain.convention import Variante
from core.domain.flux import Calcul
from storage.annexes.colonnes import COLONNES, PART, RESULTATS, TAUX, normaliser

Rangee = Mapping[str, str]
"""A row: text by column, in the order of the columns."""


def rangees(lignes: Sequence[LigneAnnexe], calculs: Sequence[Calcul] = ()) -> list[Rangee]:
    """Give each annexe's cells as its file wrote them; with `calculs`, its results added.

    Results computed take the place of those printed.
    """
    if not calculs:
        return [une.cellules or cellules(une.annexe) for une in lignes]
    return [
        _sans_resultats(ligne) | _resultats(calcul)
        for ligne, calcul in zip(lignes, calculs, strict=True)
    ]


def cellules(annexe: Annexe) -> dict[str, str]:
    """Write an annexe's figures as cells: « 4,80 » for a percentage."""
    variante = Variante.LA if isinstance(annexe, AnnexeLA) else Variante.LP
    connues = [une.nom for une in COLONNES[variante] if hasattr(annexe, une.nom)]
    ecrites = {nom: _ecrire(getattr(annexe, nom)) for nom in connues}
    if isinstance(annexe, AnnexeLA):
        ecrites |= {f"{TAUX}{nom}": _ecrire(taux) for nom, taux in annexe.taux.items()}
    return ecrites


def ecrire_csv(toutes: Iterable[Rangee]) -> str:
    """Write rows as a CSV: semicolons, a header, one row an annexe."""
    gardees = list(toutes)
    sortie = io.StringIO(newline="")
    ecrivain = csv.DictWriter(sortie, _entetes(gardees), delimiter=";", lineterminator="\n")
    ecrivain.writeheader()
    ecrivain.writerows(gardees)
    return sortie.getvalue()


def ecrire_toml(toutes: Iterable[Rangee]) -> str:
    """Write rows as TOML: one `[[annexe]]` each."""
    return "\n".join(
        "[[annexe]]\n" + "".join(f"{_cle(nom)} = {_valeur(texte)}\n" for nom, texte in une.items())
        for une in toutes
    )


def ecrire_xlsx(toutes: Iterable[Rangee]) -> bytes:
    """Write rows as a workbook of one sheet; numbers are numbers, no text is a formula."""
    from openpyxl import Workbook  # here: starting the program must not wait for it

    gardees = list(toutes)
    classeur = Workbook()
    feuille = classeur.worksheets[0]
    feuille.title = "annexes"
    entetes = _entetes(gardees)
    for ligne, textes in enumerate(
        (entetes, *([une.get(nom, "") for nom in entetes] for une in gardees)), 1
    ):
        for colonne, texte in enumerate(textes, 1):
            nombre = _nombre(texte)
            cellule = feuille.cell(ligne, colonne, texte if nombre is None else nombre)
            if nombre is None:
                cellule.data_type = "s"
    sortie = io.BytesIO()
    classeur.save(sortie)
    return sortie.getvalue()


def _sans_resultats(ligne: LigneAnnexe) -> dict[str, str]:
    variante = Variante.LA if isinstance(ligne.annexe, AnnexeLA) else Variante.LP
    deja = ligne.cellules or cellules(ligne.annexe)
    return {
        nom: texte
        for nom, texte in deja.items()
        if normaliser(nom) not in RESULTATS[variante] and not normaliser(nom).startswith(PART)
    }


def _resultats(calcul: Calcul) -> dict[str, str]:
    if isinstance(calcul.annexe, AnnexeLA):
        parts = {f"{PART}{nom}": str(part) for nom, part in calcul.parts.items()}
        return {nom: str(calcul.valeur(nom)) for nom in RESULTATS[Variante.LA]} | parts
    return {nom: str(calcul.valeur(nom)) for nom in RESULTATS[Variante.LP]}


def _entetes(toutes: Sequence[Rangee]) -> list[str]:
    return list(dict.fromkeys(nom for une in toutes for nom in une))


def _ecrire(valeur: str | int | Decimal) -> str:
    """Write a figure; below 1 %, three decimals take the sign % that the reader then wants."""
    if not isinstance(valeur, Decimal):
        return str(valeur)
    texte = f"{valeur:f}".replace(".", ",")
    petit = 0 < valeur < 1 and len(texte.partition(",")[2]) > 2
    return f"{texte} %" if petit else texte


def _nombre(texte: str) -> Decimal | None:
    """Give the number that a cell holds, exactly; None for any other text."""
    brut = texte.replace(",", ".")
    simple = brut.replace(".", "", 1).isascii() and brut.replace(".", "", 1).isdigit()
    return Decimal(brut) if simple and len(brut) < 15 else None


def _cle(nom: str) -> str:
    simple = nom.replace("_", "").replace("-", "")
    return nom if simple.isascii() and simple.isalnum() else json.dumps(nom, ensure_ascii=False)


def _valeur(texte: str) -> str:
    entier = texte.isascii() and texte.isdigit() and (texte == "0" or texte[0] != "0")
    return texte if entier else json.dumps(texte, ensure_ascii=False)
