"""`db` and `seed`: the schema, and what a territory begins with."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import typer

from bot import bootstrap
from bot.cli.commun import base, console, echouer, fautes_en_clair, reglages
from core.domain.annexes import AnnexeLP
from core.domain.organisations import Organisation
from core.texte import pluriel
from core.usecases.dossier import Acteur
from core.usecases.droits import retenir_droits
from storage.annexes.livrees import annexes_livrees

if TYPE_CHECKING:
    from storage.unit_of_work import Base

db = typer.Typer(no_args_is_help=True, help="Crée et migre la base.")
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
            echouer(_perte(dossiers, ouverte.moteur.dialect.name))
        schema.descendre(ouverte.moteur, revision)
        console.print(f"Base à la version {schema.version_actuelle(ouverte.moteur) or 'vide'}.")


@db.command()
def restauree() -> None:
    """Après un pg_restore, avant de relancer le bot : prépare la base à reprendre."""
    from bot.cli.sauvegarde import dire_la_reprise
    from storage.restauration import reprendre

    with fautes_en_clair():
        ouverte = bootstrap.ouvrir_base(reglages(), verifier=False)
        with ouverte.moteur.begin() as connexion:
            reprise = reprendre(connexion, bootstrap.horloge().maintenant())
        dire_la_reprise(reprise)


def _perte(dossiers: int, genre: str) -> str:
    """Say what may be lost, and what keeps it on this kind of database."""
    perdus = pluriel(
        dossiers,
        "dossier au journal pourrait être perdu",
        "dossiers au journal pourraient être perdus",
    )
    garder = "fluxbot backup copie.db" if genre == "sqlite" else "pg_dump, docs/exploitation.md"
    return f"{perdus}. Sauvegardez d'abord ({garder}), puis ajoutez --forcer."


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
