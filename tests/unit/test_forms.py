"""Forms: which question comes next, and what is wrong with the answers."""

from __future__ import annotations

import pytest

from bot.handlers.formulaires import (
    LIBELLES,
    formulaire_candidats,
    formulaire_complement,
    formulaire_completer,
    formulaire_motif,
    formulaire_reference,
    formulaire_vacance,
)
from core.domain.logement import CHAMPS
from core.messages.forms import Champ, Formulaire, fautes
from core.messages.saisies import LECTEURS_LOGEMENT, lire_montant, lire_texte
from tests.builders import des_termes, un_numero

REF = "AV-2026-0001"
REQUIS = des_termes().champs_requis.valeur
SIMPLE = Formulaire(
    "essai",
    "Essai",
    (
        Champ("un", "Un", lire_texte, "Exemple : a"),
        Champ("deux", "Deux", lire_montant, requis=False),
        Champ("trois", "Trois", lire_texte, "Exemple : c", si=lambda lues: lues.get("un") == "oui"),
    ),
)


def numeros(combien: int) -> str:
    return " ".join(un_numero(rang).valeur for rang in range(combien))


def nom_suivant(formulaire: Formulaire, reponses: dict[str, str]) -> str | None:
    champ = formulaire.suivant(reponses)
    return champ.nom if champ else None


def test_questions_come_in_order() -> None:
    assert nom_suivant(SIMPLE, {}) == "un"
    assert nom_suivant(SIMPLE, {"un": "non"}) == "deux"


def test_a_skipped_question_is_not_asked_again() -> None:
    assert nom_suivant(SIMPLE, {"un": "non", "deux": ""}) is None


def test_a_conditional_question_is_asked_only_when_its_condition_holds() -> None:
    assert nom_suivant(SIMPLE, {"un": "oui", "deux": ""}) == "trois"


def test_a_question_is_found_by_its_name_or_not_at_all() -> None:
    assert SIMPLE.champ("deux") is SIMPLE.champs[1]
    assert SIMPLE.champ("quatre") is None


def test_a_form_well_filled_has_no_fault() -> None:
    assert fautes(SIMPLE, {"un": "non", "deux": "12,50"}) == {}


def test_a_required_answer_missing_is_a_fault_with_its_label_and_help() -> None:
    (phrase,) = fautes(SIMPLE, {}).values()
    assert phrase == "Un : une réponse est attendue. Exemple : a"


def test_an_optional_answer_missing_is_no_fault() -> None:
    assert "deux" not in fautes(SIMPLE, {"un": "non"})


def test_a_conditional_answer_is_required_only_when_asked() -> None:
    assert list(fautes(SIMPLE, {"un": "oui"})) == ["trois"]


def test_every_fault_is_found_in_the_order_of_the_questions() -> None:
    assert list(fautes(SIMPLE, {"un": "", "deux": "cher"})) == ["un", "deux"]


def test_a_bad_answer_is_told_in_the_words_of_its_reader() -> None:
    assert "n'est pas un montant" in fautes(SIMPLE, {"un": "non", "deux": "cher"})["deux"]


def test_every_field_of_a_dwelling_has_a_label_and_a_reader() -> None:
    assert set(LIBELLES) == set(CHAMPS) == set(LECTEURS_LOGEMENT)


def test_every_example_shown_is_accepted_by_its_own_reader() -> None:
    for nom, (_, exemple) in LIBELLES.items():
        if exemple:
            assert LECTEURS_LOGEMENT[nom](nom, exemple) is not None


def test_every_choice_offered_is_accepted_by_its_own_reader() -> None:
    formulaire = formulaire_vacance(["Le Port"], REQUIS, {})
    for champ in formulaire.champs:
        for choix in champ.choix:
            assert champ.lecteur(champ.nom, choix) is not None


def test_a_new_avis_asks_first_the_reservataire_then_what_is_required() -> None:
    noms = [un.nom for un in formulaire_vacance(["Le Port"], REQUIS, {}).champs]
    assert noms[: 1 + len(REQUIS)] == ["reservataire", *REQUIS]


def test_a_new_avis_asks_each_field_once() -> None:
    noms = [un.nom for un in formulaire_vacance(["Le Port"], REQUIS, {}).champs]
    assert sorted(noms) == sorted(["reservataire", *CHAMPS])


def test_a_brouillon_is_asked_only_what_it_lacks() -> None:
    formulaire = formulaire_complement(REF, ["loyer", "pmr"])
    assert [un.nom for un in formulaire.champs] == ["loyer", "pmr"]
    assert formulaire.fixe == {"reference_avis": REF}


@pytest.mark.parametrize(("deja", "combien"), [(0, 1), (0, 2), (1, 1)])
def test_a_short_list_is_asked_for_its_reason(deja: int, combien: int) -> None:
    formulaire = formulaire_candidats(REF, 3, deja)
    assert nom_suivant(formulaire, {"numeros": numeros(combien)}) == "motif"


@pytest.mark.parametrize(("deja", "combien"), [(0, 3), (1, 2), (2, 1), (0, 4)])
def test_a_full_list_is_not_asked_for_a_reason(deja: int, combien: int) -> None:
    formulaire = formulaire_candidats(REF, 3, deja)
    assert nom_suivant(formulaire, {"numeros": numeros(combien)}) is None


def test_one_number_spelled_with_spaces_is_still_a_short_list() -> None:
    formulaire = formulaire_candidats(REF, 3, 0)
    assert nom_suivant(formulaire, {"numeros": "974 0318 000123 10001"}) == "motif"


def test_the_bailleur_who_completes_is_not_asked_for_a_reason() -> None:
    formulaire = formulaire_completer(REF, 3)
    assert nom_suivant(formulaire, {"numeros": numeros(1)}) is None


def test_numbers_on_several_lines_are_accepted() -> None:
    formulaire = formulaire_candidats(REF, 3, 0)
    assert fautes(formulaire, {"numeros": numeros(3).replace(" ", "\n")}) == {}


def test_a_reason_that_names_somebody_is_a_fault() -> None:
    formulaire = formulaire_motif("retirer", REF, "Retirer")
    assert "un nom de personne" in fautes(formulaire, {"motif": "M. Payet a refusé"})["motif"]


def test_a_reference_is_checked_in_its_form() -> None:
    formulaire = formulaire_reference("rendre", "Rendre", [REF])
    assert fautes(formulaire, {"reference_avis": "av-2026-1"}) == {}
    assert (
        "n'est pas une référence" in fautes(formulaire, {"reference_avis": "x"})["reference_avis"]
    )
