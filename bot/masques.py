"""Blank out of a text what nobody else may read: secrets, numéros uniques, addresses, codes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from urllib.parse import quote, quote_plus

from core.usecases.adhesions import ALPHABET

_LETTRE = r"[^\s<>()\[\],;:\"@\\]"
_ADRESSE = re.compile(
    rf"(?<!{_LETTRE})(?![0-9a-f]{{32}}@)({_LETTRE}){_LETTRE}{{0,255}}"
    r"@((?:[\w-]{1,63}\.){1,8}[\w-]{2,63})"
)
"""An e-mail address; a Message-ID of ours, which names nobody, stays readable."""

_SECRETS = (
    (re.compile(r"/(p|calendrier)/[\w.-]{16,}"), r"/\1/[lien]"),
    (re.compile(r"\b\d{5,}:[A-Za-z0-9_-]{10,}"), "[jeton]"),
    (re.compile(r"\bx(?:ox[a-z]|app)-[A-Za-z0-9-]{6,}"), "[jeton]"),
    (re.compile(r"(wss?://\S+?[?&]ticket=)[^&\s]+"), r"\1[jeton]"),
    (re.compile(r"\b(?:\d[ .-]?){2}[\dAB][ .-]?(?:\d[ .-]?){10}[0-9A-Z]{5}\b"), "[numéro unique]"),
    (re.compile(r"://([^:/@\s]+):[^@\s]+@"), r"://\1:[secret]@"),
)

_SIGNE = r"(?:[\s.\-‐‑–_/+]|%[0-9A-Fa-f]{2}|\\{1,4}(?:x[0-9a-f]{2}|u[0-9a-f]{4})){0,3}"
"""What people put between digits, as it is or as a program writes it."""

_QUATRE = f"[{ALPHABET}{ALPHABET.lower()}]{{4}}"
_DES_LIGNES = (
    (
        re.compile(
            rf"(?<![0-9A-Za-z])(?:\d{_SIGNE}){{2}}[\dABab]{_SIGNE}(?:\d{_SIGNE}){{10}}"
            rf"(?:[0-9A-Za-z]{_SIGNE}){{4}}[0-9A-Za-z](?![0-9A-Za-z])"
        ),
        "[numéro unique]",
    ),
    (
        re.compile(rf"(?<![\w.])(?:(?:\+|00)\d{{2,3}}|0){_SIGNE}[1-9](?:{_SIGNE}\d\d){{4}}(?!\w)"),
        "[téléphone]",
    ),
    (
        re.compile(rf"(?<![\w-])(?:{_QUATRE}[-‐‑–]){{2}}{_QUATRE}(?![\w-])"),
        "[code]",
    ),
    (re.compile(r"(/(?:inscription|start)(?:@\w+)?\s+)[^\s\"']+"), r"\1[code]"),
    (re.compile(r"\bWy[A-Za-z0-9_-]{14,}\.[A-Za-z0-9_-]{20,}"), "[lien]"),
    (re.compile(r"(hooks\.slack\.com/\w+/)[^\s\"']+"), r"\1[jeton]"),
    (re.compile(r"(?<![\w-])[A-Za-z0-9_-]{43}="), "[clé]"),
)
"""What only a log must not keep: a person is shown the code, the telephone that they typed."""

COURT = 6
"""A secret of fewer characters is no secret: blanking it everywhere would hide the lines."""


def masquer(texte: str) -> str:
    """Blank out bot tokens, signed links, numéros uniques and database passwords."""
    for motif, remplacement in _SECRETS:
        texte = motif.sub(remplacement, texte)
    return texte


def sans_adresses(texte: str) -> str:
    """Keep of an e-mail address its first letter and its domain: « m…@ville.fr »."""
    return _ADRESSE.sub(r"\1…@\2", texte)


class Expurgateur:
    """Blanks out of a line of log every known secret, then all that looks like one."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        """Take the secrets of the settings: those have no form to be known by."""
        formes = {forme for un in secrets if len(un) >= COURT for forme in _ecritures(un)}
        longues = sorted(formes, key=len, reverse=True)
        self._exacts = re.compile("|".join(map(re.escape, longues))) if longues else None

    def __call__(self, texte: str) -> str:
        """Give the line as it may be kept."""
        if self._exacts:
            texte = self._exacts.sub("[secret]", texte)
        for motif, remplacement in _DES_LIGNES:
            texte = motif.sub(remplacement, texte)
        return sans_adresses(masquer(texte))


def _ecritures(secret: str) -> set[str]:
    """Give the ways in which programs write a text: as it is, in an address, quoted."""
    return {
        secret,
        quote(secret, safe=""),
        quote_plus(secret),
        json.dumps(secret)[1:-1],
        json.dumps(secret, ensure_ascii=False)[1:-1],
        repr(secret)[1:-1],
    }
