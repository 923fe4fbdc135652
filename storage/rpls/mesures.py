"""What is counted of each dwelling, in SQL: one definition for every count."""

from __future__ import annotations

from collections.abc import Iterable

from storage.rpls.controles import Controle
from storage.rpls.nomenclature import ETUDIANT, INTERMEDIAIRE, SORTIES

_COMPTES = {
    "logements": "present",
    "soumis": "present AND dans_le_flux",
    "emmenagements": "present AND ancien AND emmenage",
    "base_rotation": "present AND ancien",
}
"""The counts of a `Compte`, in its order, by the facts below."""

COLONNES_COMPTEES = frozenset({"FINAN", "TYPECONST", "MODE", "SORTIEPATRIM", "LOCAT", "BAIL"})
"""The columns that decide what a dwelling counts for."""


def valide(regles: Iterable[Controle]) -> str:
    """Give the condition that a line meets every rule; false, never NULL, when a value lacks."""
    return f"coalesce({' AND '.join(une.condition for une in regles)}, false)"


def compter_par(cles: str, source: str, annee: int, regles: Iterable[Controle]) -> str:
    """Give the query: for each value of `cles`, lines read, lines right, and the four counts.

    Lines alike are counted first, then summed: DuckDB keeps one count a group, not six.
    """
    semblables = (
        f"SELECT {cles}, valide, present, dans_le_flux, ancien, emmenage, count(*) AS n "
        f"FROM (SELECT {cles}, {valide(regles)} AS valide, {_faits(annee)} FROM {source}) "
        "GROUP BY ALL"
    )
    comptes = ", ".join(_somme(f"valide AND {une}", nom) for nom, une in _COMPTES.items())
    return (
        f"SELECT {cles}, {_somme('true', 'lues')}, {_somme('valide', 'bonnes')}, {comptes} "
        f"FROM ({semblables}) GROUP BY {cles}"
    )


def _faits(annee: int) -> str:
    """Give the facts of a valid line, at 1 January of `annee`.

    There: not sold, demolished or gone. In the flux: neither intermediate nor student (LP art. 1,
    LA 4.1.1). Old: let or offered, and first let before N-1. Moved into: a lease
    since 1 January N-1, let or offered alike: the same dwellings on both sides of the rate.
    """
    sorties = ", ".join(repr(une) for une in SORTIES)
    return (
        f"MODE <> '9' AND (SORTIEPATRIM IS NULL OR SORTIEPATRIM NOT IN ({sorties})) AS present, "
        f"FINAN <> '{INTERMEDIAIRE}' AND TYPECONST IS DISTINCT FROM '{ETUDIANT}' AS dans_le_flux, "
        f"MODE <= '2' AND LOCAT < '{annee - 1}' AS ancien, "
        f"right(BAIL, 4) >= '{annee - 1}' AS emmenage"
    )


def _somme(condition: str, nom: str) -> str:
    return f"coalesce(sum(n) FILTER (WHERE {condition}), 0)::BIGINT AS {nom}"
