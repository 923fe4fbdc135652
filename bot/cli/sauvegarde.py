"""`backup` and `restore`: the embedded database in one file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from bot import bootstrap
from bot.cli.commun import console, echouer, fautes_en_clair, reglages
from core.texte import instant_fr, pluriel

if TYPE_CHECKING:
    from storage.restauration import Reprise


def backup(fichier: Path) -> None:
    """Copie la base embarquée dans FICHIER, même pendant que le bot tourne."""
    from storage.sauvegarde import CopieInvalide, sauvegarder

    with fautes_en_clair():
        source = _fichier_sqlite()
        if not source.is_file():
            echouer("La base est absente. Pour la créer : fluxbot db upgrade")
        try:
            sauvegarder(source, fichier)
        except CopieInvalide:
            echouer(f"{source} est abîmée : restaurez votre dernière sauvegarde.")
        console.print(
            f"Base copiée et vérifiée dans {fichier}. Gardez la clé secrète à part.",
            soft_wrap=True,
        )


def restore(
    fichier: Path, forcer: bool = typer.Option(False, help="Remplace une base existante.")
) -> None:
    """Remet en place une copie de la base embarquée ; arrêtez d'abord le bot."""
    from storage.sauvegarde import BaseOccupee, CopieInvalide, restaurer

    with fautes_en_clair():
        cible = _fichier_sqlite()
        if not fichier.is_file():
            echouer(f"{fichier} n'existe pas.")
        if cible.exists() and not forcer:
            echouer(f"{cible} existe déjà. Pour la remplacer : fluxbot restore {fichier} --forcer")
        try:
            reprise, ancienne = restaurer(fichier, cible, bootstrap.horloge().maintenant())
        except (CopieInvalide, BaseOccupee) as faute:
            echouer(str(faute))
        gardee = f" La base remplacée est gardée : {ancienne}." if ancienne else ""
        console.print(f"Base remise en place depuis {fichier}.{gardee}", soft_wrap=True)
        dire_la_reprise(reprise)


def dire_la_reprise(reprise: Reprise) -> None:
    """Print what people must know of a database put back, and what to do next."""
    date = instant_fr(reprise.copie_du, "UTC") + " UTC" if reprise.copie_du else "aucune"
    attendent = pluriel(reprise.envois, "envoi partira", "envois partiront")
    lignes = (
        f"Dernière écriture au journal : {date}.",
        f"{attendent} au démarrage, avec la mention « peut-être déjà parvenu ».",
        "Ce qui a été fait ou reçu depuis est perdu : demandez aux parties de le redire.",
        "Avant de relancer le bot : fluxbot db upgrade, fluxbot journal verify, fluxbot check.",
    )
    for ligne in lignes:
        console.print(ligne, soft_wrap=True, highlight=False)


def _fichier_sqlite() -> Path:
    moteur = bootstrap.ouvrir_base(reglages(), verifier=False).moteur
    moteur.dispose()
    if moteur.dialect.name != "sqlite":
        echouer(
            "Cette commande ne vaut que pour la base embarquée. Pour PostgreSQL : pg_dump "
            "(docs/exploitation.md)."
        )
    return Path(moteur.url.database or "fluxbot.db")
