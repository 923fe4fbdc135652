"""Numbers in words, as French writes them."""

from __future__ import annotations

import pytest

from bot.documents.lettres import LIMITE, en_lettres


@pytest.mark.parametrize(
    ("nombre", "mots"),
    [
        (0, "zéro"),
        (16, "seize"),
        (17, "dix-sept"),
        (21, "vingt et un"),
        (22, "vingt-deux"),
        (71, "soixante et onze"),
        (79, "soixante-dix-neuf"),
        (80, "quatre-vingts"),
        (81, "quatre-vingt-un"),
        (91, "quatre-vingt-onze"),
        (99, "quatre-vingt-dix-neuf"),
        (100, "cent"),
        (101, "cent un"),
        (180, "cent quatre-vingts"),
        (200, "deux cents"),
        (201, "deux cent un"),
        (1000, "mille"),
        (1887, "mille huit cent quatre-vingt-sept"),
        (80_000, "quatre-vingt mille"),
        (200_300, "deux cent mille trois cents"),
    ],
)
def test_a_number_is_written_as_french_writes_it(nombre: int, mots: str) -> None:
    assert en_lettres(nombre) == mots


def test_no_two_numbers_are_written_alike() -> None:
    assert len({en_lettres(un) for un in range(10_000)}) == 10_000


@pytest.mark.parametrize("nombre", [-1, LIMITE])
def test_a_number_out_of_reach_is_refused(nombre: int) -> None:
    with pytest.raises(ValueError, match="attendu"):
        en_lettres(nombre)
