"""What is typed of a household: read whole, or refused in French without repeating it."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.menages import NOMS, Menage
from core.domain.publics import CATEGORIES, NON_PRECISEE
from core.errors import SaisieInvalide
from core.messages.saisies_menage import EXEMPLES, LECTEURS

VIETNAMIEN = "Nguyễn"


def lire(nom: str, texte: str) -> str:
    lu: str = LECTEURS[nom](f"{nom}_2", texte)
    return lu


def essayer(nom: str, texte: str) -> tuple[str, SaisieInvalide | None]:
    """Give what is read, or the refusal."""
    try:
        return lire(nom, texte), None
    except SaisieInvalide as refus:
        return "", refus


def test_every_field_of_a_household_has_a_reader_and_an_example() -> None:
    assert tuple(LECTEURS) == NOMS
    assert all(
        lire(nom, exemple) in (exemple, "", "06 92 12 34 56") for nom, exemple in EXEMPLES.items()
    )


@pytest.mark.parametrize("nom", NOMS)
@given(texte=st.text(max_size=250))
def test_any_text_is_read_or_refused_in_a_french_sentence(nom: str, texte: str) -> None:
    lu, refus = essayer(nom, texte)
    if refus is None:
        assert lu.isprintable()
        assert not lu or lire(nom, lu) == lu
        return
    assert refus.champ == f"{nom}_2"
    assert refus.phrase.startswith("Candidat 2, ")
    assert f"Exemple : {EXEMPLES[nom]}" in refus.phrase
    assert len(texte) < 8 or texte not in refus.phrase


@pytest.mark.parametrize(
    "nom",
    [
        "D'Aubigné-Hoareau",
        "D’Aubigné",
        VIETNAMIEN,
        "Ben Saïd",
        "Nœl",
        "О'Коннор",
        "李",
        "Ramalingôm",
    ],
)
def test_a_name_keeps_its_accents_and_apostrophes(nom: str) -> None:
    assert lire("nom", f"  {nom} ") == nom


def test_a_name_typed_with_separate_accents_is_composed() -> None:
    assert lire("nom", unicodedata.normalize("NFD", VIETNAMIEN)) == VIETNAMIEN


@pytest.mark.parametrize("nom", ["Payet3", "<script>", "a@b", "'", "=cmd()", "x" * 81, "\u200b"])
def test_what_is_no_name_is_refused(nom: str) -> None:
    with pytest.raises(SaisieInvalide, match="D'Aubigné-Hoareau"):
        lire("nom", nom)


@pytest.mark.parametrize(
    "tape",
    [
        "0692123456",
        "0692 12 34 56",
        "06.92.12.34.56",
        "+262 692 12 34 56",
        "+262 (0)692-12-34-56",
        "00262692123456",
        "+262\u00a0692\u202f12 34 56",
    ],
)
def test_a_phone_number_is_read_however_it_is_written(tape: str) -> None:
    assert lire("telephone", tape) == "06 92 12 34 56"


@pytest.mark.parametrize(
    "tape", ["0692 12 34 5", "692123456", "+44 20 7946 0958", "06921234567", "zéro six", "0092"]
)
def test_what_is_no_french_phone_number_is_refused(tape: str) -> None:
    with pytest.raises(SaisieInvalide, match="téléphone"):
        lire("telephone", tape)


def test_an_address_is_read_in_lower_case() -> None:
    assert lire("courriel", " M.D'Aubigne@Exemple.RE ") == "m.d'aubigne@exemple.re"


@pytest.mark.parametrize(
    "tape", ["m.hoareau", "a@b", "a b@c.re", "a@b.re,c@d.re", "a@b.re\nBcc: x@y.re", "<a@b.re>"]
)
def test_what_is_no_address_is_refused(tape: str) -> None:
    with pytest.raises(SaisieInvalide, match="nom@domaine"):
        lire("courriel", tape)


@pytest.mark.parametrize("code", CATEGORIES)
def test_a_category_is_read_by_its_label_as_by_its_code(code: str) -> None:
    assert lire("categorie", CATEGORIES[code]) == lire("categorie", code) == code


def test_no_category_told_is_none() -> None:
    assert lire("categorie", NON_PRECISEE) == ""


def test_the_categories_are_those_of_the_law() -> None:
    lettres = [*"abcdefg", "g bis", *"hijklm"]
    assert list(CATEGORIES) == ["dalo", *lettres, "quartile"]


def test_a_household_says_nothing_of_itself_in_a_repr() -> None:
    assert repr(Menage(nom="Hoareau", categorie="g")) == "Menage()"


def test_what_is_left_blank_does_not_erase_what_was_known() -> None:
    connu = Menage(nom="Hoareau", telephone="06 92 12 34 56", categorie="g")
    corrige = connu.complete_par(Menage(nom="Hoarau", courriel="h@exemple.re"))
    assert corrige == Menage("Hoarau", "", "06 92 12 34 56", "h@exemple.re", "", "g")
