"""The numéro unique: read, doubted, masked, never shown."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.domain.numero_unique import (
    EXEMPLE,
    LONGUEUR,
    NumeroUnique,
    lire_numero_unique,
    ressemble_a_un_numero_unique,
)
from core.errors import SaisieInvalide

territoires = st.sampled_from(["974", "971", "044", "001", "095", "02A", "02B"])
chiffres = st.text("0123456789", min_size=6, max_size=6)
guichets = st.text("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=5, max_size=5)
numeros = st.builds(
    lambda territoire, mois, an, suite, guichet: f"{territoire}{mois:02d}{an:02d}{suite}{guichet}",
    territoires,
    st.integers(1, 12),
    st.integers(0, 99),
    chiffres,
    guichets,
)
separateurs = st.text(" .-\u00a0\u202f\t‑–", max_size=2)


def refus(saisie: str) -> str:
    with pytest.raises(SaisieInvalide) as capture:
        lire_numero_unique(saisie)
    return capture.value.phrase


@pytest.mark.parametrize(
    "saisie",
    [
        "974031800012310001",
        "974 0318 000123 10001",
        "974.0318.000123.10001",
        "974-0318-000123-10001",
        " 974\u00a00318\u202f000123 10001 ",
        "9 7 4 0 3 1 8 0 0 0 1 2 3 1 0 0 0 1",
    ],
)
def test_spaces_dots_and_dashes_do_not_matter(saisie: str) -> None:
    assert lire_numero_unique(saisie).valeur == EXEMPLE


def test_letters_are_upper_cased() -> None:
    assert lire_numero_unique("02a0318000123abcde").valeur == "02A0318000123ABCDE"


@pytest.mark.parametrize("territoire", ["02A", "02B", "02a", "02b"])
def test_corsica_is_read_without_doubt(territoire: str) -> None:
    assert lire_numero_unique(f"{territoire}031800012310001").doutes == ()


@pytest.mark.parametrize(
    ("saisie", "longueur"),
    [("97403180001231000", 17), ("9740318000123100011", 19), ("", 0), ("974", 3)],
)
def test_a_wrong_length_is_refused_with_both_lengths(saisie: str, longueur: int) -> None:
    assert f"compte {longueur} caractères au lieu de 18" in refus(saisie)


@pytest.mark.parametrize(
    ("saisie", "position", "fautif"),
    [
        ("O74031800012310001", 1, "O"),
        ("9O4031800012310001", 2, "O"),
        ("97A031800012310001", 3, "A"),
        ("02C031800012310001", 3, "C"),
        ("12A031800012310001", 3, "A"),
        ("974O31800012310001", 4, "O"),
        ("974 O318 000123 10001", 4, "O"),
        ("02AX31800012310001", 4, "X"),
        ("974031800012I10001", 13, "I"),
        ("9740318000123É0001", 14, "É"),
        ("97403180001231000#", 18, "#"),
    ],
)
def test_a_wrong_character_is_refused_with_its_position(
    saisie: str, position: int, fautif: str
) -> None:
    assert f"« {fautif} » en position {position}," in refus(saisie)


def test_the_refusal_says_what_is_expected_there() -> None:
    assert "où l'on attend un chiffre." in refus("974O31800012310001")
    assert "un chiffre ou une lettre sans accent" in refus("9740318000123É0001")


def test_the_refusal_gives_an_example_and_names_its_field() -> None:
    with pytest.raises(SaisieInvalide) as capture:
        lire_numero_unique("974")
    assert capture.value.champ == "numeros"
    assert capture.value.phrase.endswith(f"Exemple : {EXEMPLE}")


@pytest.mark.parametrize("saisie", ["97403180009991000", "9740318000999#0001", "x" * 30])
def test_the_refusal_does_not_repeat_the_number(saisie: str) -> None:
    assert saisie not in refus(saisie)
    assert "000999" not in refus(saisie)


@pytest.mark.parametrize("mois", ["00", "13", "99"])
def test_an_impossible_month_is_doubtful_not_refused(mois: str) -> None:
    (doute,) = lire_numero_unique(f"974{mois}1800012310001").doutes
    assert f"le mois « {mois} » (positions 4 et 5)" in doute


@pytest.mark.parametrize("territoire", ["000", "020", "096", "975", "999"])
def test_an_unknown_territory_is_doubtful_not_refused(territoire: str) -> None:
    (doute,) = lire_numero_unique(f"{territoire}031800012310001").doutes
    assert f"le territoire « {territoire} » (positions 1 à 3)" in doute


def test_month_and_territory_may_both_be_doubtful() -> None:
    assert len(lire_numero_unique("999131800012310001").doutes) == 2


@pytest.mark.parametrize("mois", range(1, 13))
def test_each_month_of_the_year_is_possible(mois: int) -> None:
    assert lire_numero_unique(f"974{mois:02d}1800012310001").doutes == ()


@pytest.mark.parametrize(
    ("mot", "attendu"),
    [
        (EXEMPLE, True),
        ("974 0318 000123 10001", True),
        ("97403180001231000", True),
        ("9740318000123ABCDE", True),
        ("0692 12 34 56", False),
        ("AV-2026-0001", False),
        ("abcdefghijklmnopqr", False),
    ],
)
def test_what_was_meant_as_a_number_is_recognised(mot: str, attendu: bool) -> None:
    assert ressemble_a_un_numero_unique(mot) is attendu


@settings(max_examples=200, deadline=None)
@given(numeros, st.lists(separateurs, min_size=LONGUEUR, max_size=LONGUEUR), st.booleans())
def test_any_number_is_read_back_whatever_its_separators_and_case(
    numero: str, entre: list[str], minuscules: bool
) -> None:
    tape = "".join(lettre + sep for lettre, sep in zip(numero, entre, strict=True))
    lu = lire_numero_unique(tape.lower() if minuscules else tape)
    assert lu.valeur == numero
    assert lu.doutes == ()


@settings(max_examples=100, deadline=None)
@given(numeros, st.integers(0, LONGUEUR - 1), st.sampled_from("#É*ç€"))
def test_a_foreign_character_is_found_wherever_it_is(
    numero: str, position: int, fautif: str
) -> None:
    tape = numero[:position] + fautif + numero[position + 1 :]
    assert f"« {fautif.upper()} » en position {position + 1}," in refus(tape)


@settings(max_examples=100, deadline=None)
@given(numeros)
def test_repr_and_str_never_show_the_number(numero: str) -> None:
    lu = NumeroUnique(numero)
    assert numero[3:10] not in f"{lu!r} {lu}"
    assert not re.search(r"\d", repr(lu))


@settings(max_examples=100, deadline=None)
@given(numeros)
def test_the_mask_shows_six_characters_at_most(numero: str) -> None:
    visibles = NumeroUnique(numero).masque.replace("…", "")
    assert len(visibles) <= 6


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=40))
def test_any_text_is_either_read_or_refused_in_french(saisie: str) -> None:
    phrase = "Numéro unique «"
    try:
        lire_numero_unique(saisie)
    except SaisieInvalide as refuse:
        phrase = refuse.phrase
    assert phrase.startswith("Numéro unique «")
