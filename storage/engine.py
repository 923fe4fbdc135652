"""Open a database: SQLite in WAL mode with immediate transactions, or PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, ExceptionContext, create_engine, event
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as AttenteDepassee

ATTENTE_VERROU_MS = 15_000
BASE_INJOIGNABLE = (OperationalError, InterfaceError, AttenteDepassee)
"""What a database raises that is away, full or in a hurry: the same order may pass later."""

PERTE = {
    "connect_timeout": 5,
    "tcp_user_timeout": 20_000,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    # What a frozen copy holds is let go before its leases are taken: the others go on.
    "options": "-c statement_timeout=60s -c idle_in_transaction_session_timeout=10s",
}
"""When PostgreSQL is held to be gone: seconds to connect, milliseconds without a word from it."""

_PERDUES = {"25P03", "25006"}
"""PostgreSQL's codes for a transaction idle for too long, and for a server that only reads."""

_LECTURE = "lecture"


def ouvrir(url: str) -> Engine:
    """Give an engine for a SQLAlchemy URL; nothing is connected yet."""
    if not url.startswith("sqlite"):
        moteur = create_engine(
            url, connect_args=PERTE, pool_pre_ping=True, pool_timeout=10, hide_parameters=True
        )
        event.listen(moteur, "handle_error", _reconnaitre_une_perte)
        return moteur
    attente = {"timeout": ATTENTE_VERROU_MS / 1000}
    moteur = create_engine(url, connect_args=attente, hide_parameters=True)
    event.listen(moteur, "connect", _preparer)
    event.listen(moteur, "begin", _commencer)
    return moteur


@contextmanager
def lire(moteur: Engine, secondes: float) -> Iterator[Connection]:
    """Read one state without holding any writer up; PostgreSQL gives up after `secondes`."""
    with moteur.connect().execution_options(**{_LECTURE: True}) as connexion:
        if moteur.dialect.name == "postgresql":
            connexion.exec_driver_sql(f"SET LOCAL statement_timeout = {int(secondes * 1000)}")
        yield connexion


def _reconnaitre_une_perte(contexte: ExceptionContext) -> BaseException | None:
    """Take for a lost connection what will pass on a new one, maybe to another server."""
    origine = contexte.original_exception
    if getattr(origine, "sqlstate", None) not in _PERDUES:
        return None
    contexte.is_disconnect = True
    return OperationalError(contexte.statement, None, origine, hide_parameters=True)


def _preparer(connexion: Any, _: object) -> None:
    """Leave transactions to us; several readers beside one writer; foreign keys hold."""
    connexion.isolation_level = None
    for pragma in (
        "journal_mode=WAL",
        "foreign_keys=ON",
        "synchronous=FULL",
        "recursive_triggers=ON",
        # 32 MB: a tick among a million avis reads the top of each index again and again.
        "cache_size=-32000",
    ):
        connexion.execute(f"PRAGMA {pragma}")


def _commencer(connexion: Connection) -> None:
    """Take the write lock at once: a transaction that reads then writes can't be overtaken."""
    seulement_lire = connexion.get_execution_options().get(_LECTURE)
    connexion.exec_driver_sql("BEGIN" if seulement_lire else "BEGIN IMMEDIATE")
