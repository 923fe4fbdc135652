"""What each value of a declaration must be: one condition in SQL, one sentence in French."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from storage.rpls.nomenclature import (
    FINANCEMENTS,
    MODELE_COMMUNE,
    OCCUPATIONS,
    SORTIES,
    TYPES_DE_CONSTRUCTION,
)

AN_MIN = 1500
_ANNEE = "[12][0-9]{3}"
_MOIS = "(0[1-9]|1[0-2])/(19|20)[0-9]{2}"
_JOUR = f"(0[1-9]|[12][0-9]|3[01])/{_MOIS}"
_NOMBRE = "[0-9]{1,4}([.,][0-9]{1,2})?"


@dataclass(frozen=True)
class Controle:
    """A column, the SQL condition that its value meets (NULL is not met), and what is expected."""

    colonne: str
    condition: str
    attendu: str


def controles(
    annee: int, presentes: Collection[str], communes: Collection[str] = ()
) -> tuple[Controle, ...]:
    """Give the rules of a declaration at 1 January of `annee`, for the columns that it has.

    `communes` are the INSEE codes known; without any, the shape and the department are checked.
    """
    return tuple(un for un in _tous(annee, communes) if un.colonne in presentes)


def _tous(annee: int, communes: Collection[str]) -> tuple[Controle, ...]:
    return (
        Controle(
            "IDENT_REP",
            "(IDENT_REP IS NULL OR length(IDENT_REP) = 10)",
            "10 positions, ou rien pour un logement neuf",
        ),
        _commune(communes),
        Controle("QPV", _parmi("QPV", ("1", "2")), "1 (en QPV) ou 2 (hors QPV)"),
        Controle(
            "NBPIECE",
            "(length(NBPIECE) = 1 AND NBPIECE BETWEEN '1' AND '9')",
            "un nombre entier de 1 à 9",
        ),
        _annee("CONSTRUCT", annee),
        _annee("LOCAT", annee),
        Controle(
            "FINAN", _parmi("FINAN", FINANCEMENTS), f"un code parmi {', '.join(FINANCEMENTS)}"
        ),
        Controle("MODE", _parmi("MODE", OCCUPATIONS), "1, 2, 3, 4, 5 ou 9"),
        _bail(annee),
        _facultatif("TYPECONST", TYPES_DE_CONSTRUCTION, "C, I ou E"),
        _facultatif("SORTIEPATRIM", (*SORTIES, "9"), "1, 2, 3, 4, 5 ou 9"),
        _nombre("SURFHAB", "62"),
        _nombre("LOYERPRINC", "412,30"),
    )


def _commune(communes: Collection[str]) -> Controle:
    if communes:
        return Controle("DEPCOM", _parmi("DEPCOM", communes), "un code de la liste de communes")
    condition = f"regexp_full_match(DEPCOM, '{MODELE_COMMUNE}')"
    return Controle("DEPCOM", condition, "le code INSEE d'une commune, par exemple 97407")


def _annee(colonne: str, annee: int) -> Controle:
    forme = f"regexp_full_match({colonne}, '{_ANNEE}')"
    return Controle(
        colonne,
        f"({colonne} BETWEEN '{AN_MIN}' AND '{annee}' AND {forme})",
        f"une année sur 4 chiffres, de {AN_MIN} à {annee}",
    )


def _bail(annee: int) -> Controle:
    forme = (
        f"CASE length(BAIL) WHEN 7 THEN regexp_full_match(BAIL, '{_MOIS}') "
        f"WHEN 10 THEN regexp_full_match(BAIL, '{_JOUR}') "
        "AND try_strptime(BAIL, '%d/%m/%Y') IS NOT NULL ELSE false END"
    )
    a_temps = f"right(BAIL, 4) < '{annee}' OR BAIL IN ('01/{annee}', '01/01/{annee}')"
    sans_objet = "coalesce(MODE, '') NOT IN ('1', '2') OR (MODE = '2' AND BAIL IS NULL)"
    condition = f"({sans_objet} OR ({forme} AND ({a_temps})))"
    attendu = f"la date d'un bail, mm/aaaa ou jj/mm/aaaa, jusqu'à 01/{annee}"
    return Controle("BAIL", condition, attendu)


def _nombre(colonne: str, exemple: str) -> Controle:
    condition = f"({colonne} IS NULL OR regexp_full_match({colonne}, '{_NOMBRE}'))"
    return Controle(colonne, condition, f"un nombre positif, par exemple {exemple}")


def _facultatif(colonne: str, codes: Iterable[str], attendu: str) -> Controle:
    return Controle(colonne, f"({colonne} IS NULL OR {_parmi(colonne, codes)})", attendu)


def _parmi(colonne: str, codes: Iterable[str]) -> str:
    return f"{colonne} IN ({', '.join(repr(un) for un in codes)})"
