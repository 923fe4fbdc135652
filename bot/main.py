"""The command line `fluxbot`."""

from __future__ import annotations

import sys
from io import TextIOWrapper

import typer

from bot.cli import (
    cles,
    courriel,
    donnees,
    flux,
    flux_annexe,
    gens,
    outbox,
    parc,
    preuves,
    sauvegarde,
    service,
    simulation,
    slack,
)
from bot.cli.usage import Groupe, en_francais

app = typer.Typer(
    cls=Groupe,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="fluxbot : la gestion en flux des logements sociaux, depuis votre messagerie.",
)
for commande in (
    service.serve,
    service.tick,
    service.check,
    service.demo,
    donnees.seed,
    sauvegarde.backup,
    sauvegarde.restore,
    gens.invite,
):
    app.command()(commande)
for nom, famille in {
    "db": donnees.db,
    "cle": cles.cle,
    "organisation": gens.organisation,
    "membre": gens.membre,
    "convention": gens.convention,
    "flux": flux.flux,
    "courriel": courriel.courriel,
    "journal": preuves.journal,
    "outbox": outbox.outbox,
    "parc": parc.parc,
    "slack": slack.slack,
}.items():
    app.add_typer(famille, name=nom)
flux.flux.command()(flux_annexe.annexe)
flux.flux.command()(simulation.simuler)
en_francais(app)


def main() -> None:
    """Run the command line; a terminal that lacks a sign shows « ? » in its place."""
    for sortie in (sys.stdout, sys.stderr):
        if isinstance(sortie, TextIOWrapper):
            sortie.reconfigure(errors="replace")
    app()


if __name__ == "__main__":
    main()
