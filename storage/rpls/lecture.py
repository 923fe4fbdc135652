"""A declaration as DuckDB reads it: columns by their national name, lines by their rank."""

from __future__ import annotations

from storage.rpls.atelier import Atelier
from storage.rpls.entete import LATIN1, Entete, faute_de_fichier
from storage.rpls.nomenclature import FACULTATIVES, REQUISES

TABLE = "declaration"
ENCODAGE, GUILLEMET = "INVALID ENCODING", "UNQUOTED VALUE"


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
        f"encoding = '{entete.encodage}', store_rejects = true, rejects_limit = 0, "
        f"columns = {{{colonnes}}}))"
    )


def charger(poste: Atelier, entete: Entete) -> Entete:
    """Load our columns into the table `declaration`, each line with its rank from 1.

    `doublon` marks a dwelling (IDENT_REP) already met above. Gives the header as it was really
    read: a file that turns out not to be UTF-8 is read again as latin1.
    Raises SaisieInvalide for a quote that is never closed: it swallows what follows.
    """
    poste.lignes(_requete_de_chargement(entete))
    if entete.encodage != LATIN1 and ENCODAGE in types_de_rejet(poste):
        poste.lignes(f"DROP TABLE {TABLE}; DROP TABLE reject_errors; DROP TABLE reject_scans")
        return charger(poste, Entete(entete.fichier, LATIN1, entete.colonnes))
    refuser_guillemet_ouvert(poste, entete)
    return entete


def types_de_rejet(poste: Atelier) -> set[str]:
    """Name the kinds of lines that could not be cut into columns."""
    return {un for (un,) in poste.lignes("SELECT DISTINCT error_type FROM reject_errors")}


def refuser_guillemet_ouvert(poste: Atelier, entete: Entete) -> None:
    """Raise SaisieInvalide when a quote is opened and never closed."""
    ouverts = poste.lignes(f"SELECT min(line) FROM reject_errors WHERE error_type = '{GUILLEMET}'")
    if ouverts[0][0] is not None:
        attendu = "des guillemets par paires, ou aucun"
        raise faute_de_fichier(entete.fichier, ouverts[0][0], "guillemet", '"', attendu)


def _requete_de_chargement(entete: Entete) -> str:
    colonnes = ", ".join(REQUISES + FACULTATIVES)
    return (
        f"CREATE TABLE {TABLE} AS SELECT *, IDENT_REP IS NOT NULL AND "
        f"row_number() OVER (PARTITION BY IDENT_REP ORDER BY rang) > 1 AS doublon "
        f"FROM (SELECT row_number() OVER () AS rang, {colonnes} FROM {source(entete)})"
    )


def _chemin(entete: Entete) -> str:
    """Write the path as an SQL string in which no sign is a pattern."""
    brut = str(entete.fichier.resolve())
    for signe in ("[", "*", "?"):
        brut = brut.replace(signe, f"[{signe}]")
    return "'" + brut.replace("'", "''") + "'"
