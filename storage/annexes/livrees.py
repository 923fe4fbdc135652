"""The annexes shipped with the program, as their convention prints them."""

from __future__ import annotations

from pathlib import Path

from core.domain.annexes import LigneAnnexe
from storage.annexes.lecture import lire_annexes
from storage.conventions.loader import conventions_livrees

DOSSIER = Path(__file__).parent


def annexes_livrees(convention: str) -> tuple[LigneAnnexe, ...]:
    """Give a shipped convention's annexes, by its id; none when its text came without (LA)."""
    fichier = DOSSIER / f"{convention}.csv"
    if not fichier.exists():
        return ()
    regles = conventions_livrees()[convention].flux
    return lire_annexes(fichier.name, fichier.read_bytes(), regles)
