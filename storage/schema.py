"""The schema's version: look at it, move it up or down."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, inspect, text

if TYPE_CHECKING:
    from alembic.config import Config

_MIGRATIONS = Path(__file__).parent / "migrations"


class BaseNonPrete(RuntimeError):
    """The database is absent or behind: only `fluxbot db upgrade` creates or migrates."""


class MigrationRefusee(RuntimeError):
    """A migration that would leave rows without what they belong to: nothing was changed."""


def _config(connexion: Connection) -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.attributes["connexion"] = connexion
    return config


def version_attendue() -> str:
    """Give the newest revision on file: « 0005 » for `0005_cote_etat.py`."""
    # Without Alembic, which every command would load only to read a number.
    return max(un.name for un in (_MIGRATIONS / "versions").glob("0*.py")).partition("_")[0]


def version_actuelle(moteur: Engine) -> str | None:
    """Give the database's revision, None when it holds nothing yet."""
    fichier = moteur.url.database if moteur.dialect.name == "sqlite" else None
    if fichier and not Path(fichier).exists():
        return None
    with moteur.connect() as connexion:
        if not inspect(connexion).has_table("alembic_version"):
            return None
        version: str | None = connexion.scalar(text("SELECT version_num FROM alembic_version"))
        return version


def exiger_a_jour(moteur: Engine) -> None:
    """Raise BaseNonPrete unless the database is at the newest revision."""
    actuelle, attendue = version_actuelle(moteur), version_attendue()
    if actuelle and actuelle > attendue:
        raise BaseNonPrete(
            f"La base est à la version {actuelle}, plus récente que ce programme ({attendue}) : "
            "installez la version du programme qui l'a mise à jour."
        )
    if actuelle != attendue:
        etat = "absente ou vide" if actuelle is None else f"à la version {actuelle}"
        raise BaseNonPrete(f"La base est {etat}. Pour la mettre à jour : fluxbot db upgrade")


@contextmanager
def _migration(moteur: Engine) -> Iterator[Connection]:
    """Give a transaction that may take its time: an index on a region's sends does."""
    with moteur.connect() as connexion, _sans_cles_etrangeres(connexion), connexion.begin():
        if connexion.dialect.name == "postgresql":
            connexion.exec_driver_sql("SET LOCAL statement_timeout = 0")
        yield connexion
        _exiger_les_liens(connexion)


@contextmanager
def _sans_cles_etrangeres(connexion: Connection) -> Iterator[None]:
    """Let SQLite copy a table that others refer to: it can only drop the one before.

    Said outside any transaction, where alone SQLite listens.
    """
    brute = connexion.connection.driver_connection
    if connexion.dialect.name != "sqlite" or brute is None:
        yield
        return
    brute.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        brute.execute("PRAGMA foreign_keys=ON")


def _exiger_les_liens(connexion: Connection) -> None:
    """Raise MigrationRefusee, before anything is kept, when a row refers to one that is gone."""
    if connexion.dialect.name != "sqlite":
        return
    perdue = connexion.exec_driver_sql("PRAGMA foreign_key_check").first()
    if perdue:
        raise MigrationRefusee(
            f"La base n'a pas changé : la table « {perdue[0]} » y renverrait à des lignes "
            "qui n'existent plus. Reprenez une sauvegarde : fluxbot restore copie.db"
        )


def monter(moteur: Engine, revision: str = "head") -> None:
    """Create or migrate up to `revision`."""
    from alembic import command

    with _migration(moteur) as connexion:
        command.upgrade(_config(connexion), revision)


def descendre(moteur: Engine, revision: str) -> None:
    """Migrate down to `revision` (« base » undoes everything)."""
    from alembic import command

    with _migration(moteur) as connexion:
        command.downgrade(_config(connexion), revision)


def creer_revision(moteur: Engine, message: str) -> None:
    """Write a new migration from the difference between the tables and the database."""
    from alembic import command

    with _migration(moteur) as connexion:
        command.revision(_config(connexion), message, autogenerate=True)
