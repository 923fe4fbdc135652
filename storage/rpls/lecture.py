"""A declaration as DuckDB reads it: columns by their national name, lines by their rank."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from core.errors import SaisieInvalide
from storage.rpls.atelier import Atelier, LectureImpossible
from storage.rpls.entete import LATIN1, Entete, en_utf8, faute_de_fichier
from storage.rpls.nomenclature import FACULTATIVES, REQUISES

TABLE = "declaration"
_ENCODAGE, _GUILLEMET = "INVALID ENCODING", "UNQUOTED VALUE"

Lignes = list[tuple[Any, ...]]


def source(entete: Entete) -> str:
    """Give the SQL that scans the file: our columns as text, NULL for those it lacks.

    What DuckDB can't cut into columns goes to its table `reject_errors`.
    """
    noms = [une or f"autre_{rang}" for rang, une in enumerate(entete.colonnes)]
    colonnes = ", ".join(f"'{un}': 'VARCHAR'" for un in noms)
    absentes = "".join(
        f", NULL::VARCHAR AS {une}" for une in REQUISES + FACULTATIVES if une not in noms
    )
    return (
        f"(SELECT *{absentes} FROM read_csv({_chemin(entete)}, delim = ';', header = true, "
        f"quote = '\"', escape = '\"', auto_detect = false, compression = 'none', "
        f"encoding = 'utf-8', store_rejects = true, rejects_limit = 0, "
        f"columns = {{{colonnes}}}))"
    )


def lire(poste: Atelier, entete: Entete, requete: Callable[[Entete], str]) -> Lignes:
    """Run the query that `requete` makes of a header; a file that is not UTF-8 is copied first.

    Raises SaisieInvalide for a file that can't be cut into lines, and for a quote never closed: it
    swallows what follows.
    """
    if entete.encodage == LATIN1 and entete.lisible == entete.fichier:
        entete = en_utf8(entete, poste.dossier)
    try:
        lignes = poste.lignes(requete(entete))
    except LectureImpossible as faute:
        raise _ligne_illisible(entete) or faute from faute
    types = {un for (un,) in poste.lignes("SELECT DISTINCT error_type FROM reject_errors")}
    if _ENCODAGE in types and entete.lisible == entete.fichier:
        poste.lignes(
            f"DROP TABLE IF EXISTS {TABLE}; DROP TABLE reject_errors; DROP TABLE reject_scans"
        )
        return lire(poste, en_utf8(entete, poste.dossier), requete)
    if _GUILLEMET in types:
        raise _ligne_illisible(entete) or _illisible(entete, 1, '"')
    return lignes


def charger(poste: Atelier, entete: Entete) -> None:
    """Load our columns into the table `declaration`, each line with its rank from 1.

    `doublon` marks a dwelling (IDENT_REP) already met above. Raises SaisieInvalide as `lire` does.
    """
    lire(poste, entete, _requete_de_chargement)


def _ligne_illisible(entete: Entete) -> SaisieInvalide | None:
    """Find the first line with a lone quote, or with an end of line in its middle."""
    with entete.fichier.open("rb") as ouvert:
        for numero, brute in enumerate(ouvert, start=1):
            ligne = brute.removesuffix(b"\n").removesuffix(b"\r")
            if ligne.count(b'"') % 2 or b"\r" in ligne:
                return _illisible(entete, numero, ligne[:40].decode("cp1252", errors="replace"))
    return None


def _illisible(entete: Entete, ligne: int, valeur: str) -> SaisieInvalide:
    attendu = "des guillemets par paires autour d'une valeur entière, ou aucun guillemet"
    return faute_de_fichier(entete.fichier, ligne, "guillemet", valeur, attendu)


def _requete_de_chargement(entete: Entete) -> str:
    colonnes = ", ".join(REQUISES + FACULTATIVES)
    return (
        f"CREATE TABLE {TABLE} AS SELECT *, IDENT_REP IS NOT NULL AND "
        f"row_number() OVER (PARTITION BY IDENT_REP ORDER BY rang) > 1 AS doublon "
        f"FROM (SELECT row_number() OVER () AS rang, {colonnes} FROM {source(entete)})"
    )


def _chemin(entete: Entete) -> str:
    """Write the path as an SQL string in which no sign is a pattern."""
    brut = str(entete.lisible.resolve())
    for signe in ("[", "*", "?"):
        brut = brut.replace(signe, f"[{signe}]")
    return "'" + brut.replace("'", "''") + "'"
