"""Every fault of a file of annexes, told at once, each in a sentence with its place."""

from __future__ import annotations

from collections.abc import Iterable

from core.errors import SaisieInvalide
from core.texte import extrait, pluriel

FAUTES_MAX = 20


class AnnexesInvalides(SaisieInvalide):
    """A file of annexes that cannot be used; `fautes` holds one sentence for each fault."""

    code = "annexes_invalides"

    def __init__(self, fautes: Iterable[str]) -> None:
        """Keep the first faults and say how many more there are."""
        toutes = list(fautes)
        gardees = toutes[:FAUTES_MAX]
        if reste := len(toutes) - len(gardees):
            gardees.append(f"… et {pluriel(reste, 'autre faute', 'autres fautes')}.")
        self.fautes = tuple(gardees)
        super().__init__("\n".join(self.fautes))


class Illisible(ValueError):
    """A cell that is not what its column holds: the rule it breaks and a right example."""

    def __init__(self, regle: str, exemple: str) -> None:
        super().__init__(regle)
        self.regle, self.exemple = regle, exemple


def place(fichier: str, ligne: int | None = None, colonne: str | None = None) -> str:
    """Write where a fault is: « annexes.csv, ligne 3, colonne taux »."""
    ou = nom_en_ligne(fichier)
    if ligne is not None:
        ou += f", ligne {ligne}"
    return f"{ou}, colonne {extrait(colonne)}" if colonne else ou


def nom_en_ligne(fichier: str) -> str:
    """Write a file's name on one line, shortened: it was chosen by whoever sent it."""
    return extrait(" ".join("".join(c if c.isprintable() else " " for c in fichier).split()))


def faute_de_cellule(ou: str, texte: str, illisible: Illisible) -> str:
    """Write the fault of one cell: place, value, rule, example."""
    recu = f"« {extrait(texte)} » " if texte.strip() else "la cellule "
    return f"{ou} : {recu}{illisible.regle}. Exemple : {illisible.exemple}"
