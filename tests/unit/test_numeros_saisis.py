"""Several numéros uniques typed at once, and numbers that show up in a group."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.handlers.numeros_saisis import contient_un_numero, lire_numeros
from core.errors import SaisieInvalide
from tests.builders import un_numero

UN, DEUX, TROIS = (un_numero(rang).valeur for rang in (1, 2, 3))


def epele(numero: str) -> str:
    """Spell a number as people read it: territory, date, sequence, guichet."""
    return f"{numero[:3]} {numero[3:7]} {numero[7:13]} {numero[13:]}"


def lus(texte: str) -> list[str]:
    return [un.valeur for un in lire_numeros(texte.split())]


@pytest.mark.parametrize(
    "texte",
    [
        f"{UN} {DEUX} {TROIS}",
        f"{epele(UN)} {epele(DEUX)} {epele(TROIS)}",
        f"{UN} {epele(DEUX)} {TROIS}",
        f"{UN},{DEUX};{TROIS}",
        f"{epele(UN)}, {epele(DEUX)} ; {epele(TROIS)}",
        f"{UN}\n{DEUX}\n{TROIS}",
        f"{UN[:3]}-{UN[3:]} {DEUX[:7]}.{DEUX[7:]} {TROIS}",
    ],
)
def test_three_numbers_are_read_however_they_are_spaced(texte: str) -> None:
    assert lus(texte) == [UN, DEUX, TROIS]


@pytest.mark.parametrize("coupe", range(5, 14))
def test_a_number_typed_in_two_pieces_is_one_number(coupe: int) -> None:
    assert lus(f"{UN[:coupe]} {UN[coupe:]}") == [UN]


def test_no_number_at_all_is_refused_with_an_example() -> None:
    with pytest.raises(SaisieInvalide, match=r"au moins un numéro unique.*Exemple"):
        lire_numeros([])


def test_one_bad_number_refuses_the_whole_answer() -> None:
    with pytest.raises(SaisieInvalide, match="position 4"):
        lire_numeros([UN, "974O31800012310001"])


def test_a_number_too_short_is_refused_and_not_glued_to_the_next() -> None:
    with pytest.raises(SaisieInvalide, match="compte 17 caractères"):
        lire_numeros([UN[:-1], DEUX])


def test_a_comma_ends_a_number_that_is_too_short() -> None:
    with pytest.raises(SaisieInvalide, match="compte 13 caractères"):
        lire_numeros(f"{UN[:3]} {UN[3:13]}, {DEUX}".split())


def test_twenty_numbers_pass_and_twenty_one_do_not() -> None:
    assert len(lire_numeros([un_numero(rang).valeur for rang in range(20)])) == 20
    with pytest.raises(SaisieInvalide, match=r"21 numéros.*20 au plus"):
        lire_numeros([un_numero(rang).valeur for rang in range(21)])


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.integers(0, 999_999), min_size=1, max_size=6),
    st.lists(st.booleans(), min_size=6, max_size=6),
    st.sampled_from([" ", ", ", " ; ", "\n"]),
)
def test_any_mix_of_whole_and_spelled_numbers_is_read_in_order(
    rangs: list[int], epeles: list[bool], entre: str
) -> None:
    numeros = [un_numero(rang).valeur for rang in rangs]
    ecrits = [epele(un) if oui else un for un, oui in zip(numeros, epeles, strict=False)]
    assert lus(entre.join(ecrits)) == numeros


@pytest.mark.parametrize(
    "texte",
    [
        UN,
        f"je propose {UN} pour le T3",
        f"/candidats AV-2026-0001 {UN}",
        f"n°{UN}",
        epele(UN),
        "974.0318.000123.10001",
        "974-0318-000123-10001",
        "974\u00a00318\u202f000123 10001",
        UN[:-1],
        f"{UN}0",
        "02A031800012310001",
        "02a031800012310001",
        "9740318000123ABCDE",
    ],
    ids=lambda texte: texte[:24],
)
def test_a_number_shown_in_a_group_is_noticed(texte: str) -> None:
    assert contient_un_numero(texte)


@pytest.mark.parametrize("separateur", ["/", "‑", "–", "_"])
def test_a_number_is_noticed_with_every_separator_that_the_reader_accepts(separateur: str) -> None:
    texte = epele(UN).replace(" ", separateur)
    assert lus(texte) == [UN]
    assert contient_un_numero(texte)


@pytest.mark.parametrize(
    "texte",
    [
        "",
        "bonjour à tous",
        "/avis AV-2026-0001",
        "rappelez-moi au 0692 12 34 56",
        "le 20/12/2026 à 24 h",
        "loyer 512,30 € et charges 85,00 €",
        "RPLS 0123456789",
    ],
)
def test_ordinary_words_of_a_group_are_left_alone(texte: str) -> None:
    assert not contient_un_numero(texte)


def test_two_references_side_by_side_are_not_a_number() -> None:
    assert not contient_un_numero("AV-2026-0001 AV-2026-0002")
