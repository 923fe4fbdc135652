"""Read what is typed about a meeting: an hour, a household's reference, a decision's number."""

from __future__ import annotations

import re
from datetime import time

from core.domain.references import Prefixe
from core.errors import saisie

_HEURE = re.compile(r"([0-9]{1,2})(?:[h:.]([0-9]{2})?)?(?:min|mn)?")
_DOSSIER = re.compile(rf"{Prefixe.PRIORITAIRE}[-‑–]?([0-9]{{4}})[-‑–]([0-9]{{1,6}})")


def lire_heure(champ: str, texte: str) -> time:
    """Read an hour of the wall clock: « 14h30 », « 14:30 », « 9 h »."""
    lue = _HEURE.fullmatch(re.sub(r"\s", "", texte).casefold())
    heures, minutes = (int(lue[1]), int(lue[2] or 0)) if lue else (24, 0)
    if heures > 23 or minutes > 59:
        raise saisie(champ, texte, "n'est pas une heure de la journée", f"{champ}=14h30")
    return time(heures, minutes)


def lire_dossier(champ: str, texte: str) -> str:
    """Read the reference of a priority household, in any case, with or without its zeros."""
    lue = _DOSSIER.fullmatch(re.sub(r"\s", "", texte).upper())
    if lue is None:
        regle = "n'est pas la référence d'un ménage prioritaire"
        raise saisie(champ, texte, regle, f"{champ}={Prefixe.PRIORITAIRE.exemple}")
    return f"{Prefixe.PRIORITAIRE}-{lue[1]}-{int(lue[2]):04d}"


def lire_rang(champ: str, texte: str) -> int:
    """Read the number of a decision in its meeting: 1, 2, 3…"""
    brut = re.sub(r"^n\s*°\s*", "", texte.strip().casefold())
    if not re.fullmatch(r"[0-9]{1,3}", brut) or int(brut) == 0:
        raise saisie(champ, texte, "n'est pas un numéro de décision", f"{champ}=2")
    return int(brut)
