"""`db`, `seed`, `backup`, `restore`, `cle`."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import typer
from rich.progress import track

from bot import bootstrap
from bot.cli.commun import base, console, echouer, fautes_en_clair, reglages
from core.domain.annexes import AnnexeLP
from core.domain.organisations import Organisation
from core.usecases.dossier import Acteur
from core.usecases.droits import retenir_droits
from storage.annexes.livrees import annexes_livrees

if TYPE_CHECKING:
    from storage.unit_of_work import Base, UniteDeTravail

db = typer.Typer(no_args_is_help=True, help="Crée et migre la base.")
cle = typer.Typer(no_args_is_help=True, help="Clés de chiffrement.")
TERRITOIRES = {"le-port": "le-port-2024", "loire-atlantique": "loire-atlantique-2024"}
SEMIS = Acteur("fluxbot seed", "ligne de commande")
"""Who retains the rights of the shipped annexes."""


@db.command()
def upgrade() -> None:
    """Crée la base ou la met à jour."""
    from storage import schema

    with fautes_en_clair():
        ouverte = bootstrap.ouvrir_base(reglages(), verifier=False)
        schema.monter(ouverte.moteur)
        console.print(f"Base à la version {schema.version_actuelle(ouverte.moteur)}.")


@db.command()
def current() -> None:
    """Montre la version de la base et celle du programme."""
    from storage import schema

    with fautes_en_clair():
        ouverte = bootstrap.ouvrir_base(reglages(), verifier=False)
        actuelle = schema.version_actuelle(ouverte.moteur) or "absente"
        console.print(f"Base : {actuelle}. Programme : {schema.version_attendue()}.")


@db.command()
def downgrade(
    revision: str, forcer: bool = typer.Option(False, help="Même si des dossiers seraient perdus.")
) -> None:
    """Ramène la base à une version antérieure (« base » : vide)."""
    from storage import schema

    with fautes_en_clair():
        ouverte = bootstrap.ouvrir_base(reglages(), verifier=False)
        if schema.version_actuelle(ouverte.moteur) is None:
            echouer("La base est absente ou vide. Pour la créer : fluxbot db upgrade")
        dossiers = _dossiers(ouverte)
        if dossiers and not forcer:
            echouer(
                f"{dossiers} dossiers au journal pourraient être perdus. Sauvegardez d'abord "
                "(fluxbot backup copie.db), puis ajoutez --forcer."
            )
        schema.descendre(ouverte.moteur, revision)
        console.print(f"Base à la version {schema.version_actuelle(ouverte.moteur) or 'vide'}.")


def _dossiers(ouverte: Base) -> int:
    """Count the dossiers that would be lost; what `seed` alone wrote, it writes again."""
    with ouverte.transaction() as uow:
        chaines = [uow.journal.chaine(dossier) for dossier in uow.journal.dossiers()]
    return sum(not une or any(entree.acteur != SEMIS.nom for entree in une) for une in chaines)


def seed(territoire: str = typer.Argument(help=" ou ".join(TERRITOIRES))) -> None:
    """Déclare les organisations, la convention et les droits d'un territoire.

    Une seconde fois ne change rien.
    """
    with fautes_en_clair():
        if territoire not in TERRITOIRES:
            echouer(f"Territoire inconnu : {territoire}. Exemple : fluxbot seed le-port")
        ouverte = base()
        noms = semer(ouverte, TERRITOIRES[territoire])
        console.print(f"{TERRITOIRES[territoire]} : {', '.join(noms)}.")
        droits = semer_droits(ouverte, TERRITOIRES[territoire], bootstrap.horloge().maintenant())
        console.print(f"Droits retenus d'après les annexes livrées : {droits}.")


def semer(ouverte: Base, convention: str) -> list[str]:
    """Store the parties of a convention and bind them to it; gives their names."""
    with ouverte.transaction() as uow:
        for partie in ouverte.conventions[convention].parties:
            connue = next(
                (une for une in uow.organisations.toutes() if une.nom == partie.nom), None
            )
            organisation: Organisation = connue or uow.organisations.ajouter(
                partie.nom, partie.nature
            )
            uow.organisations.adherer(organisation.id, convention)
        return [partie.nom for partie in ouverte.conventions[convention].parties]


def semer_droits(ouverte: Base, convention: str, maintenant: datetime) -> int:
    """Retain the rights of the shipped annexes that no right stands for yet; gives how many."""
    choisie = ouverte.conventions[convention]
    with ouverte.transaction() as uow:
        numeros = {une.nom: une.id for une in uow.organisations.toutes()}
        annexes = [
            une
            for une in (ligne.annexe for ligne in annexes_livrees(convention))
            if isinstance(une, AnnexeLP)
            and uow.droits.lire(numeros[une.bailleur], numeros[une.reservataire], une.annee) is None
        ]
        return len(retenir_droits(uow, maintenant, SEMIS, choisie, annexes))


def backup(fichier: Path) -> None:
    """Copie la base embarquée dans FICHIER, même pendant que le bot tourne."""
    with fautes_en_clair():
        source = _fichier_sqlite(base())
        if fichier.exists():
            echouer(f"{fichier} existe déjà : choisissez un autre nom.")
        with closing(sqlite3.connect(source)) as vive, closing(sqlite3.connect(fichier)) as copie:
            vive.backup(copie)
        console.print(f"Base copiée dans {fichier}. Gardez la clé secrète à part.")


def restore(
    fichier: Path, forcer: bool = typer.Option(False, help="Remplace une base existante.")
) -> None:
    """Remet en place une copie de la base embarquée ; arrêtez d'abord le bot."""
    with fautes_en_clair():
        cible = _fichier_sqlite(bootstrap.ouvrir_base(reglages(), verifier=False))
        if not fichier.is_file():
            echouer(f"{fichier} n'existe pas.")
        if not _saine(fichier):
            echouer(f"{fichier} n'est pas une base fluxbot lisible.")
        if cible.exists() and not forcer:
            echouer(f"{cible} existe déjà. Pour la remplacer : fluxbot restore {fichier} --forcer")
        neuve = cible.with_name(f"{cible.name}.restauration")
        shutil.copyfile(fichier, neuve)
        for reste in (f"{cible}-wal", f"{cible}-shm"):
            Path(reste).unlink(missing_ok=True)
        neuve.replace(cible)
        console.print(f"Base remise en place depuis {fichier}.")


