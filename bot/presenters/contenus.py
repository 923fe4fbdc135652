"""What the notification held of each candidate: its number alone, or its name too (LP art. 6)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from core.domain.candidatures import Candidature, EtatCandidature
from core.domain.journal import Entree
from core.usecases.menages import EFFACEES, MODIFIEES, TRANSMISES

_CANDIDAT = re.compile(r"candidat (\d+)")


def contenus(
    chaine: Sequence[Entree], liste: Sequence[Candidature], convenu: str
) -> Mapping[int, str]:
    """Say it by candidate, from the journal alone; `convenu` is what the convention accepts."""
    trouves = {une.numero: convenu for une in liste if une.etat is not EtatCandidature.A_CONFIRMER}
    for entree in chaine:
        if entree.action in (TRANSMISES, MODIFIEES):
            trouves |= dict.fromkeys(_cites(entree), entree.details["contenu"])
        elif entree.action == EFFACEES:
            numero = int(entree.details["candidat"])
            trouves[numero] += " ; coordonnées effacées depuis"
    return trouves


def _cites(entree: Entree) -> list[int]:
    lus = (_CANDIDAT.fullmatch(nom) for nom in entree.details)
    return [int(lu[1]) for lu in lus if lu]
