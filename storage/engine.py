"""Open a database: SQLite in WAL mode with immediate transactions, or PostgreSQL."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event

ATTENTE_VERROU_MS = 15_000


def ouvrir(url: str) -> Engine:
    """Give an engine for a SQLAlchemy URL; nothing is connected yet."""
    if not url.startswith("sqlite"):
        return create_engine(url, pool_pre_ping=True, hide_parameters=True)
    attente = {"timeout": ATTENTE_VERROU_MS / 1000}
    moteur = create_engine(url, connect_args=attente, hide_parameters=True)
    event.listen(moteur, "connect", _preparer)
    event.listen(moteur, "begin", _commencer)
    return moteur


def _preparer(connexion: Any, _: object) -> None:
    """Leave transactions to us; several readers beside one writer; foreign keys hold."""
    connexion.isolation_level = None
    for pragma in (
        "journal_mode=WAL",
        "foreign_keys=ON",
        "synchronous=FULL",
        "recursive_triggers=ON",
    ):
        connexion.execute(f"PRAGMA {pragma}")


def _commencer(connexion: Connection) -> None:
    """Take the write lock at once: a transaction that reads then writes can't be overtaken."""
    connexion.exec_driver_sql("BEGIN IMMEDIATE")
