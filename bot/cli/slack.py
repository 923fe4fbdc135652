"""`slack`: the manifest, the workspaces where fluxbot is installed."""

from __future__ import annotations

import json

import typer
from rich.table import Table

from bot.cli.commun import base, console, fautes_en_clair, reglages

slack = typer.Typer(no_args_is_help=True, help="Slack : manifeste, espaces installés.")


@slack.command()
def manifeste(
    socket: bool = typer.Option(
        True, help="--no-socket : Slack appelle FLUXBOT_PUBLIC_URL/slack/events."
    ),
) -> None:
    """Écrit le manifeste de l'application, à coller dans api.slack.com."""
    with fautes_en_clair():
        from bot.channels.slack.manifeste import manifeste as ecrire_manifeste

        contenu = ecrire_manifeste(reglages().public_url, socket=socket)
        typer.echo(json.dumps(contenu, ensure_ascii=False, indent=2))


@slack.command()
def espaces() -> None:
    """Liste les espaces de travail qui ont installé fluxbot."""
    with fautes_en_clair(), base(cle=True).transaction() as uow:
        tableau = Table("Espace", "Nom", "Droits accordés")
        for un in uow.installations.tous():
            tableau.add_row(un.equipe, un.nom, ", ".join(un.droits))
        console.print(tableau)
