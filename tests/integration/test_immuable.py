"""What is recorded stays: the database itself refuses to change it."""

from datetime import date

import pytest
from sqlalchemy.exc import DatabaseError

from core.domain.journal import sceller
from storage.unit_of_work import Base
from tests.integration.outils import IMMUABLES, MAINTENANT, REF, compter, entree, executer


@pytest.fixture
def scellee(base: Base) -> Base:
    """Give a database with an entry and its seal."""
    with base.transaction() as uow:
        uow.journal.ajouter(entree())
        tete = uow.journal.tete(REF)
        assert tete
        uow.journal.sceller(sceller(date(2026, 3, 10), MAINTENANT, {REF: tete}, None))
    return base


def test_an_entry_of_the_journal_cannot_be_changed(scellee: Base) -> None:
    with pytest.raises(DatabaseError, match="le journal ne se modifie pas"):
        executer(scellee, "UPDATE journal SET action = 'autre'")


@pytest.mark.parametrize("colonne", ["instant", "empreinte", "precedente", "acteur"])
def test_no_column_of_the_journal_can_be_changed(scellee: Base, colonne: str) -> None:
    with pytest.raises(DatabaseError, match="le journal ne se modifie pas"):
        executer(scellee, f"UPDATE journal SET {colonne} = {colonne}")


def test_a_seal_cannot_be_changed(scellee: Base) -> None:
    with pytest.raises(DatabaseError, match="le journal ne se modifie pas"):
        executer(scellee, "UPDATE sceau SET empreinte = 'autre'")


def test_a_sealed_head_cannot_be_changed(scellee: Base) -> None:
    with pytest.raises(DatabaseError, match="le journal ne se modifie pas"):
        executer(scellee, "UPDATE sceau_tete SET rang = 9")


@pytest.mark.parametrize("table", IMMUABLES)
def test_nothing_recorded_can_be_deleted(scellee: Base, table: str) -> None:
    with pytest.raises(DatabaseError, match="le journal ne se modifie pas"):
        executer(scellee, f"DELETE FROM {table}")
    assert compter(scellee, table) == 1


@pytest.mark.parametrize("table", IMMUABLES)
def test_nothing_recorded_can_be_swept_away_by_a_roundabout_order(
    scellee: Base, table: str
) -> None:
    ordre = {
        "sqlite": f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}",
        "postgresql": f"TRUNCATE {table} CASCADE",
    }[scellee.moteur.dialect.name]
    with pytest.raises(DatabaseError, match="le journal ne se modifie pas"):
        executer(scellee, ordre)
