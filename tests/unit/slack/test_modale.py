"""Forms and answers as modals, and what was typed in them."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.slack import modale
from bot.channels.slack.modale import Souvenir, lire_souvenir, saisies
from bot.presenters.corps import ChampVu, FormulaireVu
from core.messages.model import Bouton, Message, Paragraphe
from tests.fakes.slack.blockkit import pings_of, problems_of_view, visible_text

QUAND = ChampVu("disponible", "Fin du préavis", "", (), False, False, date=True)
TYPES = tuple(f"T{n}" for n in range(1, 8))
textes = st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=90)
champs = st.builds(
    ChampVu,
    st.text("abcdefghij_", min_size=1, max_size=10),
    textes,
    textes,
    st.lists(textes.filter(str.strip), max_size=5, unique_by=lambda un: un[:70]).map(tuple),
    st.booleans(),
    st.booleans(),
    textes,
)


def champ(nom: str = "quartier", **suite: Any) -> ChampVu:
    """Give a question."""
    donnees: dict[str, Any] = {"aide": "", "choix": (), "requis": True, "long": False} | suite
    return ChampVu(nom, "Libellé", **donnees)


def vue(*questions: ChampVu, **suite: Any) -> modale.Vue:
    """Show a form of these questions."""
    un = FormulaireVu("vacance", "Nouvel avis", "Envoyer", questions, suite.pop("fixe", {}))
    faite = modale.formulaire(un, suite.pop("lieu", ""), **suite)
    assert problems_of_view(faite) == []
    return faite


def element(question: ChampVu) -> dict[str, Any]:
    """Give what is shown to answer a question."""
    (bloc,) = vue(question)["blocks"]
    trouve: dict[str, Any] = bloc["element"]
    return trouve


def test_a_question_is_a_line_to_type_and_a_long_one_several() -> None:
    assert element(champ())["type"] == "plain_text_input"
    assert not element(champ())["multiline"]
    assert element(champ(long=True))["multiline"]


def test_few_required_choices_are_all_shown_and_others_are_a_list() -> None:
    assert element(champ(choix=("oui", "non")))["type"] == "radio_buttons"
    assert element(champ(choix=("oui", "non"), requis=False))["type"] == "static_select"
    assert element(champ(choix=TYPES))["type"] == "static_select"


def test_more_choices_than_slack_takes_are_typed() -> None:
    assert element(champ(choix=tuple(map(str, range(101)))))["type"] == "plain_text_input"


def test_a_date_is_picked_in_a_calendar_that_shows_the_day_known() -> None:
    assert element(QUAND) == {"type": "datepicker", "action_id": "saisie"}
    connue = ChampVu("d", "D", "", (), True, False, "2027-01-15", date=True)
    assert element(connue)["initial_date"] == "2027-01-15"


@pytest.mark.parametrize("tapee", ["15/1/2027", "demain"])
def test_a_day_typed_in_another_way_is_picked_anew(tapee: str) -> None:
    assert "initial_date" not in element(ChampVu("d", "D", "", (), True, False, tapee, date=True))


@pytest.mark.parametrize("tapee", ["15/01/2027", "le 15 mars"])
def test_ten_characters_are_not_always_a_day(tapee: str) -> None:
    un = FormulaireVu("v", "V", "V", (ChampVu("d", "D", "", (), True, False, tapee, date=True),))
    assert problems_of_view(modale.formulaire(un, "")) == []


def test_what_was_typed_is_shown_again() -> None:
    assert element(champ(valeur="Centre"))["initial_value"] == "Centre"
    choisi = element(champ(choix=("oui", "non"), valeur="non"))["initial_option"]
    assert choisi["value"] == "non"


def test_an_answer_that_is_no_choice_is_shown_to_be_corrected() -> None:
    assert element(champ(choix=TYPES, valeur="F3"))["initial_value"] == "F3"


def test_a_question_that_others_decide_waits() -> None:
    motif = champ("motif", conditionnel=True)
    assert modale.champs_montres(vue(champ("numeros"), motif)) == ["numeros"]


def test_what_is_said_before_a_form_stands_above_it() -> None:
    dit = Message("Le Port", (Paragraphe("Deux demandes sont radiées."),))
    assert visible_text(vue(champ(), avant=dit)["blocks"]).startswith("Deux demandes")


def test_a_form_remembers_its_command_and_where_to_answer() -> None:
    faite = vue(champ(), fixe={"reference_avis": "AV-2026-0001"}, lieu="C1/1.2")
    assert lire_souvenir(faite) == Souvenir("vacance", {"reference_avis": "AV-2026-0001"}, "C1/1.2")


@pytest.mark.parametrize("memoire", ["", None, "[]", "non", '["a"]', "[1, 2, 3, 4]"])
def test_a_memory_that_is_not_ours_is_empty(memoire: str | None) -> None:
    assert lire_souvenir({"private_metadata": memoire}) == Souvenir()


@pytest.mark.parametrize("memoire", ["3", "null", "true"])
def test_a_memory_of_another_shape_is_empty(memoire: str) -> None:
    assert lire_souvenir({"private_metadata": memoire}) == Souvenir()


@pytest.mark.parametrize(
    ("etat", "lu"),
    [
        ({"type": "plain_text_input", "value": " Centre "}, " Centre "),
        ({"type": "plain_text_input", "value": None}, ""),
        ({"type": "datepicker", "selected_date": "2027-01-15"}, "2027-01-15"),
        ({"type": "static_select", "selected_option": {"value": "T3"}}, "T3"),
        ({"type": "radio_buttons", "selected_option": None}, ""),
        ({}, ""),
    ],
)
def test_each_kind_of_answer_is_read(etat: dict[str, Any], lu: str) -> None:
    assert saisies({"state": {"values": {"a": {"saisie": etat}}}}) == {"a": lu}


def test_a_view_without_answers_gives_none() -> None:
    assert saisies({}) == {}


def test_each_fault_stands_under_its_field_and_those_of_the_form_under_the_first() -> None:
    faite = vue(champ("type"), champ("loyer"))
    places = modale.erreurs_sous_les_champs(faite, {"loyer": "A.", "": "B.", "ailleurs": "C."})
    assert places == {"loyer": "A.", "type": "B. C."}


def test_an_answer_and_a_wait_are_taken_by_slack() -> None:
    attend = modale.attente("C1")
    repond = modale.reponse(Message("Fait", (), (Bouton("Voir", "avis"),)), ("j",), "T1", "C1")
    assert problems_of_view(attend) == problems_of_view(repond) == []
    assert lire_souvenir(attend) == lire_souvenir(repond) == Souvenir(lieu="C1")
    assert "submit" not in repond


@settings(max_examples=80)
@given(st.lists(champs, min_size=1, max_size=4, unique_by=lambda un: un.nom), textes, textes)
def test_any_form_is_taken_and_calls_nobody(
    questions: list[ChampVu], titre: str, envoi: str
) -> None:
    faite = modale.formulaire(FormulaireVu("v", titre, envoi, tuple(questions)), "")
    assert problems_of_view(faite) == []
    assert pings_of(faite) == []


@given(st.dictionaries(textes, textes, max_size=3), textes)
def test_a_memory_is_read_as_it_was_written(fixe: dict[str, str], lieu: str) -> None:
    ecrite = Souvenir("vacance", fixe, lieu).ecrire()
    assert json.loads(ecrite)
    assert lire_souvenir({"private_metadata": ecrite}) == Souvenir("vacance", fixe, lieu)
