"""Declarations made up for tests, trials and benchmarks: plausible, and the same for one seed.

Every value is drawn by a hash of the dwelling's (or its building's) number, the seed and the
name of what is drawn; shares are per cent, near those of the national stock.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from storage.rpls.atelier import Avancement, atelier, sans_avancement
from storage.rpls.nomenclature import COLONNES, LA_REUNION, METROPOLE

_PIECES = {"1": 6, "2": 20, "3": 36, "4": 28, "5": 8, "6": 2}
_MODES = {"1": 940, "2": 28, "3": 14, "4": 8, "5": 6, "9": 4}
_FINANCEMENTS = {
    "13": (34, 2001, 23),
    "52": (24, 1955, 22),
    "12": (22, 1978, 22),
    "14": (8, 2002, 22),
    "10": (7, 2001, 23),
    "11": (2, 1990, 12),
    "16": (2, 2010, 14),
    "50": (1, 1925, 25),
}
"""For each FINAN: its share, the first year of construction, over how many years."""

_FAUTES = {
    "DEPCOM": "99999",
    "NBPIECE": "3,5",
    "SURFHAB": "-62",
    "QPV": "oui",
    "FINAN": "77",
    "LOCAT": "",
    "CONSTRUCT": "20O5",
    "MODE": "8",
    "LOYERPRINC": "412,3,0",
}
"""What is put in place of a right value, one column after the other."""


_SANS_TIRAGE = {
    "IDENT_INT": "'LGT-' || lpad(i::VARCHAR, 8, '0')",
    "IDENT_ORG": "lpad((o + 1)::VARCHAR, 9, '0')",
    "DROIT": "'1'",
    "CODEPOSTAL": "'97420'",
    "LIBCOM": "'COMMUNE'",
    "NUMVOIE": "b % 120 + 1",
    "TYPVOIE": "'RUE'",
    "NOMVOIE": "'DES FLAMBOYANTS'",
    "NUMAPPT": "i % 24 + 1",
    "ESC": "'A'",
    "ETAGE": "i % 6",
    "ENTREE": "'1'",
    "BAT": "'BAT ' || b",
    "COMPLGEO": "'RESIDENCE ' || b // 4",
    "CONSTRUCT": "an",
    "LOCAT": "an",
    "PATRIMOINE": "an",
    "ORIGINE": "'1'",
    "FINAN": "finan",
    "CONV": "'1'",
    "NUMCONV": "'97 4 01 1998 80 ' || b",
    "DATCONV": "'01/06/' || an",
    "SORTIEPATRIM": "CASE WHEN mode = '9' THEN '1' ELSE '9' END",
    "MODE": "mode",
    "MODESURF": "'3'",
    "LOYERACC": "'999'",
    "CONTRIB": "'999'",
    "DPEDATE": "'06/2019'",
    "DPEENERGIE": "'C'",
    "DPESERRE": "'C'",
    "CODSEGPATRIM": "'SEG1'",
    "LIBSEGPATRIM": "'FAMILIAL'",
    "MISCOMMERCIAL": "'2'",
    "REMLOCDATE": "'01/2010'",
    "PMR": "'2'",
}
"""The SQL of the columns that no seed changes, from the dwelling and its building."""


@dataclass(frozen=True)
class Tirage:
    """What to make: dwellings, at 1 January of `annee`, of how many bailleurs.

    `fautes` is the percentage of lines at fault. One bailleur is in La Réunion; several are all
    over France.
    """

    logements: int
    annee: int
    graine: int = 1
    organismes: int = 1
    fautes: Decimal = Decimal(0)


def generer(fichier: Path, tirage: Tirage, avancement: Avancement = sans_avancement) -> None:
    """Write a declaration (`;`, UTF-8) with the columns of the national nomenclature, in order."""
    chemin = str(fichier.resolve()).replace("'", "''")
    with atelier(avancement) as poste:
        poste.lignes(f"COPY ({_requete(tirage)}) TO '{chemin}' (FORMAT csv, HEADER, DELIMITER ';')")


def _requete(tirage: Tirage) -> str:
    ecrites = ", ".join(f"{_faussee(nom, un)} AS {nom}" for nom, un in _colonnes(tirage).items())
    rang = f"hash(i, {tirage.graine}, 'rang') % {len(_FAUTES)}"
    fautive = f"hash(i, {tirage.graine}, 'faute') % 10000 < {int(tirage.fautes * 100)}"
    tires = (
        f"SELECT i, i // 24 AS b, CASE WHEN {fautive} THEN {rang} END AS faute, "
        f"(i * {tirage.organismes}) // {tirage.logements} AS o FROM range({tirage.logements}) r(i)"
    )
    batis = f"SELECT *, {_finan(tirage)} AS finan FROM ({tires})"
    dates = f"SELECT *, {_construct(tirage)} AS an, {_mode(tirage)} AS mode FROM ({batis})"
    return f"SELECT {ecrites} FROM ({dates})"


def _faussee(nom: str, sql: str) -> str:
    if nom not in _FAUTES:
        return sql
    rang = list(_FAUTES).index(nom)
    return f"CASE WHEN faute = {rang} THEN '{_FAUTES[nom]}' ELSE ({sql})::VARCHAR END"


def _tire(quoi: str, sur: str, tirage: Tirage, parmi: int = 100) -> str:
    """Draw a whole number from 0 to `parmi` - 1, for a dwelling (`i`) or its building (`b`)."""
    return f"(hash({sur}, {tirage.graine}, '{quoi}') % {parmi})::INTEGER"


def _choix(tire: str, parts: Mapping[str, int]) -> str:
    """Choose among codes by their shares."""
    cas, seuil = "", 0
    for code, part in parts.items():
        seuil += part
        cas += f" WHEN {tire} < {seuil} THEN '{code}'"
    return f"CASE{cas} END"


def _finan(tirage: Tirage) -> str:
    parts = {code: part for code, (part, _, _) in _FINANCEMENTS.items()}
    return _choix(_tire("finan", "b", tirage), parts)


def _construct(tirage: Tirage) -> str:
    cas = "".join(
        f" WHEN '{code}' THEN {debut} + {_tire('an', 'b', tirage, duree)}"
        for code, (_, debut, duree) in _FINANCEMENTS.items()
    )
    return f"least({tirage.annee - 1}, CASE finan{cas} END)"


def _mode(tirage: Tirage) -> str:
    return _choix(_tire("mode", "i", tirage, 1000), _MODES)


def _commune(tirage: Tirage) -> str:
    if tirage.organismes == 1:
        codes = _liste(sorted(LA_REUNION))
        return f"{codes}[{_tire('commune', 'b', tirage, len(LA_REUNION))} + 1]"
    numero = f"lpad(({_tire('commune', 'b', tirage, 60)} + 1)::VARCHAR, 3, '0')"
    return f"{_liste(METROPOLE)}[o % {len(METROPOLE)} + 1] || {numero}"


def _liste(valeurs: Sequence[str]) -> str:
    return f"[{', '.join(repr(une) for une in valeurs)}]"


def _bail(tirage: Tirage) -> str:
    """Let 7 dwellings in 100 in the year N-1, the others over twenty years before."""
    recent, age = _tire("recent", "i", tirage), _tire("age", "i", tirage, 20)
    an = f"greatest(an, {tirage.annee - 1} - CASE WHEN {recent} < 7 THEN 0 ELSE 1 + {age} END)"
    mois = f"lpad(({_tire('mois', 'i', tirage, 12)} + 1)::VARCHAR, 2, '0')"
    return f"CASE WHEN mode = '1' THEN {mois} || '/' || {an} END"


def _colonnes(tirage: Tirage) -> dict[str, str]:
    """Give the SQL of each column, in the order of the national file."""
    surface = f"(18 + 16 * {_choix(_tire('pieces', 'i', tirage), _PIECES)}::INTEGER)"
    tirees = {
        "IDENT_REP": f"lpad(((i + {tirage.graine} * 7919) % 10000000000)::VARCHAR, 10, '0')",
        "DEPCOM": _commune(tirage),
        "QPV": f"CASE WHEN {_tire('qpv', 'b // 4', tirage)} < 33 THEN '1' ELSE '2' END",
        "TYPECONST": f"CASE WHEN {_tire('type', 'b', tirage)} < 84 THEN 'C' ELSE 'I' END",
        "NBPIECE": _choix(_tire("pieces", "i", tirage), _PIECES),
        "SURFHAB": surface,
        "BAIL": _bail(tirage),
        "SURFMODE": surface,
        "LOYERPRINC": f"round({surface} * 6.15, 2)",
        "LOYERMAXAPL": f"{surface} * 7",
        "CONTRESLOG": f"({_tire('contingent', 'i', tirage, 7)} + 1)",
    }
    return {nom: (_SANS_TIRAGE | tirees).get(nom, "NULL") for nom in COLONNES}
