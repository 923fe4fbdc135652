"""Read what people type: one reader a type, each refusal with its field, value and example."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from core.domain.texte_libre import refuser_donnee_personnelle, refuser_personne_dans_un_lieu
from core.errors import saisie
from core.texte import cle

Lecteur = Callable[[str, str], Any]
"""`(champ, texte) -> value`; raises SaisieInvalide."""

TYPES = ("T1", "T1bis", "T2", "T3", "T4", "T5", "T6+")
FINANCEMENTS = ("PLAI", "PLAIA", "PLUS", "PLS", "LLTS", "LLS")
ANNEES = range(1900, 2101)
"""The years of a date typed: a year of four nines is a slip, and no délai ends after it."""
TEXTE_MAX = 200
_OUI, _NON = frozenset({"oui", "o", "yes", "vrai"}), frozenset({"non", "n", "no", "faux"})


def lire_texte(champ: str, texte: str) -> str:
    """Read a short text: one line, no control character, at most 200 characters."""
    net = " ".join("".join(c if c.isprintable() else " " for c in texte).split())
    if not net:
        raise saisie(champ, texte, "est vide", f'{champ}="Rivière des Galets"')
    if len(net) > TEXTE_MAX:
        raise saisie(
            champ,
            net[:20] + "…",
            f"compte {len(net)} caractères, {TEXTE_MAX} au plus",
            f'{champ}="Rivière des Galets"',
        )
    return net


def lire_sans_personne(champ: str, texte: str) -> str:
    """Read a short text of a dwelling, which goes to the journal: no number or name of a person.

    Raises DonneePersonnelle (LP art. 11).
    """
    return refuser_donnee_personnelle(champ, lire_texte(champ, texte))


def lire_lieu(champ: str, texte: str) -> str:
    """Read the name of a place, which may bear somebody's name, but holds no number.

    Raises DonneePersonnelle (LP art. 11).
    """
    return refuser_personne_dans_un_lieu(champ, lire_texte(champ, texte))


def lire_oui_non(champ: str, texte: str) -> bool:
    """Read « oui » or « non »."""
    mot = cle(texte)
    if mot not in _OUI | _NON:
        raise saisie(champ, texte, "n'est ni « oui » ni « non »", f"{champ}=oui")
    return mot in _OUI


def lire_montant(champ: str, texte: str) -> Decimal:
    """Read euros, with a decimal comma or point: « 512,30 € » (0 to 99 999,99)."""
    brut = re.sub(r"^€\s*|\s*(€|eur|euros?)$", "", texte.strip().casefold())
    brut = re.sub(r"\s", "", brut).replace(",", ".")
    try:
        montant = Decimal(brut) if re.fullmatch(r"[0-9]{1,5}(\.[0-9]{1,2})?", brut) else None
    except InvalidOperation:
        montant = None
    if montant is None:
        raise saisie(champ, texte, "n'est pas un montant en euros", f"{champ}=512,30")
    return montant


def lire_annee(champ: str, texte: str) -> int:
    """Read the year of construction, 1800 to 2100."""
    brut = texte.strip()
    if not re.fullmatch(r"[0-9]{4}", brut) or not 1800 <= int(brut) <= 2100:
        raise saisie(champ, texte, "n'est pas une année entre 1800 et 2100", f"{champ}=1998")
    return int(brut)


def lire_preavis(champ: str, texte: str) -> int:
    """Read a préavis in whole months, 0 to 6."""
    brut = re.sub(r"\s*mois$", "", texte.strip().casefold())
    if not re.fullmatch(r"[0-6]", brut):
        raise saisie(champ, texte, "n'est pas un nombre de mois entier de 0 à 6", f"{champ}=1")
    return int(brut)


def lire_numero(champ: str, texte: str) -> int:
    """Read the number of a candidate in the avis: 1, 2, 3…"""
    brut = texte.strip()
    if not re.fullmatch(r"[0-9]{1,3}", brut) or int(brut) == 0:
        raise saisie(champ, texte, "n'est pas un numéro de candidat", f"{champ}=2")
    return int(brut)


def lire_date(champ: str, texte: str) -> date:
    """Read « 15/01/2027 » or « 2027-01-15 », of a year that délais can be counted from."""
    jour = _jour(texte.strip())
    if jour is None:
        raise saisie(champ, texte, "n'est pas une date du calendrier", f"{champ}=15/01/2027")
    if jour.year not in ANNEES:
        regle = f"est hors des années {ANNEES[0]} à {ANNEES[-1]}"
        raise saisie(champ, texte, regle, f"{champ}=15/01/2027")
    return jour


def _jour(brut: str) -> date | None:
    try:
        if lu := re.fullmatch(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})", brut):
            return date(int(lu[3]), int(lu[2]), int(lu[1]))
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", brut):
            return date.fromisoformat(brut)
    except ValueError:
        pass
    return None


def lire_type(champ: str, texte: str) -> str:
    """Read a typologie: T1, T1bis, T2 … T6+; « F3 » and « 3 » are understood."""
    brut = re.sub(r"\s", "", texte).upper()
    brut = re.sub(r"^F?(?=[1-9])", "T", brut)
    par_forme = {un.upper(): un for un in TYPES}
    par_forme |= {f"T{n}": "T6+" for n in range(6, 10)}
    if brut not in par_forme:
        raise saisie(champ, texte, f"n'est pas une typologie ({', '.join(TYPES)})", f"{champ}=T3")
    return par_forme[brut]


def lire_financement(champ: str, texte: str) -> str:
    """Read the type de produit; « PLAI adapté » is PLAIA (CCH D331-25-1)."""
    brut = re.sub(r"[\s-]", "", cle(texte)).upper().replace("PLAIADAPTE", "PLAIA")
    if brut not in FINANCEMENTS:
        permis = ", ".join(FINANCEMENTS)
        raise saisie(champ, texte, f"n'est pas un financement ({permis})", f"{champ}=LLTS")
    return brut


def lire_rpls(champ: str, texte: str) -> str:
    """Read an RPLS number: 10 digits or letters."""
    brut = re.sub(r"[\s.-]", "", texte).upper()
    if len(brut) != 10:
        faute = f"compte {len(brut)} positions au lieu de 10"
        raise saisie(champ, texte, faute, f"{champ}=0123456789")
    if not re.fullmatch(r"[0-9A-Z]{10}", brut):
        faute = "porte un autre signe qu'un chiffre ou une lettre sans accent"
        raise saisie(champ, texte, faute, f"{champ}=0123456789")
    return brut


LECTEURS_LOGEMENT: dict[str, Lecteur] = {
    "commune": lire_lieu,
    "quartier": lire_lieu,
    "qpv": lire_oui_non,
    "type": lire_type,
    "loyer": lire_montant,
    "charges": lire_montant,
    "financement": lire_financement,
    "annee": lire_annee,
    "pmr": lire_oui_non,
    "ascenseur": lire_oui_non,
    "rpls": lire_rpls,
    "reference": lire_sans_personne,
    "dependances": lire_sans_personne,
    "preavis": lire_preavis,
    "disponible": lire_date,
}
"""The reader of each field of a dwelling."""
