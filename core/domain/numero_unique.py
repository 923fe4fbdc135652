"""The numéro unique of a demande in the SNE: 18 characters (domain §4)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from core.errors import SaisieInvalide

LONGUEUR = 18
EXEMPLE = "974031800012310001"
"""974 (La Réunion), 03 18 (mars 2018), 000123 (suite), 10001 (guichet)."""

_SEPARATEURS = re.compile(r"[\s.\-‐‑–_/]+")
_FORME = re.compile(r"(?:[0-9]{3}|02[AB])[0-9]{10}[0-9A-Z]{5}")
_TERRITOIRES = frozenset(
    {f"{n:03d}" for n in range(1, 96) if n != 20}
    | {"02A", "02B", "971", "972", "973", "974", "976"}
)


@dataclass(frozen=True)
class NumeroUnique:
    """A well-formed numéro unique; its `repr` never shows it."""

    valeur: str = field(repr=False)

    @property
    def masque(self) -> str:
        """Give the form shown in a conversation: territory and end of the sequence."""
        return f"{self.valeur[:3]}…{self.valeur[10:13]}…"

    @property
    def doutes(self) -> tuple[str, ...]:
        """Say what looks wrong without being impossible: it is kept aside until confirmed."""
        doutes = []
        if not 1 <= int(self.valeur[3:5]) <= 12:
            doutes.append(f"le mois « {self.valeur[3:5]} » (positions 4 et 5) n'existe pas")
        if self.valeur[:3] not in _TERRITOIRES:
            doutes.append(f"le territoire « {self.valeur[:3]} » (positions 1 à 3) est inconnu")
        return tuple(doutes)


def lire_numero_unique(saisie: str) -> NumeroUnique:
    """Read what a person typed: spaces, dots and dashes are dropped, letters upper-cased.

    Raises SaisieInvalide, naming the length or the position at fault.
    """
    nu = _SEPARATEURS.sub("", saisie).upper()
    if len(nu) != LONGUEUR:
        raise _refus(f"compte {len(nu)} caractères au lieu de {LONGUEUR}", saisie)
    if not _FORME.fullmatch(nu):
        raise _refus(_premiere_faute(nu), saisie)
    return NumeroUnique(nu)


def ressemble_a_un_numero_unique(mot: str) -> bool:
    """Tell whether `mot` was meant as a numéro unique, even mistyped: mostly digits, long."""
    nu = _SEPARATEURS.sub("", mot)
    return len(nu) >= 12 and sum(c.isdigit() for c in nu) >= 10


def _premiere_faute(nu: str) -> str:
    """Name the first position that breaks the form."""
    modele = EXEMPLE
    for position in range(LONGUEUR):
        essai = nu[: position + 1] + modele[position + 1 :]
        corse = position == 2 and nu[:3] in {"02A", "02B"}
        if not _FORME.fullmatch(essai) and not corse:
            attendu = "un chiffre" if position < 13 else "un chiffre ou une lettre sans accent"
            return f"porte « {nu[position]} » en position {position + 1}, où l'on attend {attendu}"
    return "n'a pas la forme attendue"


def _refus(faute: str, saisie: str) -> SaisieInvalide:
    visible = saisie if len(saisie) <= 4 else f"{saisie[:3]}…{saisie[-2:]}"
    return SaisieInvalide(
        f"Numéro unique « {visible} » : il {faute}. Exemple : {EXEMPLE}", "numeros"
    )
