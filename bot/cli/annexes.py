"""What the `flux` commands share: a file of annexes read under a shipped convention."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from bot.cli.commun import echouer, erreurs
from core.domain.annexes import LigneAnnexe
from core.domain.controle_flux import impossibles
from core.domain.convention import Convention
from storage.annexes.fautes import place
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
    if fichier.is_dir():
        echouer(f"{fichier} est un dossier. Exemple : fluxbot flux calcul annexes.csv")
    if not fichier.is_file():
        echouer(f"{fichier} n'existe pas. Exemple : fluxbot flux calcul annexes.csv")
    with fichier.open("rb") as ouvert:
        contenu = ouvert.read(TAILLE_MAX + 1)
    return choisie, lire_annexes(fichier.name, contenu, choisie.flux)


def lire_calculables(fichier: Path, convention: str) -> tuple[Convention, tuple[LigneAnnexe, ...]]:
    """Read a file whose every row gives a right; leaves with code 2, each other row named."""
    choisie, lignes = lire(fichier, convention)
    if fautes := impossibles(lignes, choisie.flux):
        echouer(
            "\n".join(
                f"{place(fichier.name, lignes[rang].numero)} : {faute.phrase}"
                for rang, faute in fautes.items()
            )
        )
    return choisie, lignes


def avertir(phrases: Iterable[str]) -> None:
    """Print on standard error what deserves a check and prevents nothing."""
    for une in phrases:
        erreurs.print(f"Attention. {une}", style="yellow", markup=False, soft_wrap=True)
