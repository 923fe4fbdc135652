"""Objectives and declarations, on each database."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from core.domain.objectifs import NatureObjectif, Objectif
from core.domain.parts import Declaration, Nombres
from storage.unit_of_work import Base

LE = datetime(2026, 6, 5, 9, tzinfo=UTC)


def test_an_objective_is_kept_once_by_what_it_is_set_for(base: Base) -> None:
    entier = Objectif("c", 2026, NatureObjectif.GLOBAL, "", 400, LE, "État, agent n° 1")
    dalo = replace(entier, nature=NatureObjectif.CATEGORIE, objet="dalo", nombre=120)
    autre = replace(entier, annee=2027)
    with base.transaction() as uow:
        for un in (entier, dalo, autre, replace(entier, nombre=450)):
            uow.objectifs.fixer(un)
    with base.transaction() as uow:
        assert list(uow.objectifs.de("c", 2026)) == [dalo, replace(entier, nombre=450)]
        assert list(uow.objectifs.de("autre", 2026)) == []


def test_a_declaration_replaces_the_one_of_its_contingent(base: Base) -> None:
    with base.transaction() as uow:
        sidr = next(une for une in uow.organisations.toutes() if une.nom == "SIDR")
        premiere = Declaration(
            sidr, 2026, "Le Port", Nombres(4, 1, 2, 1, 2, 1), LE, "SIDR, agent n° 1"
        )
        seconde = replace(premiere, nombres=Nombres(5, 1, 3, 1, 2, 1))
        propre = replace(premiere, contingent="non réservé")
        for une in (premiere, propre, seconde):
            uow.objectifs.declarer(une)
    with base.transaction() as uow:
        assert list(uow.objectifs.declarations(2026)) == [seconde, propre]
        assert list(uow.objectifs.declarations(2025)) == []
