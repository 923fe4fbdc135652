"""A printed page before any file format gives it a shape: headings, tables, notes.

Every text is data: no format ever reads it as markup. No clock: the same facts make the same
file for ever.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Colonne:
    """One column. `part`: its share of the page's width, relative to the others."""

    titre: str
    part: float
    droite: bool = False


@dataclass(frozen=True)
class Cellule:
    """One cell: a text, then a smaller one under it; either may be empty."""

    texte: str
    detail: str = ""
    gras: bool = False


@dataclass(frozen=True)
class Tableau:
    """Rows under headers that every page repeats. `hauteur`: the least height of a row, in cm."""

    colonnes: tuple[Colonne, ...]
    rangees: tuple[tuple[Cellule, ...], ...]
    hauteur: float = 0.0


@dataclass(frozen=True)
class Partie:
    """A titled part: a sentence, a table, points, a note; each may be empty."""

    titre: str
    introduction: str = ""
    tableau: Tableau | None = None
    points: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Feuille:
    """A whole document. `bandeau`: who may read it, on every page; `pied`: at its foot.

    `identite`: labelled facts under the title; `paysage`: a wide page, for wide tables.
    """

    titre: str
    sous_titre: str
    bandeau: str
    pied: str
    identite: tuple[tuple[str, str], ...]
    parties: tuple[Partie, ...]
    paysage: bool = False
