"""The schema: up, down, up again, and the same as the tables of the program."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, inspect, text
from sqlalchemy.exc import IntegrityError

from storage import schema
from storage.engine import ouvrir
from storage.tables import metadata
from storage.unit_of_work import Base
from tests.integration.outils import creer_avis


def tables(moteur: Engine) -> set[str]:
    """Name the tables that are there."""
    with moteur.connect() as connexion:
        return set(inspect(connexion).get_table_names())


def test_migrating_up_makes_every_table(moteur_vide: Engine) -> None:
    schema.monter(moteur_vide)
    assert tables(moteur_vide) == set(metadata.tables) | {"alembic_version"}


def test_the_migrated_schema_is_that_of_the_tables(moteur_vide: Engine) -> None:
    schema.monter(moteur_vide)
    with moteur_vide.connect() as connexion:
        contexte = MigrationContext.configure(connexion, opts={"compare_type": True})
        assert compare_metadata(contexte, metadata) == []


def test_a_partial_index_keeps_the_rows_that_the_tables_say(moteur_sqlite: Engine) -> None:
    dits = {
        un.name: str(ou.compile(moteur_sqlite)).replace(f"{nom}.", "")
        for nom, table in metadata.tables.items()
        for un in table.indexes
        if (ou := un.dialect_options["sqlite"]["where"]) is not None
    }
    with moteur_sqlite.connect() as connexion:
        lignes = connexion.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'index'"))
        ecrits = {une.name: (une.sql or "").partition(" WHERE ")[2] for une in lignes}
    assert {nom: ecrits[nom] for nom in dits} == dits


def test_migrating_down_leaves_nothing_behind(moteur_vide: Engine) -> None:
    schema.monter(moteur_vide)
    schema.descendre(moteur_vide, "base")
    assert tables(moteur_vide) <= {"alembic_version"}
    assert gardes(moteur_vide) == set()


def test_one_may_migrate_up_again_after_going_down(moteur_vide: Engine) -> None:
    schema.monter(moteur_vide)
    schema.descendre(moteur_vide, "base")
    schema.monter(moteur_vide)
    schema.exiger_a_jour(moteur_vide)
    assert len(gardes(moteur_vide)) > 0


def test_migrating_twice_changes_nothing(moteur_vide: Engine) -> None:
    schema.monter(moteur_vide)
    avant = gardes(moteur_vide)
    schema.monter(moteur_vide)
    assert gardes(moteur_vide) == avant


@pytest.mark.parametrize("revision", ["0007", "0005", "0002", "0001"])
def test_a_database_that_holds_something_goes_down_and_up_again(base: Base, revision: str) -> None:
    with base.transaction() as uow:
        reference = creer_avis(uow).reference
    avant = gardes(base.moteur)
    schema.descendre(base.moteur, revision)
    assert schema.version_actuelle(base.moteur) == revision
    schema.monter(base.moteur)
    assert gardes(base.moteur) == avant
    with base.transaction() as uow:
        assert uow.avis.par_reference(reference)


def test_a_database_that_holds_something_goes_down_to_nothing(base: Base) -> None:
    with base.transaction() as uow:
        creer_avis(uow)
    schema.descendre(base.moteur, "base")
    assert tables(base.moteur) <= {"alembic_version"}


def test_foreign_keys_hold_again_after_a_migration(base_sqlite: Base) -> None:
    schema.descendre(base_sqlite.moteur, "0007")
    schema.monter(base_sqlite.moteur)
    with pytest.raises(IntegrityError), base_sqlite.moteur.begin() as connexion:
        connexion.execute(text("DELETE FROM organisation"))


def test_a_migration_that_would_leave_rows_alone_changes_nothing(base_sqlite: Base) -> None:
    fichier = base_sqlite.moteur.url.database
    assert fichier
    with closing(sqlite3.connect(fichier)) as nue, nue:
        nue.execute("DELETE FROM organisation")
    with pytest.raises(schema.MigrationRefusee, match="La base n'a pas changé"):
        schema.descendre(base_sqlite.moteur, "0002")
    schema.exiger_a_jour(base_sqlite.moteur)
    with pytest.raises(IntegrityError), base_sqlite.moteur.begin() as connexion:
        connexion.execute(text("UPDATE adhesion SET organisation_id = 12345"))


def test_an_empty_database_is_refused(moteur_vide: Engine) -> None:
    with pytest.raises(schema.BaseNonPrete, match="absente ou vide.*fluxbot db upgrade"):
        schema.exiger_a_jour(moteur_vide)


def test_a_database_behind_is_refused(moteur: Engine) -> None:
    with moteur.begin() as connexion:
        connexion.execute(text("UPDATE alembic_version SET version_num = '0000'"))
    with pytest.raises(schema.BaseNonPrete, match="à la version 0000.*fluxbot db upgrade"):
        schema.exiger_a_jour(moteur)


def test_an_up_to_date_database_is_accepted(moteur: Engine) -> None:
    schema.exiger_a_jour(moteur)
    assert schema.version_actuelle(moteur) == schema.version_attendue()


def test_looking_at_an_absent_file_does_not_create_it(tmp_path: Path) -> None:
    fichier = tmp_path / "absente.db"
    with pytest.raises(schema.BaseNonPrete):
        schema.exiger_a_jour(ouvrir(f"sqlite:///{fichier}"))
    assert not fichier.exists()


def gardes(moteur: Engine) -> set[str]:
    """Name the triggers that keep what is recorded."""
    ordre = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal "
        "UNION SELECT proname FROM pg_proc WHERE proname LIKE 'fluxbot%'",
    }[moteur.dialect.name]
    with moteur.connect() as connexion:
        return set(connexion.execute(text(ordre)).scalars())
