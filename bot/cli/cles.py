"""`cle`: make a key, and re-encrypt with the newest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer
from rich.progress import Progress

from bot.cli.commun import NON, base, console, echouer, fautes_en_clair
from core.texte import pluriel

if TYPE_CHECKING:
    from storage.unit_of_work import Base

cle = typer.Typer(no_args_is_help=True, help="Clés de chiffrement.")


@cle.command()
def nouvelle() -> None:
    """Affiche une clé neuve, à placer dans FLUXBOT_SECRET_KEY."""
    from storage.coffre import nouvelle_cle

    typer.echo(nouvelle_cle())


@cle.command()
def tourner() -> None:
    """Rechiffre toute la base avec la clé la plus récente (la première), pendant que le bot tourne.

    Interrompue, la commande se relance : ce qui est fait l'est.
    """
    from storage.rotation import restantes

    with fautes_en_clair():
        ouverte = base(cle=True)
        faites = _rechiffrer(ouverte)
        if reste := restantes(ouverte):
            echouer(
                f"Il reste {pluriel(reste, 'donnée')} sous une ancienne clé. Relancez chaque copie "
                "du bot avec la clé neuve en tête, puis : fluxbot cle tourner",
                NON,
            )
        console.print(
            f"{pluriel(faites, 'donnée rechiffrée', 'données rechiffrées')}. Les anciennes clés "
            "peuvent être retirées ; les liens de courriel qu'elles ont signés cesseront alors "
            "d'ouvrir.",
            soft_wrap=True,
        )


def _rechiffrer(ouverte: Base) -> int:
    """Re-encrypt under a progress bar; gives the number of values that it changed."""
    from storage.rotation import nombre_de_valeurs, rechiffrer

    faites = 0
    with Progress(console=console) as barre:
        tache = barre.add_task("Rechiffrement", total=nombre_de_valeurs(ouverte))
        for lot in rechiffrer(ouverte):
            faites += lot.rechiffrees
            barre.advance(tache, lot.vues)
    return faites
