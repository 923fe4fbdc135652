"""What the `flux` commands share: a file of annexes read under a shipped convention."""

from __future__ import annotations

from pathlib import Path

from bot.cli.commun import echouer
from core.domain.annexes import LigneAnnexe
from core.domain.convention import Convention
from storage.annexes.feuilles import TAILLE_MAX
from storage.annexes.lecture import lire_annexes
from storage.conventions.loader import conventions_livrees

CONVENTION = "le-port-2024"


def convention_livree(cle: str) -> Convention:
    """Give a shipped convention; leaves with code 2 when there is none of that id."""
    livrees = conventions_livrees()
    if cle not in livrees:
        echouer(f"--convention : « {cle} » est inconnue. Connues : {', '.join(livrees)}.")
    return livrees[cle]


def lire(fichier: Path, convention: str) -> tuple[Convention, tuple[LigneAnnexe, ...]]:
    """Read a file of annexes; leaves with code 2 when it or the convention is unknown."""
    choisie = convention_livree(convention)
    if not fichier.is_file():
        echouer(f"{fichier} n'existe pas. Exemple : fluxbot flux calcul annexes.csv")
    with fichier.open("rb") as ouvert:
        contenu = ouvert.read(TAILLE_MAX + 1)
    return choisie, lire_annexes(fichier.name, contenu, choisie.flux)
