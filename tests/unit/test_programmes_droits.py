"""What the State is due of a new programme: exact, by financing (LA 4.2.2)."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from core.domain.programmes import Derogation, Public
from core.domain.programmes_droits import (
    choix_propose,
    droit_de,
    droit_de_l_etat,
    ecarts,
    publics_specifiques,
)
from tests.programmes import LIVRAISON, au_port, des_logements, en_loire_atlantique, regles_de

LA = regles_de("loire-atlantique-2024")
comptes = st.dictionaries(st.sampled_from(["PLUS", "PLAI", "PLS"]), st.integers(1, 40), min_size=1)


def test_the_part_is_rounded_half_up_for_each_financing() -> None:
    droit = droit_de_l_etat(des_logements(PLAI=5, PLS=1, PLUS=10), LA)
    assert droit
    assert {un.financement: un.nombre for un in droit.par_financement} == {
        "PLAI": 2,
        "PLS": 0,
        "PLUS": 3,
    }
    assert [un.exact for un in droit.par_financement] == [Fraction(3, 2), Fraction(3, 10), 3]


def test_the_reading_that_rounds_once_is_kept_beside() -> None:
    droit = droit_de_l_etat(des_logements(PLAI=5, PLUS=5), LA)
    assert droit
    assert (droit.total, droit.en_une_fois) == (4, 3)


def test_agents_never_exceed_five_percent() -> None:
    assert [
        droit.agents
        for n in (19, 20, 39, 40)
        if (droit := droit_de_l_etat(des_logements(PLUS=n), LA))
    ] == [0, 1, 1, 2]


def test_a_convention_of_those_who_financed_has_no_such_part() -> None:
    assert droit_de(au_port()) is None


@given(comptes)
def test_the_choice_proposed_is_the_right_of_each_financing(financements: dict[str, int]) -> None:
    logements = des_logements(**financements)
    droit = droit_de_l_etat(logements, LA)
    assert droit
    choisis = choix_propose(logements, droit)
    for une in droit.par_financement:
        siens = {un.numero for un in logements if un.financement == une.financement}
        assert len(choisis & siens) == une.nombre


@given(comptes)
def test_the_part_never_leaves_thirty_percent_by_more_than_half_a_dwelling_each(
    financements: dict[str, int],
) -> None:
    droit = droit_de_l_etat(des_logements(**financements), LA)
    assert droit
    assert all(abs(une.nombre - une.exact) <= Fraction(1, 2) for une in droit.par_financement)


def test_a_choice_that_is_not_the_right_is_said_by_financing() -> None:
    programme = en_loire_atlantique(1, 2, 3)
    droit = droit_de(programme)
    assert droit
    assert ecarts(programme, droit) == (("PLAI", 0, 1), ("PLUS", 3, 2))


def test_a_derogation_lets_dwellings_off_and_is_compared_as_a_whole() -> None:
    programme = en_loire_atlantique(1, 9).avec(derogation=Derogation(LIVRAISON, LIVRAISON, 1))
    droit = droit_de(programme)
    assert droit
    assert (droit.total, droit.du) == (3, 2)
    assert ecarts(programme, droit) == ()


def test_exactly_seventy_percent_for_some_needs_no_derogation() -> None:
    for nombre, trop in ((7, False), (8, True)):
        logements = tuple(
            replace(un, public=Public.ASV) if un.numero <= nombre else un
            for un in des_logements(PLUS=10)
        )
        programme = en_loire_atlantique(logements=logements)
        assert publics_specifiques(programme) == (nombre, trop)
