"""A PostgreSQL of our own, and a database put back as it was before each test."""

from __future__ import annotations

from sqlalchemy import Connection, create_engine, text

ESSAI = "essai"
_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
_SUITES = "SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public'"
_FORME = """
    SELECT string_agg(une, ',' ORDER BY une) FROM (
        SELECT tgname || tgenabled::text FROM pg_trigger WHERE NOT tgisinternal
        UNION ALL
        SELECT attrelid::text || attname || atttypid FROM pg_attribute
        WHERE attrelid IN (SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace)
    ) AS toutes (une)
"""
"""What a test may change other than rows: the triggers, and the columns of tables and indexes."""
_CONGEDIER = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
"""


class ServeurPostgres:
    """A PostgreSQL server, and its databases."""

    def __init__(self, uri: str) -> None:
        """Take the URI of its first database; its commits need not reach the disk."""
        self._uri = uri.replace("postgresql://", "postgresql+psycopg://")
        self._maitre = create_engine(self._uri, isolation_level="AUTOCOMMIT")
        for reglage in ("fsync", "full_page_writes", "synchronous_commit"):
            self.executer(f"ALTER SYSTEM SET {reglage} = off")
        self.executer("SELECT pg_reload_conf()")

    def executer(self, ordre: str) -> None:
        """Run one order outside any transaction."""
        with self._maitre.connect() as connexion:
            connexion.execute(text(ordre))

    def url(self, nom: str) -> str:
        """Give the URL of a database."""
        return self._uri.replace("/postgres?", f"/{nom}?")

    def fermer(self) -> None:
        """Let go of the server."""
        self._maitre.dispose()


class BaseDEssai:
    """The database of the tests: copied once from a model, then its rows are put back.

    To copy it anew for each test costs a tenth of a second of processor, ten times more.
    """

    def __init__(self, serveur: ServeurPostgres, modele: str) -> None:
        """Take the server and the name of the database to be like."""
        self._serveur = serveur
        self._modele = modele
        self._moteur = create_engine(serveur.url(ESSAI))
        self._forme = ""
        self._ordres = ""

    @property
    def url(self) -> str:
        """Give its URL."""
        return self._serveur.url(ESSAI)

    def remettre(self) -> None:
        """Put every row and every counter back; after other changes, copy the model again."""
        if not self._ordres:
            self._copier()
        with self._moteur.begin() as connexion:
            connexion.execute(text(_CONGEDIER))
            intacte = connexion.scalar(text(_FORME)) == self._forme
            if intacte:
                connexion.exec_driver_sql(self._ordres)
        if not intacte:
            self._copier()

    def fermer(self) -> None:
        """Let go of the database."""
        self._moteur.dispose()

    def _copier(self) -> None:
        self._moteur.dispose()
        self._serveur.executer(f"DROP DATABASE IF EXISTS {ESSAI} WITH (FORCE)")
        self._serveur.executer(f"CREATE DATABASE {ESSAI} TEMPLATE {self._modele}")
        with self._moteur.begin() as connexion:
            self._forme = connexion.scalar(text(_FORME)) or ""
            self._ordres = ";".join(_garder(connexion))


def _garder(connexion: Connection) -> list[str]:
    """Set the rows of today aside; give the orders that put them back."""
    # As a replica, no trigger and no foreign key stands in the way.
    ordres = ["SET LOCAL session_replication_role = replica"]
    connexion.exec_driver_sql("CREATE SCHEMA graine")
    for table in connexion.scalars(text(_TABLES)).all():
        connexion.exec_driver_sql(f"CREATE TABLE graine.{table} AS TABLE public.{table}")
        ordres.append(f"DELETE FROM public.{table}")
        if connexion.exec_driver_sql(f"SELECT count(*) FROM graine.{table}").scalar():
            ordres.append(
                f"INSERT INTO public.{table} OVERRIDING SYSTEM VALUE TABLE graine.{table}"
            )
    for suite, valeur in connexion.execute(text(_SUITES)).all():
        ordres.append(f"SELECT setval('public.{suite}', {valeur or 1}, {valeur is not None})")
    return ordres
