"""Transactions committed together: each undone alone, all of them undone by a cut."""

from __future__ import annotations

import pytest

from storage.unit_of_work import Base
from tests.integration.outils import MAINTENANT, compter, nouvel_envoi


def recevoir(base: Base, cle: str) -> None:
    """Keep an update, in its own transaction."""
    with base.transaction() as uow:
        uow.arrivees.ajouter("essai", cle, "{}", MAINTENANT)


def test_what_was_done_together_is_kept(base: Base) -> None:
    with base.ensemble():
        recevoir(base, "1")
        recevoir(base, "2")
    assert compter(base, "arrivee") == 2


def test_one_that_is_undone_leaves_the_others(base: Base) -> None:
    def tomber() -> None:
        with base.transaction() as uow:
            uow.arrivees.ajouter("essai", "2", "{}", MAINTENANT)
            raise ValueError

    with base.ensemble():
        recevoir(base, "1")
        with pytest.raises(ValueError):
            tomber()
        recevoir(base, "3")
    assert compter(base, "arrivee") == 2


def test_each_one_sees_what_those_before_it_did(base: Base) -> None:
    with base.ensemble():
        recevoir(base, "1")
        with base.transaction() as uow:
            assert uow.arrivees.nombre_en_attente() == 1


def test_cut_before_its_end_all_of_it_is_undone_on_sqlite(base_sqlite: Base) -> None:
    def couper() -> None:
        with base_sqlite.ensemble():
            recevoir(base_sqlite, "1")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        couper()
    assert compter(base_sqlite, "arrivee") == 0


def test_the_dispatcher_is_woken_once_all_is_kept(base: Base) -> None:
    reveils: list[int] = []
    with base.ensemble():
        for cle in ("1", "2"):
            with base.transaction() as uow:
                uow.envois.ajouter(nouvel_envoi(cle))
        base.reveiller = lambda: reveils.append(compter(base, "envoi"))
        with base.transaction() as uow:
            uow.envois.ajouter(nouvel_envoi("3"))
    assert reveils == [3]
