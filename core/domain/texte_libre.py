"""Free text (a reason, a difficulty) must hold no personal datum (LP art. 11, domain §10)."""

from __future__ import annotations

import re

from core.errors import DonneePersonnelle

MAXIMUM = 500
_TELEPHONE = re.compile(r"(?:\+|00)\d[\d\s.\-()]{7,}|\b0\d(?:[\s.\-]?\d){8}\b")
_COURRIEL = re.compile(r"\S+@\S+\.\w+")
_LONG_NUMERO = re.compile(r"\d(?:[\s.\-]?\d){11,}")
_CIVILITE = re.compile(
    r"\b(?:M\.|MM\.|Mr|Mme|Mmes|Mlle|Monsieur|Madame|Mademoiselle|[Ff]amille|[Mm]énage)"
    r"\s+[A-ZÀ-Ý][\w'’-]+"
)
_PRENOM_NOM = re.compile(
    r"\b[A-ZÀ-Ý][a-zà-ÿ]+(?:-[A-ZÀ-Ý][a-zà-ÿ]+)?\s+[A-ZÀ-Ý]{2,}(?:[-'][A-ZÀ-Ý]+)*\b"
)
_SIGLES = frozenset(
    [
        "CALEOL",
        "PMR",
        "QPV",
        "DALO",
        "SNE",
        "CCAS",
        "RPLS",
        "PLAI",
        "PLUS",
        "PLS",
        "LLTS",
        "LLS",
        "EPCI",
        "CAF",
        "HLM",
        "ANRU",
        "LHI",
        "APL",
        "RSA",
        "AAH",
    ]
)


def verifier_texte_libre(champ: str, texte: str) -> str:
    """Give the text, trimmed to one line.

    Raises DonneePersonnelle when it seems to hold a name, a phone number, an e-mail address or a
    numéro unique, and when it is empty or longer than 500 characters.
    """
    net = " ".join(texte.split())
    if not net or len(net) > MAXIMUM:
        raise DonneePersonnelle(
            f"{champ} : écrivez de 1 à {MAXIMUM} caractères (reçu : {len(net)}). "
            f'Exemple : {champ}="deux demandes radiées"',
            champ,
        )
    if trouve := _trouve(net):
        raise DonneePersonnelle(
            f"{champ} : ce texte semble contenir {trouve}. Il part dans une conversation : "
            "décrivez la situation sans nommer personne. "
            f'Exemple : {champ}="deux demandes radiées"',
            champ,
        )
    return net


def _trouve(texte: str) -> str | None:
    if _LONG_NUMERO.search(texte):
        return "un numéro unique"
    if _TELEPHONE.search(texte):
        return "un numéro de téléphone"
    if _COURRIEL.search(texte):
        return "une adresse électronique"
    noms = [m.group() for m in _PRENOM_NOM.finditer(texte) if m.group().split()[-1] not in _SIGLES]
    return "un nom de personne" if noms or _CIVILITE.search(texte) else None
