"""What a program writes, statement by statement, and the same written bare."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, event

Ecriture = tuple[str, Any]
"""One statement and its parameters, as the driver gets them."""
Transactions = list[list[Ecriture]]


@contextmanager
def relever(moteur: Engine) -> Iterator[Transactions]:
    """Note every write that an engine commits, transaction by transaction."""
    relevees: Transactions = []
    ouverte: list[Ecriture] = []

    def noter(_: Any, __: Any, ordre: str, parametres: Any, ___: Any, plusieurs: bool) -> None:
        if ordre.lstrip().startswith(("INSERT", "UPDATE", "DELETE")):
            ouverte.extend((ordre, un) for un in (parametres if plusieurs else [parametres]))

    def valider(_: Connection) -> None:
        if ouverte:
            relevees.append(ouverte.copy())
        ouverte.clear()

    event.listen(moteur, "before_cursor_execute", noter)
    event.listen(moteur, "commit", valider)
    event.listen(moteur, "rollback", lambda _: ouverte.clear())
    yield relevees
    # Whoever notes is alone on its engine, and disposes of it.
    moteur.dispose()


def rejouer(moteur: Engine, transactions: Transactions) -> None:
    """Write the same again through SQLite's driver alone: no read, one execution a statement."""
    connexion = moteur.raw_connection().driver_connection
    assert connexion
    curseur = connexion.cursor()
    for ecritures in transactions:
        curseur.execute("BEGIN IMMEDIATE")
        for ordre, parametres in ecritures:
            curseur.execute(ordre, parametres)
        curseur.execute("COMMIT")
