"""Comparing names, and writing French."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.texte import a, cle, de, instant_fr, jour_fr, jour_long_fr, liste_fr, pluriel, proche

mots = st.text("abcdefghijklmnopqrstuvwxyzéèêàâçîïôùûœæABCDEÉÀÇŒ '’-", min_size=0, max_size=30)


@pytest.mark.parametrize(
    ("une", "autre"),
    [
        ("Préavis", "PREAVIS"),
        ("Saint-Paul", "saint paul"),
        ("Saint‑Paul", "SAINT-PAUL"),
        ("Territoire de l’Ouest", "territoire de l'ouest"),
        ("  Le   Port ", "le port"),
        ("Cœur", "coeur"),
        ("E\u0301tat", "état"),
        ("ÇA", "ca"),
    ],
)
def test_two_spellings_of_one_name_are_equal(une: str, autre: str) -> None:
    assert cle(une) == cle(autre)


def test_two_different_names_stay_different() -> None:
    assert cle("Le Port") != cle("Le Pont")


@settings(max_examples=150, deadline=None)
@given(mots)
def test_the_key_of_a_key_is_itself(texte: str) -> None:
    assert cle(cle(texte)) == cle(texte)


@settings(max_examples=150, deadline=None)
@given(mots)
def test_case_never_changes_the_key(texte: str) -> None:
    assert cle(texte.upper()) == cle(texte.lower()) == cle(texte)


@pytest.mark.parametrize(
    ("mot", "attendu"),
    [("loyé", "loyer"), ("previs", "preavis"), ("FINANCEMENT", "financement"), ("zzz", None)],
)
def test_the_nearest_choice_is_found_or_none(mot: str, attendu: str | None) -> None:
    assert proche(mot, ["loyer", "preavis", "financement"]) == attendu


def test_the_nearest_choice_keeps_its_own_spelling() -> None:
    assert proche("reservataire", ["Réservataire"]) == "Réservataire"


@pytest.mark.parametrize(
    ("elements", "attendu"),
    [([], ""), (["a"], "a"), (["a", "b"], "a et b"), (["a", "b", "c"], "a, b et c")],
)
def test_a_list_is_joined_as_french_does(elements: list[str], attendu: str) -> None:
    assert liste_fr(elements) == attendu


def test_a_choice_is_joined_with_or() -> None:
    assert liste_fr(["T1", "T2", "T3"], "ou") == "T1, T2 ou T3"


@pytest.mark.parametrize(
    ("nombre", "attendu"),
    [(0, "0 jour"), (1, "1 jour"), (-1, "-1 jour"), (2, "2 jours"), (10, "10 jours")],
)
def test_a_noun_takes_its_plural_from_two_on(nombre: int, attendu: str) -> None:
    assert pluriel(nombre, "jour") == attendu


def test_an_irregular_plural_is_given() -> None:
    assert pluriel(3, "candidat ajouté", "candidats ajoutés") == "3 candidats ajoutés"


def test_dates_are_written_day_first() -> None:
    assert jour_fr(date(2026, 12, 5)) == "05/12/2026"
    assert jour_long_fr(date(2026, 12, 20)) == "dimanche 20/12/2026"


def test_an_instant_is_written_on_the_local_clock() -> None:
    instant = datetime(2026, 12, 10, 21, 15, tzinfo=UTC)
    assert instant_fr(instant, "Indian/Reunion") == "11/12/2026 à 01:15"
    assert instant_fr(instant, "Europe/Paris") == "10/12/2026 à 22:15"


@pytest.mark.parametrize(
    ("nom", "de_lui", "a_lui"),
    [
        ("SIDR", "de SIDR", "à SIDR"),
        ("Le Port", "du Port", "au Port"),
        ("Les Avirons", "des Avirons", "aux Avirons"),
        ("État (préfet)", "de l'État (préfet)", "à l'État (préfet)"),
        (
            "Préfecture de La Réunion",
            "de la Préfecture de La Réunion",
            "à la Préfecture de La Réunion",
        ),
        ("La Possession", "de La Possession", "à La Possession"),
        ("Action Logement", "d'Action Logement", "à Action Logement"),
        ("Habitat 44", "d'Habitat 44", "à Habitat 44"),
        ("État", "de l'État", "à l'État"),
        ("Le", "de Le", "à Le"),
        ("Lesparre", "de Lesparre", "à Lesparre"),
    ],
)
def test_the_article_of_a_name_is_contracted(nom: str, de_lui: str, a_lui: str) -> None:
    assert (de(nom), a(nom)) == (de_lui, a_lui)
