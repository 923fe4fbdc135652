"""What a free text must not tell of a household: address, birth, category (domain §10)."""

from __future__ import annotations

import re

from core.texte import cle

_NAISSANCE = re.compile(r"\bnee?s? ?(?:\(e\) ?)?(?:le \d|en \d{4})|\bnaissance\W{0,3}\d")
_VOIE = re.compile(
    r"\b\d{1,4} ?(?:bis|ter|quater)? ?,? ?(?:rue|avenue|av\.|allee|chemin|impasse|boulevard|bd|"
    r"lotissement|route|ruelle|sentier|residence)\b"
)
_PORTE = re.compile(r"\b(?:apt|appt|appart|appartement)\.? ?(?:n ?[°o]? ?)?\d+\b(?! ?pieces)")
_CATEGORIES = re.compile(
    r"\b(?:dalo|violen(?:ce|t)\w*|vih|sida|grossesse|handicap\w*|malad(?:es?|ies?)|cancer|psychiatr\w*|"
    r"hospitalis\w*|prison\w*|incarcer\w*|detenue?s?|detention|protection internationale|bpi|"
    r"refugie\w*|prostitu\w*|ase|aah|toxicoman\w*|alcool\w*|"
    r"(?:etat|raisons?|problemes?) de sante)\b"
    r"|(?<!l')\benceintes?\b|(?<!locataire )\bsortante?s?\b"
)
"""Categories, health, violence, crime; a wall (« l'enceinte ») and a tenant leaving may be told."""


def vie_privee(texte: str) -> str | None:
    """Say what the text seems to hold of a household's private life: its birth, its address."""
    lu = cle(texte)
    if _NAISSANCE.search(lu):
        return "une date de naissance"
    if _VOIE.search(lu) or _PORTE.search(lu):
        return "une adresse"
    return None


def categorie_reconnue(texte: str) -> bool:
    """Tell whether the text seems to reveal a priority category, health or violence."""
    return _CATEGORIES.search(cle(texte)) is not None
