"""Read a convention file strictly: any fault is named with its file, line and field."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import is_dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import available_timezones

from pydantic import ConfigDict, TypeAdapter, ValidationError

from core.domain.convention import Convention, Gestion, Termes
from core.domain.logement import CHAMPS
from core.messages.saisies import FINANCEMENTS
from storage.conventions.cote_etat import cote_etat_insense
from storage.conventions.fautes import (
    Chemin,
    ConventionInvalide,
    faute,
    faute_de_forme,
    faute_de_toml,
)
from storage.conventions.feries import feries

DOSSIER = Path(__file__).parent
ANNEES_DE_FERIES = 12


def charger(fichier: Path) -> Convention:
    """Read one convention; raises ConventionInvalide with file, line and field."""
    try:
        texte = fichier.read_text(encoding="utf-8-sig")
        brut = tomllib.loads(texte)
    except UnicodeDecodeError as erreur:
        raise ConventionInvalide(
            f"{fichier.name} : le fichier n'est pas en UTF-8. Enregistrez-le en UTF-8"
        ) from erreur
    except (ValueError, RecursionError) as erreur:  # A number too long, brackets without end.
        raise faute_de_toml(erreur, fichier.name) from erreur
    brut = _completer_termes(_etendre_feries(brut, fichier.name, texte), fichier.name, texte)
    try:
        (convention,) = _lecteur().validate_json(json.dumps([_sans_dates(brut)]))
    except ValidationError as erreur:
        raise faute_de_forme(erreur, fichier.name, texte) from erreur
    for chemin, raison in (*_insensees(convention), *_sans_article((), convention)):
        raise faute(fichier.name, texte, chemin, raison)
    return convention


@cache
def conventions_livrees() -> Mapping[str, Convention]:
    """Give the conventions shipped with the program, by id."""
    toutes = (charger(fichier) for fichier in sorted(DOSSIER.glob("*.toml")))
    return {une.id: une for une in toutes}


@cache
def _lecteur() -> TypeAdapter[tuple[Convention]]:
    # Wrapped in a tuple: only so does pydantic take a configuration for plain dataclasses.
    return TypeAdapter(tuple[Convention], config=ConfigDict(extra="forbid", strict=True))


def _etendre_feries(brut: dict[str, Any], fichier: str, texte: str) -> dict[str, Any]:
    """Replace the calendar's name (« FR-974 ») by its public holidays over the years needed."""
    termes, effet = brut.get("termes"), brut.get("effet")
    nom = termes.get("feries") if isinstance(termes, dict) else None
    periode = effet.get("valeur") if isinstance(effet, dict) else None
    debut = periode.get("debut") if isinstance(periode, dict) else None
    if not isinstance(nom, str) or not isinstance(debut, date):
        return brut
    try:
        jours = feries(nom, range(debut.year, debut.year + ANNEES_DE_FERIES))
    except (NotImplementedError, KeyError, ValueError) as erreur:
        raison = f"« {nom} » n'est pas un calendrier connu. Exemple : FR-974"
        raise faute(fichier, texte, ("termes", "feries"), raison) from erreur
    return brut | {"termes": brut["termes"] | {"feries": [un.isoformat() for un in jours]}}


def _completer_termes(brut: dict[str, Any], fichier: str, texte: str) -> dict[str, Any]:
    """Give the terms the sigle and zone of their convention, which an avis keeps with them."""
    termes = brut.get("termes")
    if not isinstance(termes, dict):
        return brut
    communs = {nom: brut[nom] for nom in ("sigle", "zone") if nom in brut}
    for nom in communs.keys() & termes.keys():
        raise faute(fichier, texte, ("termes", nom), "ce champ se donne en tête du fichier")
    return brut | {"termes": termes | communs}


def _sans_dates(valeur: Any) -> Any:
    """Write dates as text: the strict reader takes JSON."""
    if isinstance(valeur, dict):
        return {nom: _sans_dates(une) for nom, une in valeur.items()}
    if isinstance(valeur, list):
        return [_sans_dates(une) for une in valeur]
    return valeur.isoformat() if isinstance(valeur, date) else valeur


def _insensees(convention: Convention) -> Iterator[tuple[Chemin, str]]:
    """Give the values of the right type that make no convention."""
    effet, termes = convention.effet.valeur, convention.termes
    directe = convention.gestion.valeur is Gestion.DIRECTE
    if convention.zone not in available_timezones():
        yield ("zone",), "fuseau horaire inconnu"
    if effet.fin is not None and effet.fin < effet.debut:
        yield ("effet", "valeur"), "la fin précède le début"
    if directe and termes is None:
        yield ("termes",), "cette table manque : une gestion directe a des délais"
    if termes and not directe:
        yield ("termes",), "une gestion déléguée n'envoie pas d'avis : ôtez cette table"
    for nom in ("plafond_garanties", "part_etat", "plafond_agents", "plafond_partage"):
        reglage = getattr(convention.flux, nom)
        if reglage and not 0 <= reglage.valeur <= 100:
            yield ("flux", nom, "valeur"), "un pourcentage entre 0 et 100 est attendu"
    if termes:
        yield from _termes_insenses(termes)
    yield from cote_etat_insense(convention)


def _termes_insenses(termes: Termes) -> Iterator[tuple[Chemin, str]]:
    rappels, candidats = termes.rappels, termes.candidats
    if not 4 <= rappels.heure.valeur <= 23:
        yield ("termes", "rappels", "heure", "valeur"), "heure de rappel attendue entre 4 et 23"
    for nom in ("premier", "second", "sans_accuse"):
        if any(jours < 1 for jours in getattr(rappels, nom).valeur):
            yield ("termes", "rappels", nom, "valeur"), "un rappel est à un jour au moins"
    if termes.offre_jours.valeur < 10:
        chemin: Chemin = ("termes", "offre_jours", "valeur")
        yield chemin, "le ménage a dix jours au moins pour répondre (CCH R441-10)"
    if candidats.minimum.valeur < 1:
        yield ("termes", "candidats", "minimum", "valeur"), "un candidat au moins"
    if inconnus := set(candidats.unique_financements.valeur) - set(FINANCEMENTS):
        chemin = ("termes", "candidats", "unique_financements", "valeur")
        yield chemin, f"financement inconnu : {', '.join(sorted(inconnus))}"
    if inconnus := set(termes.champs_requis.valeur) - set(CHAMPS):
        raison = f"champ de logement inconnu : {', '.join(sorted(inconnus))}"
        yield ("termes", "champs_requis", "valeur"), raison
    yield from _delais_nuls(termes)


def _delais_nuls(termes: Termes) -> Iterator[tuple[Chemin, str]]:
    delais = termes.delais
    for nom in ("premier_long", "premier_court", "second_long", "second_court", "second_tendu"):
        delai = getattr(delais, nom)
        for champ in ("jours", "litteral"):
            if getattr(delai, champ) is not None and getattr(delai, champ) < 1:
                yield ("termes", "delais", nom, champ), "un délai compte au moins un jour"


def _sans_article(chemin: Chemin, objet: object) -> Iterator[tuple[Chemin, str]]:
    """Give the values whose article is empty: every number has its source."""
    if isinstance(objet, tuple):
        for rang, un in enumerate(objet):
            yield from _sans_article((*chemin, str(rang)), un)
    if not is_dataclass(objet):
        return
    for nom, valeur in vars(objet).items():
        if nom == "article" and not valeur.strip():
            yield (*chemin, nom), "l'article manque"
        yield from _sans_article((*chemin, nom), valeur)
