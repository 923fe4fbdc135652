"""E-mail addresses: read what people type, show them masked."""

from __future__ import annotations

import re

from core.errors import SaisieInvalide, saisie

ADRESSE_MAX = 80
EXEMPLE = "jean@ville.fr"

_DE_SLACK = re.compile(r"<mailto:([^|>]+)(?:\|[^>]*)?>")
_LOCALE = re.compile(r"[a-z0-9!#$%&'*+/=^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=^_`{|}~-]+)*")
_ETIQUETTE = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_DOMAINE = re.compile(rf"(?:{_ETIQUETTE}\.)+(?=[a-z0-9-]*[a-z]){_ETIQUETTE}")


def lire_adresse(champ: str, texte: str) -> str:
    """Read one address: lower case, its domain in ASCII, 80 characters at most.

    Raises SaisieInvalide.
    """
    brute = texte.strip()
    de_slack = _DE_SLACK.fullmatch(brute)
    lue = (de_slack[1] if de_slack else brute).lower()
    if not lue:
        raise _refus(champ, texte, "est vide")
    if lue.count("@") != 1:
        raise _refus(champ, lue, "doit porter un « @ », et un seul")
    if len(lue) > ADRESSE_MAX:
        raise _refus(champ, lue, f"compte {len(lue)} caractères, {ADRESSE_MAX} au plus")
    locale, _, domaine = lue.partition("@")
    if not _LOCALE.fullmatch(locale):
        raise _refus(champ, lue, "porte avant le « @ » un signe ou un accent qu'on ne peut écrire")
    adresse = f"{locale}@{_en_ascii(domaine)}"
    if not _DOMAINE.fullmatch(_en_ascii(domaine)) or len(adresse) > ADRESSE_MAX:
        raise _refus(champ, lue, "n'a pas après le « @ » un nom de domaine")
    return adresse


def masquer(adresse: str) -> str:
    """Show an address where several people read: « j…@ville.fr »."""
    locale, _, domaine = adresse.partition("@")
    return f"{locale[:1]}…@{domaine}"


def _en_ascii(domaine: str) -> str:
    """Give a domain as mail servers know it (IDNA); empty when it has no such form."""
    try:
        return domaine.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return ""


def _refus(champ: str, texte: str, regle: str) -> SaisieInvalide:
    return saisie(champ, texte, regle, f"{champ}={EXEMPLE}")