@cle.command()
def nouvelle() -> None:
    """Affiche une clé neuve, à placer dans FLUXBOT_SECRET_KEY."""
    from storage.coffre import nouvelle_cle

    typer.echo(nouvelle_cle())


@cle.command()
def tourner() -> None:
    """Rechiffre toute la base avec la clé la plus récente (la première de la liste)."""
    with fautes_en_clair():
        ouverte = base(cle=True)
        with ouverte.transaction() as uow:
            nombre = _rechiffrer(uow)
        console.print(f"{nombre} données rechiffrées. Les anciennes clés peuvent être retirées.")


def _rechiffrer(uow: UniteDeTravail) -> int:
    from storage.rotation import rechiffrer

    return sum(1 for _ in track(rechiffrer(uow), description="Rechiffrement", console=console))


def _fichier_sqlite(ouverte: Base) -> Path:
    if ouverte.moteur.dialect.name != "sqlite":
        echouer("Cette commande ne vaut que pour la base embarquée. Pour PostgreSQL : pg_dump.")
    return Path(ouverte.moteur.url.database or "fluxbot.db")


def _saine(fichier: Path) -> bool:
    try:
        with closing(sqlite3.connect(fichier)) as copie:
            verdict = copie.execute("PRAGMA integrity_check").fetchone()
            return bool(verdict == ("ok",) and copie.execute("SELECT count(*) FROM journal"))
    except sqlite3.DatabaseError:
        return False
