"""`journal`: the chains, their seals and the proof files."""

from __future__ import annotations

from enum import StrEnum

import typer
from rich.progress import track

from bot import bootstrap
from bot.cli.commun import NON, base, console, echouer, fautes_en_clair
from bot.handlers.arguments import lire_reference
from core.texte import pluriel

journal = typer.Typer(no_args_is_help=True, help="Preuve : chaînes et sceaux.")
TETE_MIN = 12


class Format(StrEnum):
    """How the proof file is written."""

    JSON = "json"
    TEXTE = "texte"


@journal.command()
def verify(
    tete: str | None = typer.Option(None, help="Tête ou sceau montré par un message."),
) -> None:
    """Vérifie les chaînes et les sceaux ; avec une tête, révèle une troncature."""
    from storage.verification import ruptures

    with fautes_en_clair(), base().transaction() as uow:
        if tete is not None:
            tete = tete.casefold().removeprefix("journal ").removeprefix("sceau ").strip()
        if tete is not None and (
            len(tete) < TETE_MIN or not all(c in "0123456789abcdef" for c in tete)
        ):
            echouer(
                f"--tete : « {tete} » n'est pas une empreinte d'au moins {TETE_MIN} chiffres "
                "hexadécimaux. Exemple : --tete 9f86d081884c7d65"
            )
        dossiers = uow.journal.dossiers()
        rompus = list(ruptures(uow, track(dossiers, description="Vérification", console=console)))
        for rupture in rompus:
            console.print(
                f"ROMPU : {rupture.dossier}, entrée {rupture.rang} : {rupture.raison}.",
                style="red",
                highlight=False,
            )
        connue = uow.journal.connait(tete) if tete else None
        if tete and not connue:
            console.print(
                "TRONQUÉ : cette tête est introuvable : mal recopiée, ou le journal a été coupé.",
                style="red",
            )
        if rompus or (tete and not connue):
            raise typer.Exit(NON)
        suite = f" La tête donnée est bien là : {connue}." if connue else ""
        sceaux = pluriel(len(uow.journal.tous_les_sceaux()), "sceau", "sceaux")
        console.print(
            f"{pluriel(len(dossiers), 'dossier')} et {sceaux} vérifiés : aucune rupture.{suite}",
            highlight=False,
        )


@journal.command()
def export(
    reference: str, format: Format = typer.Option(Format.JSON, help="Écriture du fichier.")
) -> None:
    """Écrit sur la sortie standard le fichier de preuve d'un dossier."""
    from bot.presenters import preuve, preuve_etat
    from core.usecases.identites import identifier

    en_json = format is Format.JSON
    with fautes_en_clair(), base(cle=True).transaction() as uow:
        maintenant = bootstrap.horloge().maintenant()
        lue = lire_reference(reference)
        dossier = identifier(uow, lue) if lue else None
        if dossier is None:
            echouer(f"Aucun dossier {reference}. Exemple : fluxbot journal export AV-2026-0001")
        avis = uow.avis.par_reference(dossier.reference)
        if avis:
            ecrire = preuve.preuve_json if en_json else preuve.preuve_texte
            typer.echo(ecrire(uow, avis, maintenant))
        else:
            ecrire_autre = preuve_etat.preuve_json if en_json else preuve_etat.preuve_texte
            typer.echo(ecrire_autre(uow, dossier, maintenant))
