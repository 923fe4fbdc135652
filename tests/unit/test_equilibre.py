"""How far an offer is from what fell vacant."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from core.domain.equilibre import (
    CRITERES,
    INCONNU,
    Profil,
    distance,
    profil,
    traits,
)
from tests.builders import un_logement

TRAITS = st.tuples(
    st.sampled_from(("T1", "T2", "T3")),
    st.sampled_from(("LLTS", "LLS")),
    st.sampled_from(("oui", "non")),
)


def un_profil(**types: int) -> Profil:
    return profil((((nom, "LLS", "non"), nombre) for nom, nombre in types.items()))


def test_an_offer_that_mirrors_what_fell_vacant_is_at_no_distance() -> None:
    assert distance(un_profil(T2=1, T3=3), un_profil(T2=10, T3=30), "type") == 0


def test_the_distance_is_the_number_of_dwellings_to_exchange() -> None:
    """Four T3 were offered where half of what fell vacant were T2: two should be T2."""
    assert distance(un_profil(T3=4), un_profil(T2=5, T3=5), "type") == 2


def test_half_a_dwelling_stays_half_a_dwelling() -> None:
    assert distance(un_profil(T3=1), un_profil(T2=5, T3=5), "type") == Fraction(1, 2)


def test_nothing_offered_and_nothing_vacant_are_at_no_distance() -> None:
    assert distance(Profil(), Profil(), "type") == 0
    assert distance(Profil(), un_profil(T2=3), "type") == 0


def test_a_dwelling_of_unknown_traits_is_counted_apart() -> None:
    assert traits(un_logement(type=None, financement=None, qpv=None)) == (INCONNU,) * 3
    assert traits(un_logement(type="T3", financement="LLTS", qpv=True)) == ("T3", "LLTS", "oui")


@settings(max_examples=60)
@given(st.lists(TRAITS, min_size=1, max_size=20), st.lists(TRAITS, max_size=10))
def test_no_distance_exceeds_what_was_offered(libres: list, offerts: list) -> None:
    vacant = profil((un, 1) for un in libres)
    offert = profil((un, 1) for un in offerts)
    par_critere = [distance(offert, vacant, critere) for critere in CRITERES]
    assert all(0 <= une <= offert.total for une in par_critere)
