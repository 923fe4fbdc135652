"""How people write a candidate's number, a decision, an answer."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.handlers.formulaires_suites import (
    lire_candidat,
    lire_decision,
    lire_presentation,
    lire_reponse,
)
from core.domain.parcours import Presentation, ReponseMenage
from core.errors import Refus


@pytest.mark.parametrize("ecrit", ["2", "n°2", "N° 2", "n2", "nº 2", "no 2", " 2 "])
def test_a_candidate_is_known_by_its_number_however_it_is_written(ecrit: str) -> None:
    assert lire_candidat("candidat", ecrit) == 2


@pytest.mark.parametrize("ecrit", ["", "n°", "0", "deux", "1-2", "n° 2000"])
def test_what_is_no_number_is_refused_with_an_example(ecrit: str) -> None:
    with pytest.raises(Refus, match="Exemple"):
        lire_candidat("candidat", ecrit)


@pytest.mark.parametrize(
    ("ecrit", "lu"),
    [
        ("non_attribution", "non attribution"),
        ("Non-Attribution", "non attribution"),
        ("IRRECEVABILITÉ", "irrecevabilite"),
        ("attribution sous condition", "attribution sous condition"),
        ("condition_non_remplie", "condition non remplie"),
    ],
)
def test_a_decision_is_understood_whatever_its_case_and_accents(ecrit: str, lu: str) -> None:
    assert lire_decision("verdict", ecrit) == lu


def test_participles_are_understood_too() -> None:
    assert lire_presentation("verdict", "écarté") is Presentation.ECARTEE
    assert lire_reponse("verdict", "Accepté") is ReponseMenage.ACCEPTE


@pytest.mark.parametrize("lecteur", [lire_candidat, lire_decision, lire_presentation, lire_reponse])
@given(texte=st.text(max_size=40))
def test_anything_typed_is_read_or_refused_in_one_sentence(lecteur, texte: str) -> None:  # type: ignore[no-untyped-def]
    try:
        lecteur("champ", texte)
    except Refus as refus:
        proposes = "Exemple : " in refus.phrase
    else:
        proposes = True
    assert proposes
