"""What every repository stands on: the connection, the vault and a few shapes of SQL."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, Row, Table, func, insert, select
from sqlalchemy.dialects import postgresql, sqlite

from core.domain.organisations import Destination
from storage.coffre import Coffre


# Made once for each table: to build a statement takes longer than to run it.
@cache
def _insertion(dialecte: str, table: Table) -> Any:
    return (postgresql if dialecte == "postgresql" else sqlite).insert(table)


@cache
def _insertion_si_absent(dialecte: str, table: Table) -> Any:
    requete = _insertion(dialecte, table).on_conflict_do_nothing()
    return requete.execution_options(preserve_rowcount=True)


class Depot:
    """A repository bound to one transaction."""

    def __init__(self, connexion: Connection, coffre: Coffre) -> None:
        """Take the transaction's connection and the vault."""
        self.connexion = connexion
        self.coffre = coffre

    def insertion(self, table: Table) -> Any:
        """Give the database's own INSERT, which knows what to do on a conflict."""
        return _insertion(self.connexion.dialect.name, table)

    def inserer_si_absent(self, table: Table, *lignes: dict[str, Any]) -> int:
        """Insert rows unless a unique key holds them already; give how many were inserted."""
        requete = _insertion_si_absent(self.connexion.dialect.name, table)
        return self.connexion.execute(requete, lignes if len(lignes) > 1 else lignes[0]).rowcount

    def inserer(self, table: Table, valeurs: dict[str, Any]) -> int:
        """Insert a row and give its generated id."""
        cle = self.connexion.execute(insert(table), valeurs).inserted_primary_key
        return int(cle[0]) if cle else 0


def prochain_instant(
    connexion: Connection, table: Table, apres: datetime | None
) -> datetime | None:
    """Give the earliest `instant` of a table of things due, after `apres` if given (UTC)."""
    requete = select(func.min(table.c.instant))
    if apres:
        requete = requete.where(table.c.instant > apres)
    instant: datetime | None = connexion.execute(requete).scalar_one()
    return instant


def destination(ligne: Row[Any]) -> Destination:
    """Read a conversation from a row with its four columns."""
    return Destination(ligne.plateforme, ligne.adresse, ligne.sujet or None, ligne.prive)


def colonnes(destination: Destination) -> dict[str, Any]:
    """Write a conversation into its four columns."""
    return {
        "plateforme": destination.plateforme,
        "adresse": destination.adresse,
        "sujet": destination.sujet or "",
        "prive": destination.prive,
    }


def meme_conversation(table: Table, destination: Destination) -> Any:
    """Give the condition that a row's three columns name this conversation."""
    return (
        (table.c.plateforme == destination.plateforme)
        & (table.c.adresse == destination.adresse)
        & (table.c.sujet == (destination.sujet or ""))
    )
