"""Counts made public: nobody is found in them, not even by difference (domain §10)."""

from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from core.domain.anonymat import NON_DIFFUSE, PETIT, SEUIL, repartition_publique

parts = st.lists(st.integers(0, 9), min_size=1, max_size=4)


def test_a_small_part_hides_the_total_that_would_give_it() -> None:
    publiee = repartition_publique({"désignés": 12, "autres": 2})
    assert (publiee.total, dict(publiee.parts)) == (
        NON_DIFFUSE,
        {"désignés": "12", "autres": PETIT},
    )


def test_when_no_part_is_small_all_is_written() -> None:
    publiee = repartition_publique({"désignés": 12, "autres": 5})
    assert (publiee.total, publiee.parts["autres"]) == ("17", "5")


@given(parts)
def test_no_small_number_is_ever_written(nombres: list[int]) -> None:
    publiee = repartition_publique({str(rang): un for rang, un in enumerate(nombres)})
    ecrits = [un for un in (publiee.total, *publiee.parts.values()) if un.isdigit()]
    assert all(int(un) >= SEUIL for un in ecrits)


@given(parts)
def test_a_part_hidden_can_never_be_told_from_what_is_written(nombres: list[int]) -> None:
    noms = [str(rang) for rang in range(len(nombres))]
    publiee = repartition_publique(dict(zip(noms, nombres, strict=True)))
    possibles = [range(SEUIL) if un < SEUIL else (un,) for un in nombres]
    mondes = [
        un
        for un in product(*possibles)
        if repartition_publique(dict(zip(noms, un, strict=True))) == publiee
    ]
    for rang, un in enumerate(nombres):
        if un < SEUIL:
            assert len({monde[rang] for monde in mondes}) > 1
