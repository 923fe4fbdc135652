"""`serve`, `tick`, `check` and `demo`."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import typer
from rich.markup import escape
from rich.table import Table

from bot.cli.commun import NON, SANS_CLE, base, console, echouer, fautes_en_clair, reglages

if TYPE_CHECKING:
    from bot.cli.verdict import Verdict
    from bot.settings import Settings
    from storage.unit_of_work import Base


def serve() -> None:
    """Lance le bot sur chaque plateforme dont les accès sont réglés."""
    with fautes_en_clair():
        lus = _prets()
        ouverte = _base(lus)
        if not lus.plateformes_reglees:
            echouer(
                "Aucune plateforme n'est réglée. Donnez TELEGRAM_BOT_TOKEN, SLACK_BOT_TOKEN ou "
                "SMTP_HOST (voir .env.example)."
            )
        if manque := lus.manque():
            echouer(manque)
        from bot.serve import servir

        asyncio.run(servir(lus, ouverte))


def tick() -> None:
    """Fait une fois ce qui est dû, envoie ce qui attend, puis s'arrête."""
    with fautes_en_clair():
        from bot.tic import tic_unique

        lus = _prets()
        faits, reste = asyncio.run(tic_unique(lus, _base(lus)))
        console.print(f"Échéances traitées : {faits}. Envois encore en attente : {reste}.")


def check() -> None:
    """Vérifie la configuration, la base, les accès, les conventions et l'administrateur."""
    with fautes_en_clair():
        from bot.cli.controle import controler

        verdicts = asyncio.run(controler(reglages()))
    tableau = Table("Point", "Résultat", "À faire", title="fluxbot check")
    for un in verdicts:
        tableau.add_row(un.point, _couleur(un), un.conseil)
    console.print(tableau)
    if not all(un.bon for un in verdicts):
        raise typer.Exit(NON)


def demo(
    port: int = typer.Option(8000, help="Port de la page, sur cette machine."),
    story: bool = typer.Option(False, help="Joue le récit de référence ici, sans navigateur."),
    territoire: str = typer.Option("le-port", help="le-port ou loire-atlantique."),
) -> None:
    """Ouvre le bac à sable : une base jetable, aucun compte, rien n'est envoyé."""
    from bot.cli.demo import jouer, servir

    try:
        jouer() if story else servir(port, territoire)
    except KeyboardInterrupt:
        console.print("Bac à sable fermé : sa base est effacée.")


def _couleur(verdict: Verdict) -> str:
    couleur = "green" if verdict.bon else "red"
    return f"[{couleur}]{escape(verdict.resultat)}[/]"


def _prets() -> Settings:
    lus = reglages()
    if lus.secret_key is None:
        echouer(SANS_CLE)
    return lus


def _base(lus: Settings) -> Base:
    """Open the database of a program that writes: under a key that isn't its own, it would mix."""
    from storage.rotation import exiger_la_cle

    ouverte = base(lus, cle=True)
    exiger_la_cle(ouverte)
    return ouverte
