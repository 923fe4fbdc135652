"""The words after a command, as people really type them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.handlers.arguments import (
    decouper,
    exiger_reference,
    exiger_rien_de_plus,
    lire_reference,
)
from core.errors import SaisieInvalide

GUILLEMETS = [
    ('"', '"'),
    ("“", "”"),
    ("”", "”"),
    ("„", "“"),
    ("„", "”"),
    ("«", "»"),
    ("« ", " »"),
    ("«\u00a0", "\u00a0»"),
    ("«\u202f", "\u202f»"),
    ("'", "'"),
    ("‘", "’"),
    ("’", "’"),
    ('"', "”"),
]
mots = st.text(
    "abcdefghijklmnopqrstuvwxyzéèàçœÀÉ0123456789=.,;:!?()/+-€'’", min_size=1, max_size=12
).filter(lambda mot: mot[-1] not in "'’")
phrases = st.lists(mots, min_size=1, max_size=8).map(" ".join)


@pytest.mark.parametrize(("ouvrant", "fermant"), GUILLEMETS)
def test_every_kind_of_quotes_keeps_spaces(ouvrant: str, fermant: str) -> None:
    lus = decouper(f"quartier={ouvrant}Rivière des Galets{fermant} qpv=oui")
    assert lus.valeurs == {"quartier": "Rivière des Galets", "qpv": "oui"}


@pytest.mark.parametrize(("ouvrant", "fermant"), GUILLEMETS)
def test_every_kind_of_quotes_keeps_a_word_by_position_whole(ouvrant: str, fermant: str) -> None:
    assert decouper(f"AV-2026-0001 {ouvrant}Le Port{fermant}").mots == ("AV-2026-0001", "Le Port")


@pytest.mark.parametrize(
    ("tape", "nom"),
    [
        ("préavis=1", "preavis"),
        ("PREAVIS=1", "preavis"),
        ("Préavis = 1", "preavis"),
        ("relancer_delai=1", "relancer_delai"),
        ("RELANCER_DÉLAI=1", "relancer_delai"),
        ("Réservataire=1", "reservataire"),
    ],
)
def test_keys_lose_case_and_accents(tape: str, nom: str) -> None:
    assert decouper(tape).valeurs == {nom: "1"}


def test_an_accent_typed_as_two_characters_is_an_accent() -> None:
    assert decouper("pre\u0301avis=1").valeurs == {"preavis": "1"}


@pytest.mark.parametrize(
    "valeur", ["l'Oasis", "l’Oasis", "L'Oasis,", "d'Arc", "aujourd'hui", "rue-de-l'Est"]
)
def test_an_apostrophe_inside_a_word_is_no_quote(valeur: str) -> None:
    assert decouper(f"quartier={valeur} qpv=oui").valeurs == {"quartier": valeur, "qpv": "oui"}


def test_an_apostrophe_inside_single_quotes_does_not_close_them() -> None:
    assert decouper("quartier='Cité de l'Oasis' qpv=oui").valeurs["quartier"] == "Cité de l'Oasis"


def test_an_equals_sign_inside_quotes_belongs_to_the_value() -> None:
    lus = decouper('motif="loyer=512 au lieu de 498" qpv=non')
    assert lus.valeurs == {"motif": "loyer=512 au lieu de 498", "qpv": "non"}


def test_other_quotes_inside_quotes_belong_to_the_value() -> None:
    assert decouper('motif="dit « trop cher » deux fois"').valeurs["motif"] == (
        "dit « trop cher » deux fois"
    )


def test_an_equals_sign_inside_a_bare_value_belongs_to_it() -> None:
    assert decouper("reference=B=12").valeurs == {"reference": "B=12"}


@pytest.mark.parametrize("tape", ["loyer=512,30 €", "loyer=512,30\u00a0€", "loyer=512,30 euros"])
def test_a_unit_set_apart_is_dropped(tape: str) -> None:
    lus = decouper(f"AV-2026-0001 {tape} qpv=oui")
    assert lus.mots == ("AV-2026-0001",)
    assert lus.valeurs == {"loyer": "512,30", "qpv": "oui"}


def test_a_preavis_in_words_loses_its_unit() -> None:
    lus = decouper("preavis=1 mois type=T3")
    assert (lus.mots, lus.valeurs) == ((), {"preavis": "1", "type": "T3"})


@pytest.mark.parametrize("tape", ["qpv=oui qpv=non", "préavis=1 PREAVIS=2"])
def test_a_key_given_twice_is_refused(tape: str) -> None:
    with pytest.raises(SaisieInvalide, match="donné deux fois"):
        decouper(tape)


@pytest.mark.parametrize("tape", ['motif="sans fin', "motif=« sans fin", "“sans fin", '"'])
def test_a_quote_never_closed_is_refused_with_an_example(tape: str) -> None:
    with pytest.raises(SaisieInvalide, match=r"n'est pas refermé.*Exemple"):
        decouper(tape)


@pytest.mark.parametrize("blanc", [" ", "  ", "\t", "\n", "\u00a0", "\u202f", "\u2003"])
def test_every_kind_of_blank_separates(blanc: str) -> None:
    lus = decouper(f"AV-2026-0001{blanc}type=T3{blanc}qpv=oui")
    assert (lus.mots, lus.valeurs) == (("AV-2026-0001",), {"type": "T3", "qpv": "oui"})


@pytest.mark.parametrize("tape", ["", "   ", "\n"])
def test_nothing_typed_is_nothing(tape: str) -> None:
    assert not decouper(tape)


def test_a_key_without_value_does_not_swallow_the_next_key() -> None:
    assert decouper("charges= loyer=512").valeurs.get("loyer") == "512"


def test_repr_shows_no_value() -> None:
    assert "974031800012310001" not in repr(decouper("974031800012310001 motif=974031800012310001"))


@settings(max_examples=200, deadline=None)
@given(phrases, st.sampled_from([('"', '"'), ("“", "”"), ("«", "»"), ("« ", " »")]))
def test_any_words_in_quotes_come_back_whole(phrase: str, guillemets: tuple[str, str]) -> None:
    ouvrant, fermant = guillemets
    lus = decouper(f"REF motif={ouvrant}{phrase}{fermant} qpv=oui")
    assert lus.valeurs == {"motif": phrase, "qpv": "oui"}
    assert lus.mots == ("REF",)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_either_read_or_refused_in_french(texte: str) -> None:
    phrase = ""
    try:
        decouper(texte)
    except SaisieInvalide as refus:
        phrase = refus.phrase
    assert not phrase or "guillemet" in phrase or "deux fois" in phrase


@pytest.mark.parametrize(
    "mot", ["AV-2026-0001", "av-2026-0001", "AV-2026-1", "av 2026 1", "AV2026-0001", "AV–2026–1"]
)
def test_a_reference_is_read_in_any_spelling(mot: str) -> None:
    assert lire_reference(mot) == "AV-2026-0001"


def test_a_reference_of_more_than_four_digits_is_kept() -> None:
    assert lire_reference("av-2026-12345") == "AV-2026-12345"


@pytest.mark.parametrize("mot", ["", "AV", "2026-0001", "974031800012310001", "AV-26-1", "AV-2026"])
def test_what_is_no_reference_is_not_read_as_one(mot: str) -> None:
    assert lire_reference(mot) is None


def test_a_missing_reference_is_asked_for_with_an_example() -> None:
    with pytest.raises(SaisieInvalide, match=r"référence manque.*/rendre AV-2026-0001"):
        exiger_reference([], "rendre")


def test_a_wrong_reference_is_quoted() -> None:
    with pytest.raises(SaisieInvalide, match="« demain » n'est pas une référence"):
        exiger_reference(["demain"], "rendre")


def test_an_unknown_key_is_refused_with_the_nearest_one() -> None:
    with pytest.raises(SaisieInvalide, match="Vouliez-vous dire « loyer= »"):
        decouper("loyé=512").cles_permises(["loyer", "type"], "vacance")


def test_a_key_near_to_none_lists_those_permitted() -> None:
    with pytest.raises(SaisieInvalide, match="Clés permises : loyer et type"):
        decouper("zzz=512").cles_permises(["type", "loyer"], "vacance")


def test_words_that_nothing_explains_are_refused_with_an_example() -> None:
    with pytest.raises(SaisieInvalide, match=r"« des Galets ».*Exemple : /vacance"):
        exiger_rien_de_plus(["des", "Galets"], "vacance", "/vacance type=T3")
