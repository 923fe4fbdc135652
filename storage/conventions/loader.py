"""Read a convention file strictly: any fault is named with its file, line and field."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import available_timezones

import holidays
from pydantic import ConfigDict, TypeAdapter, ValidationError

from core.domain.convention import Convention
from storage.types import ecrire_json

DOSSIER = Path(__file__).parent
ANNEES_DE_FERIES = 12


class ConventionInvalide(ValueError):
    """A convention file that cannot be used: « fichier, ligne N, champ : raison »."""


def charger(fichier: Path) -> Convention:
    """Read one convention; raises ConventionInvalide with file, line and field."""
    texte = fichier.read_text(encoding="utf-8")
    try:
        brut = tomllib.loads(texte)
    except tomllib.TOMLDecodeError as erreur:
        raise ConventionInvalide(f"{fichier.name} : TOML illisible, {erreur}") from erreur
    brut = _etendre_feries(brut, fichier.name, texte)
    try:
        (convention,) = _lecteur().validate_json(ecrire_json([_sans_dates(brut)]))
    except ValidationError as erreur:
        raise _faute(erreur, fichier.name, texte) from erreur
    _verifier(convention, fichier.name, texte)
    return convention


@cache
def conventions_livrees() -> Mapping[str, Convention]:
    """Give the conventions shipped with the program, by id."""
    toutes = (charger(fichier) for fichier in sorted(DOSSIER.glob("*.toml")))
    return {une.id: une for une in toutes}


@cache
def _lecteur() -> TypeAdapter[tuple[Convention]]:
    return TypeAdapter(tuple[Convention], config=ConfigDict(extra="forbid", strict=True))


def _etendre_feries(brut: dict[str, Any], fichier: str, texte: str) -> dict[str, Any]:
    """Replace the calendar's name (« FR-974 ») by its public holidays over the years needed."""
    termes = brut.get("termes")
    nom = termes.get("feries") if isinstance(termes, dict) else None
    debut = brut.get("effet", {}).get("valeur", {}).get("debut")
    if not isinstance(nom, str) or not isinstance(debut, date):
        return brut
    annees = range(debut.year, debut.year + ANNEES_DE_FERIES)
    try:
        jours = _feries(nom, annees)
    except (NotImplementedError, KeyError, ValueError) as erreur:
        raise ConventionInvalide(
            f"{fichier}, ligne {_ligne(texte, ('termes', 'feries'))}, termes.feries : "
            f"« {nom} » n'est pas un calendrier connu. Exemple : FR-974"
        ) from erreur
    return brut | {"termes": brut["termes"] | {"feries": [un.isoformat() for un in jours]}}


def _feries(nom: str, annees: Iterable[int]) -> list[date]:
    pays, _, subdivision = nom.partition("-")
    return sorted(holidays.country_holidays(pays, subdivision or None, years=annees))


def _sans_dates(valeur: Any) -> Any:
    """Write dates as text: the strict reader takes JSON."""
    if isinstance(valeur, dict):
        return {nom: _sans_dates(une) for nom, une in valeur.items()}
    if isinstance(valeur, list):
        return [_sans_dates(une) for une in valeur]
    return valeur.isoformat() if isinstance(valeur, date) else valeur


def _faute(erreur: ValidationError, fichier: str, texte: str) -> ConventionInvalide:
    premiere = erreur.errors()[0]
    chemin = tuple(str(etape) for etape in premiere["loc"][1:])
    raisons = {
        "missing": "ce champ manque",
        "unexpected_keyword_argument": "ce champ est inconnu",
        "extra_forbidden": "ce champ est inconnu",
        "int_type": "un nombre entier est attendu",
        "bool_type": "true ou false est attendu",
        "string_type": "un texte entre guillemets est attendu",
        "enum": f"valeur attendue : {_choix(premiere)}",
    }
    raison = raisons.get(premiere["type"], premiere["msg"])
    recu = "" if premiere["type"] == "missing" else f" (reçu : {premiere['input']!r:.60})"
    return ConventionInvalide(
        f"{fichier}, ligne {_ligne(texte, chemin)}, {'.'.join(chemin)} : {raison}{recu}"
    )


def _verifier(convention: Convention, fichier: str, texte: str) -> None:
    """Check what types cannot say: zone, order of dates, positive délais, article present."""
    effet, termes = convention.effet.valeur, convention.termes
    fautes = [
        (("termes", "zone"), termes.zone not in available_timezones(), "fuseau horaire inconnu"),
        (
            ("effet", "valeur"),
            effet.fin is not None and effet.fin < effet.debut,
            "la fin précède le début",
        ),
        (
            ("termes", "rappels", "heure", "valeur"),
            not 4 <= termes.rappels.heure.valeur <= 23,
            "heure de rappel attendue entre 4 et 23",
        ),
    ]
    for nom in ("premier_long", "premier_court", "second_long", "second_court", "second_tendu"):
        delai = getattr(termes.delais, nom)
        fautes.append(
            (
                ("termes", "delais", nom, "jours"),
                delai.jours < 1,
                "un délai compte au moins un jour",
            )
        )
    for chemin, fautif, raison in fautes:
        if fautif:
            raise ConventionInvalide(
                f"{fichier}, ligne {_ligne(texte, chemin)}, {'.'.join(chemin)} : {raison}"
            )


def _ligne(texte: str, chemin: tuple[str, ...]) -> int:
    """Find the line of a field, or of the nearest table above it."""
    table, trouvee = "", 1
    meilleur = 0
    for numero, ligne in enumerate(texte.splitlines(), 1):
        if entete := re.match(r"\s*\[+([^\]]+)\]+", ligne):
            table = entete[1].strip()
            complet = table
        elif cle := re.match(r"\s*([\w-]+)\s*=", ligne):
            complet = f"{table}.{cle[1]}" if table else cle[1]
        else:
            continue
        profondeur = _commun(complet.split("."), [un for un in chemin if not un.isdigit()])
        if profondeur > meilleur:
            meilleur, trouvee = profondeur, numero
    return trouvee


def _commun(une: list[str], autre: list[str]) -> int:
    """Give how deep `une` leads toward `autre`, 0 if it leads elsewhere."""
    return len(une) if autre[: len(une)] == une else 0


def _choix(erreur: Any) -> str:
    """Write the permitted values in French."""
    return str(erreur.get("ctx", {}).get("expected", "")).replace(" or ", " ou ")
