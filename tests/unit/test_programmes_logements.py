"""Dwellings that are alike take one line."""

from __future__ import annotations

import pytest

from bot.presenters.programmes_logements import numeros_fr


@pytest.mark.parametrize(
    ("numeros", "ecrit"),
    [
        ((3,), "n° 3"),
        ((2, 1), "n° 1 et 2"),
        ((1, 2, 3), "n° 1 à 3"),
        ((1, 3, 4, 5, 8, 9), "n° 1, 3 à 5, 8 et 9"),
    ],
)
def test_numbers_that_follow_one_another_are_a_range(numeros: tuple[int, ...], ecrit: str) -> None:
    assert numeros_fr(numeros) == ecrit
