"""A list of communes given by the user, to check DEPCOM against."""

from __future__ import annotations

import csv
import re
from pathlib import Path

from core.errors import saisie

_CODE = re.compile(r"[0-9][0-9AB][0-9]{3}")
_COLONNES = ("COM", "DEPCOM", "INSEE_COM", "CODE")


def lire_communes(fichier: Path) -> frozenset[str]:
    """Read INSEE codes: one a line, or the column COM of the code officiel géographique.

    Raises SaisieInvalide, naming the line, and OSError when the file can't be read.
    """
    texte = fichier.read_text(encoding="utf-8-sig", errors="replace")
    separateur = ";" if ";" in texte else ","
    lignes = [une for une in csv.reader(texte.splitlines(), delimiter=separateur) if une]
    titres = [un.strip().upper() for un in lignes[0]] if lignes else []
    rang = next((titres.index(un) for un in _COLONNES if un in titres), None)
    if rang is not None:
        lignes = lignes[1:]
    codes = set()
    for ligne in lignes:
        code = ligne[rang or 0].strip().upper() if len(ligne) > (rang or 0) else ""
        if not _CODE.fullmatch(code):
            raise saisie(f"{fichier.name}", code, "n'est pas un code INSEE de commune", "97407")
        codes.add(code)
    if not codes:
        raise saisie(f"{fichier.name}", "", "ne donne aucun code de commune", "97407")
    return frozenset(codes)
