"""Every fault of a file of households, told at once, without quoting what is private."""

from __future__ import annotations

import re
from collections.abc import Iterable

from core.errors import SaisieInvalide
from core.texte import extrait, pluriel
from storage.annexes.fautes import nom_en_ligne

FAUTES_MAX = 20
_SANS_LETTRES = re.compile(r"[\d\s/.,:€%+-]{1,11}")


class MenagesInvalides(SaisieInvalide):
    """A file of households that cannot be used; `fautes` holds one sentence for each fault."""

    code = "menages_invalides"

    def __init__(self, fautes: Iterable[str]) -> None:
        """Keep the first faults and say how many more there are; nothing was imported."""
        toutes = list(fautes)
        gardees = toutes[:FAUTES_MAX]
        if reste := len(toutes) - len(gardees):
            gardees.append(f"… et {pluriel(reste, 'autre faute', 'autres fautes')}.")
        self.fautes = tuple(gardees)
        entete = "Rien n'a été importé : corrigez le fichier, puis renvoyez-le."
        super().__init__("\n".join((entete, *self.fautes)))


def place(fichier: str, ligne: int | None = None, colonne: str = "") -> str:
    """Write where a fault is: « menages.csv, ligne 3, colonne types »."""
    ou = nom_en_ligne(fichier)
    if ligne is not None:
        ou += f", ligne {ligne}"
    return f"{ou}, colonne {extrait(colonne)}" if colonne else ou


def masquer(texte: str) -> str:
    """Give what may be quoted of a cell: dates and short numbers, else a first letter.

    A column out of place may hold a name, a number or a category.
    """
    net = texte.strip()
    return net if _SANS_LETTRES.fullmatch(net) else f"{net[:1]}…"
