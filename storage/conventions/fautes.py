"""Name the fault of a convention file in French, with its line and field."""

from __future__ import annotations

import re
from typing import Any

from pydantic import ValidationError

Chemin = tuple[str, ...]


class ConventionInvalide(ValueError):
    """A convention file that cannot be used: « fichier, ligne N, champ : raison »."""


_RAISONS = {
    "missing": "ce champ manque",
    "unexpected_keyword_argument": "ce champ est inconnu",
    "extra_forbidden": "ce champ est inconnu",
    "int_type": "un nombre entier est attendu",
    "int_from_float": "un nombre entier est attendu",
    "decimal_type": 'un nombre entre guillemets est attendu, par exemple "22.5"',
    "decimal_parsing": 'un nombre entre guillemets est attendu, par exemple "22.5"',
    "bool_type": "true ou false est attendu",
    "string_type": "un texte entre guillemets est attendu",
    "tuple_type": 'une liste entre crochets est attendue, par exemple ["Le Port"]',
    "frozen_set_type": "un calendrier est attendu, par exemple « FR-974 »",
    "dataclass_type": "une table est attendue",
    "dataclass_exact_type": "une table est attendue",
}


def faute(fichier: str, texte: str, chemin: Chemin, raison: str) -> ConventionInvalide:
    """Build the error of one field."""
    return ConventionInvalide(
        f"{fichier}, ligne {ligne_du_champ(texte, chemin)}, {'.'.join(chemin)} : {raison}"
    )


def faute_de_forme(erreur: ValidationError, fichier: str, texte: str) -> ConventionInvalide:
    """Build the error of the first value that has not the right shape."""
    premiere = erreur.errors()[0]
    nature = premiere["type"]
    chemin = tuple(str(etape) for etape in premiere["loc"][1:])
    if nature == "enum":
        permis = str(premiere.get("ctx", {}).get("expected", "")).replace(" or ", " ou ")
        raison = f"valeur attendue : {permis}"
    elif nature.startswith("date"):
        raison = "une date est attendue, par exemple 2024-01-01"
    else:
        raison = _RAISONS.get(nature, "valeur refusée")
    recu = "" if nature == "missing" else f" (reçu : {_court(premiere['input'])})"
    return faute(fichier, texte, chemin, raison + recu)


def faute_de_toml(erreur: Exception, fichier: str) -> ConventionInvalide:
    """Build the error of a file that is no TOML at all."""
    place = re.search(r"at line (\d+), column (\d+)", str(erreur))
    if place is None:
        return ConventionInvalide(f"{fichier}, dernière ligne : le fichier s'arrête trop tôt")
    return ConventionInvalide(
        f"{fichier}, ligne {place[1]}, colonne {place[2]} : TOML illisible. Vérifiez guillemets, "
        "crochets et champs donnés deux fois"
    )


def ligne_du_champ(texte: str, chemin: Chemin) -> int:
    """Find the line of a field, or of the nearest table above it."""
    table, trouvee, meilleur = "", 1, 0
    rangs: dict[str, int] = {}
    for numero, ligne in enumerate(texte.splitlines(), 1):
        if entete := re.match(r"\s*\[(\[?)\s*([^\]]+?)\s*\]", ligne):
            table = entete[2]
            if entete[1]:
                rangs[table] = rangs.get(table, -1) + 1
                table = f"{table}.{rangs[table]}"
            complet = table
        elif cle := re.match(r"\s*([\w-]+)\s*=", ligne):
            complet = f"{table}.{cle[1]}" if table else cle[1]
        else:
            continue
        etapes = tuple(complet.split("."))
        if chemin[: len(etapes)] == etapes and len(etapes) > meilleur:
            meilleur, trouvee = len(etapes), numero
    return trouvee


def _court(valeur: Any) -> str:
    return f"{valeur!r:.60}"
