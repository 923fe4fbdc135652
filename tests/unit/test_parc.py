"""A stock in counts: its rotation, its axes, and the lines that a file may lose."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.parc import (
    Axe,
    Compte,
    LigneDeParc,
    ParcSoumis,
    TropDeRejets,
    refuser_trop_de_rejets,
)
from tests.integration.outils import MAINTENANT


def ligne(commune: str, qpv: bool, *nombres: int) -> LigneDeParc:
    return LigneDeParc(commune, qpv, "T3", "LLS", "1975-1989", Compte(*nombres))


def parc(*lignes: LigneDeParc) -> ParcSoumis:
    return ParcSoumis(1, 2025, "rpls.csv", "0" * 64, MAINTENANT, 100, 0, lignes)


def test_the_rotation_is_an_exact_fraction_of_its_base() -> None:
    assert Compte(30, 30, 2, 29).rotation == Fraction(2, 29)


def test_without_any_dwelling_let_before_there_is_no_rotation() -> None:
    assert Compte(30, 30, 0, 0).rotation is None


def test_a_stock_is_broken_down_by_each_axis_in_order() -> None:
    entier = parc(ligne("97415", True, 5, 5, 1, 4), ligne("97407", False, 3, 2, 0, 3))
    assert list(entier.par(Axe.COMMUNE).items()) == [
        ("97407", Compte(3, 2, 0, 3)),
        ("97415", Compte(5, 5, 1, 4)),
    ]
    assert entier.par(Axe.TYPOLOGIE) == {"T3": Compte(8, 7, 1, 7)}


@given(st.lists(st.tuples(st.sampled_from(["97407", "97415"]), st.booleans(), st.integers(0, 99))))
def test_every_axis_adds_up_to_the_whole(tirees: list[tuple[str, bool, int]]) -> None:
    entier = parc(*(ligne(commune, qpv, n, n, 0, n) for commune, qpv, n in tirees))
    for axe in Axe:
        assert sum((un for un in entier.par(axe).values()), Compte()) == entier.total


@pytest.mark.parametrize(("rejetees", "admis"), [(0, True), (2, True), (3, False)])
def test_a_file_may_lose_as_many_lines_as_tolerated_and_no_more(rejetees: int, admis: bool) -> None:
    if admis:
        refuser_trop_de_rejets(100, rejetees, Decimal(2))
        return
    with pytest.raises(TropDeRejets, match="3 lignes rejetées sur 100, plus de 2 %"):
        refuser_trop_de_rejets(100, rejetees, Decimal(2))
