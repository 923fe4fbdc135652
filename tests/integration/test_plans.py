"""A tick with nothing due costs the same however many avis are open."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import Connection, event

from bot.scheduler.jobs import battre
from core.domain.avis import EN_COURS, Etat
from core.domain.logement import Logement
from core.domain.organisations import Destination
from storage.unit_of_work import Base, UniteDeTravail
from tests.integration.outils import executer

MAINTENANT = datetime(2026, 3, 10, 6, 15, tzinfo=UTC)
GRANDES = {
    *("avis", "jalon", "journal", "tete", "envoi", "rendez_vous", "candidature", "reception"),
    *("arrivee", "recu", "bouton", "courriel"),
}
"""The tables that grow with the avis, open or closed."""


def _sqlite(connexion: Connection, ordre: str, parametres: Any) -> str:
    lignes = connexion.exec_driver_sql(f"EXPLAIN QUERY PLAN {ordre}", parametres)
    return "\n".join(une.detail for une in lignes)


def _postgres(connexion: Connection, ordre: str, parametres: Any) -> str:
    # An empty table is always read whole: what matters is that an index could be used.
    connexion.exec_driver_sql("SET LOCAL enable_seqscan = off")
    return "\n".join(connexion.exec_driver_sql(f"EXPLAIN {ordre}", parametres).scalars())


PLANS: dict[str, tuple[Callable[[Connection, str, Any], str], str]] = {
    "sqlite": (_sqlite, r"SCAN (\w+)(?! USING INDEX ix_avis_sans_reception)"),
    "postgresql": (_postgres, r"Seq Scan on (\w+)"),
}


def ordres_d_un_tic(base: Base) -> list[tuple[str, Any]]:
    """Give what a tick asks of the database, with its parameters."""
    ordres: list[tuple[str, Any]] = []

    def noter(_: Any, __: Any, ordre: str, parametres: Any, ___: Any, ____: Any) -> None:
        if ordre.lstrip().startswith(("SELECT", "UPDATE", "DELETE")):
            ordres.append((ordre, parametres))

    event.listen(base.moteur, "before_cursor_execute", noter)
    battre(base, MAINTENANT)
    event.remove(base.moteur, "before_cursor_execute", noter)
    return ordres


def test_a_tick_with_nothing_due_reads_no_growing_table_whole(base: Base) -> None:
    expliquer, entiere = PLANS[base.moteur.dialect.name]
    ordres = ordres_d_un_tic(base)
    with base.moteur.connect() as connexion:
        plans = [(ordre, expliquer(connexion, ordre, valeurs)) for ordre, valeurs in ordres]
        connexion.rollback()
    lues = {(une, ordre) for ordre, plan in plans for une in re.findall(entiere, plan)}
    assert ordres
    assert {(une, ordre) for une, ordre in lues if une in GRANDES} == set()


def test_without_the_index_of_instants_what_waits_would_be_read_whole(base_sqlite: Base) -> None:
    executer(base_sqlite, "DROP INDEX ix_jalon_instant")
    with pytest.raises(AssertionError, match="jalon"):
        test_a_tick_with_nothing_due_reads_no_growing_table_whole(base_sqlite)


def test_the_avis_without_reception_are_found_among_themselves(base: Base) -> None:
    expliquer, _ = PLANS[base.moteur.dialect.name]
    (cherche,) = (un for un in ordres_d_un_tic(base) if "seconde IS NULL" in un[0])
    with base.moteur.connect() as connexion:
        plan = expliquer(connexion, *cherche)
        connexion.rollback()
    assert "ix_avis_sans_reception" in plan


LOGEMENT = Logement(reference="L-1", type="T3", commune="Le Port")
DEMANDES: list[tuple[Callable[[UniteDeTravail], Any], set[str]]] = [
    (lambda uow: uow.avis.de(1, EN_COURS, 8), {"bailleur_en_cours", "reservataire_en_cours"}),
    (lambda uow: uow.avis.de(1, list(Etat), 8), {"bailleur_id_annee", "reservataire_id"}),
    (lambda uow: uow.avis.derniers(1, 8), {"bailleur_id_annee", "reservataire_id"}),
    (lambda uow: uow.avis.identique(1, LOGEMENT), {"bailleur_en_cours"}),
    (
        lambda uow: uow.suivi.annee(1, 2026),
        {"bailleur_id_annee", "bailleur_id_livre_le", "bailleur_en_cours"},
    ),
]
"""What is asked of an organisation's avis, and the indexes that answer."""


def plan_de(base: Base, demander: Callable[[UniteDeTravail], Any]) -> str:
    """Give the plan of the one statement that asks."""
    expliquer, _ = PLANS[base.moteur.dialect.name]
    ordres: list[tuple[str, Any]] = []
    with base.transaction() as uow:
        event.listen(uow.connexion, "before_cursor_execute", lambda *a: ordres.append((a[2], a[3])))
        demander(uow)
        ((ordre, valeurs),) = ordres
        return expliquer(uow.connexion, ordre, valeurs)


@pytest.mark.parametrize(
    ("annuler", "index"),
    [
        (lambda envois: envois.annuler_tableaux(Destination("slack", "U1")), "ix_envoi_vivant"),
        (lambda envois: envois.annuler_mises_a_jour("AV-2026-0001"), "ix_envoi_reference"),
    ],
)
def test_what_is_shown_anew_is_not_looked_for_in_all_that_waits(
    base: Base, annuler: Callable[[Any], None], index: str
) -> None:
    _, entiere = PLANS[base.moteur.dialect.name]
    plan = plan_de(base, lambda uow: annuler(uow.envois))
    assert index in plan
    assert re.findall(entiere, plan) == []


@pytest.mark.parametrize("demander", [une for une, _ in DEMANDES])
def test_an_organisation_s_avis_are_found_without_reading_the_others(
    base: Base, demander: Callable[[UniteDeTravail], Any]
) -> None:
    _, entiere = PLANS[base.moteur.dialect.name]
    assert re.findall(entiere, plan_de(base, demander)) == []


@pytest.mark.parametrize(("demander", "index"), DEMANDES)
def test_what_runs_is_found_without_reading_what_closed(
    base_sqlite: Base, demander: Callable[[UniteDeTravail], Any], index: set[str]
) -> None:
    utilises = re.findall(r"INDEX ix_avis_(\w+)", plan_de(base_sqlite, demander))
    assert set(utilises) - {"renfort_id"} == index
