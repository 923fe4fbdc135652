"""`flux annexe`: the annexes of a file, each as a document of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import typer

from bot.cli.annexes import CONVENTION, avertir, lire_calculables
from bot.cli.commun import console, echouer, fautes_en_clair
from bot.documents.pieces import Format, document_de_l_annexe, nom_du_fichier
from core.domain.convention import Convention
from core.domain.flux import Calcul, calculer_tout
from core.domain.plafonds import depassements
from core.texte import pluriel


def annexe(
    fichier: Path = typer.Argument(help="Annexes (CSV, TOML ou XLSX)."),
    convention: str = typer.Option(CONVENTION, help="Convention qui fixe le calcul."),
    format: Format = typer.Option(Format.PDF, help="Format des documents."),
    out: Path = typer.Option(Path(), help="Dossier où les écrire ; créé s'il n'existe pas."),
    forcer: bool = typer.Option(False, "--forcer", help="Remplace les fichiers déjà là."),
) -> None:
    """Écrit chaque annexe, prête à signer (PDF, Word) ou à reprendre (XLSX, CSV, TOML)."""
    with fautes_en_clair():
        choisie, lignes = lire_calculables(fichier, convention)
        annexes = [une.annexe for une in lignes]
        calculs = calculer_tout(annexes, choisie.flux)
        _verifier_les_places(calculs, format, out, forcer=forcer)
        _ecrire(calculs, choisie, format, out)
        avertir(un.phrase for un in depassements(annexes, choisie.flux))


def _verifier_les_places(
    calculs: Sequence[Calcul], format: Format, dossier: Path, *, forcer: bool
) -> None:
    """Refuse before anything is written: two annexes of one name, or a file already there."""
    noms = Counter(nom_du_fichier(un.annexe, format) for un in calculs)
    if doubles := [nom for nom, fois in noms.items() if fois > 1]:
        echouer(
            f"Plusieurs annexes donneraient {doubles[0]}. Distinguez les noms des organisations, "
            "ou séparez-les en deux fichiers."
        )
    deja = [nom for nom in noms if (dossier / nom).exists()]
    if deja and not forcer:
        echouer(f"{dossier / deja[0]} existe déjà : rien n'est écrit. Pour le remplacer : --forcer")


def _ecrire(calculs: Sequence[Calcul], convention: Convention, format: Format, out: Path) -> None:
    """Make every document, then write them all; each name is printed."""
    pieces = [document_de_l_annexe(un, convention, format) for un in calculs]
    out.mkdir(parents=True, exist_ok=True)
    for piece in pieces:
        (out / piece.nom).write_bytes(piece.contenu)
        console.print(str(out / piece.nom), markup=False, highlight=False, soft_wrap=True)
    console.print(f"{pluriel(len(pieces), 'annexe écrite', 'annexes écrites')}.", highlight=False)
