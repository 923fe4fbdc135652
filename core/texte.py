"""Small French text helpers: comparing names, writing dates and lists."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime
from difflib import get_close_matches
from zoneinfo import ZoneInfo

_JOURS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_CONTRACTES = {"Le": ("du", "au"), "Les": ("des", "aux")}
_AVEC_ARTICLE = {"État": "l'", "Préfecture": "la ", "Ville": "la ", "Mairie": "la "}
"""Common nouns that begin a name, and the article that they take inside a sentence."""
_VOYELLES = ("a", "e", "i", "o", "u", "habitat", "habitation", "harmonie")
"""How a name begins before which « de » loses its vowel; few of those in « h » do."""
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "’": "'", "‘": "'", "-": " ", "‑": " "})


def cle(texte: str) -> str:
    """Give the form under which two spellings of one name are equal: no case, no accent."""
    decompose = unicodedata.normalize("NFKD", texte.casefold().translate(_LIGATURES))
    return " ".join("".join(c for c in decompose if not unicodedata.combining(c)).split())


def proche(mot: str, choix: Iterable[str]) -> str | None:
    """Give the nearest of `choix`, or None when nothing is near enough."""
    par_cle = {cle(un): un for un in choix}
    trouves = get_close_matches(cle(mot), par_cle, n=1, cutoff=0.6)
    return par_cle[trouves[0]] if trouves else None


def jour_fr(jour: date) -> str:
    """Write a civil date: « 20/12/2026 »."""
    return f"{jour:%d/%m/%Y}"


def jour_long_fr(jour: date) -> str:
    """Write a civil date with its weekday: « dimanche 20/12/2026 »."""
    return f"{_JOURS[jour.weekday()]} {jour_fr(jour)}"


def instant_fr(instant: datetime, zone: str) -> str:
    """Write an aware instant on the wall clock of `zone`: « 10/12/2026 à 09:15 »."""
    return f"{instant.astimezone(ZoneInfo(zone)):%d/%m/%Y à %H:%M}"


def liste_fr(elements: Iterable[str], lien: str = "et") -> str:
    """Join words as French does: « a, b et c »."""
    mots = list(elements)
    if len(mots) < 2:
        return "".join(mots)
    return f"{', '.join(mots[:-1])} {lien} {mots[-1]}"


def pluriel(nombre: int, mot: str, au_pluriel: str | None = None) -> str:
    """Write a count with its noun: « 1 candidat », « 3 candidats », « 1 583 logements »."""
    ecrit = f"{nombre:,}".replace(",", "\u202f")
    return f"{ecrit} {mot if abs(nombre) < 2 else au_pluriel or mot + 's'}"


def de(nom: str) -> str:
    """Write « of » before a name: « de SIDR », « du Port », « de l'État », « d'Habitat 44 »."""
    article, _, reste = nom.partition(" ")
    if reste and article in _CONTRACTES:
        return f"{_CONTRACTES[article][0]} {reste}"
    if article in _AVEC_ARTICLE:
        return f"de {_AVEC_ARTICLE[article]}{nom}"
    return f"d'{nom}" if cle(nom).startswith(_VOYELLES) else f"de {nom}"


def a(nom: str) -> str:
    """Write « to » before a name: « à SIDR », « au Port », « aux Avirons », « à l'État »."""
    article, _, reste = nom.partition(" ")
    if reste and article in _CONTRACTES:
        return f"{_CONTRACTES[article][1]} {reste}"
    return f"à {_AVEC_ARTICLE.get(article, '')}{nom}"


def sujet(nom: str) -> str:
    """Write a name at the head of a sentence, with its article: « L'État (préfet) », « SIDR »."""
    article, _, _ = nom.partition(" ")
    entier = f"{_AVEC_ARTICLE.get(article, '')}{nom}"
    return entier[:1].upper() + entier[1:]


def extrait(valeur: str) -> str:
    """Give what may be quoted back of a value: 40 characters at most, a long number masked."""
    nu = re.sub(r"[\W_]", "", valeur)
    if len(nu) >= 12 and sum(c.isdigit() for c in nu) >= 10:
        return f"{nu[:3]}…"
    return valeur if len(valeur) <= 40 else f"{valeur[:40]}…"
