"""Forms as modals: open at once, filled, corrected field by field, nothing typed is lost."""

from __future__ import annotations

import pytest

from bot.channels.slack import reception
from tests.component.scene import NUR, REF, VACANCE
from tests.e2e.slack import CHAMPS
from tests.fakes.slack import FakeSlack, User
from tests.integration.slack.programme import ProgrammeSlack


def test_a_command_without_arguments_opens_its_form(slack: FakeSlack, nadia: User) -> None:
    slack.slash(nadia, "/vacance")
    vue = slack.wait_modal(nadia, "À quel réservataire ?")
    assert vue.title == "Nouvel avis de vacance"
    assert [un.method for un in slack.calls if un.method.startswith("views.")] == [
        "views.open",
        "views.update",
    ]


def test_each_fault_is_told_under_its_field_and_what_was_typed_stays(
    slack: FakeSlack, nadia: User
) -> None:
    slack.slash(nadia, "/vacance")
    vue = slack.wait_modal(nadia, "À quel réservataire ?")
    slack.submit(nadia, CHAMPS | {"annee": "98", "loyer": "cinq"})
    assert set(vue.errors) == {"annee", "loyer"}
    assert "« 98 »" in vue.errors["annee"]
    slack.submit(nadia, {"annee": "1998", "loyer": "512,30"})
    slack.wait_message(nadia, f"{REF} : émis")


def test_the_reason_is_asked_only_when_candidates_are_too_few(
    slack: FakeSlack, nadia: User, marie: User
) -> None:
    slack.slash(nadia, VACANCE)
    avis = slack.wait_message(marie, REF)
    slack.press(marie, avis, "Proposer des candidats")
    slack.wait_modal(marie, "Numéros uniques")
    slack.submit(marie, {"numeros": NUR[0]})
    vue = slack.modal(marie)
    assert vue
    assert "pour quelle raison" in vue.plain
    slack.submit(marie, {"numeros": NUR[0], "motif": "Peu de demandes de T3 ce mois-ci."})
    slack.wait_message(nadia, "Le Port a fait sa désignation")


def test_three_candidates_are_taken_without_asking_for_a_reason(
    slack: FakeSlack, nadia: User, marie: User
) -> None:
    slack.slash(nadia, VACANCE)
    slack.press(marie, slack.wait_message(marie, REF), "Proposer des candidats")
    slack.wait_modal(marie, "Numéros uniques")
    slack.submit(marie, {"numeros": " ".join(NUR[:3])})
    assert slack.modal(marie) is None
    slack.wait_message(marie, "3 candidats ajoutés")


def test_a_bad_number_is_refused_under_its_field(
    slack: FakeSlack, nadia: User, marie: User
) -> None:
    slack.slash(nadia, VACANCE)
    slack.press(marie, slack.wait_message(marie, REF), "Proposer des candidats")
    slack.wait_modal(marie, "Numéros uniques")
    slack.submit(marie, {"numeros": "123"})
    vue = slack.modal(marie)
    assert vue
    assert "caractères" in vue.errors["numeros"]


def test_choosing_the_avis_leads_to_the_form_of_its_candidates_in_the_same_modal(
    slack: FakeSlack, nadia: User, marie: User
) -> None:
    slack.slash(nadia, VACANCE)
    slack.wait_message(marie, REF)
    slack.slash(marie, "/candidats")
    slack.wait_modal(marie, "Quel avis ?")
    slack.submit(marie, {"reference_avis": REF})
    slack.wait_modal(marie, "Numéros uniques")
    slack.submit(marie, {"numeros": " ".join(NUR[:3])})
    slack.wait_message(marie, "3 candidats ajoutés")


def test_a_refusal_is_read_in_the_modal_that_waited(
    slack: FakeSlack, nadia: User, marie: User
) -> None:
    slack.slash(marie, "/vacance")
    slack.wait_modal(marie, "est réservé à : bailleur")


def test_a_trigger_too_old_gives_a_button_instead_of_a_modal(slack: FakeSlack, nadia: User) -> None:
    slack.trigger_life = 0
    slack.slash(nadia, "/vacance")
    offre = slack.wait_message(nadia, "Il me manque quelques réponses")
    slack.trigger_life = 3
    slack.press(nadia, offre, "Ouvrir le formulaire")
    slack.wait_modal(nadia, "À quel réservataire ?")


def test_a_form_sent_twice_has_one_effect(slack: FakeSlack, nadia: User, marie: User) -> None:
    slack.slash(nadia, "/vacance")
    slack.wait_modal(nadia, "À quel réservataire ?")
    envoi = slack.submit(nadia, CHAMPS)
    slack.wait_message(nadia, f"{REF} : envoyé au Port")
    assert slack.redeliver(envoi).ok
    slack.slash(nadia, "/avis")
    slack.wait_message(nadia, "1 avis en cours")


def test_a_form_that_has_lost_its_object_says_so(
    slack: FakeSlack, nadia: User, marie: User
) -> None:
    slack.slash(nadia, VACANCE)
    slack.press(marie, slack.wait_message(marie, REF), "Proposer des candidats")
    slack.wait_modal(marie, "Numéros uniques")
    slack.slash(nadia, f'/retirer {REF} motif="vendu"')
    slack.wait_message(nadia, f"{REF} : retiré")
    slack.submit(marie, {"numeros": " ".join(NUR[:3])})
    vue = slack.modal(marie)
    assert vue
    assert "retiré" in vue.errors["numeros"]


def test_enrolment_by_modal_draws_the_board(slack: FakeSlack, programme: ProgrammeSlack) -> None:
    inconnue = slack.user("Inès")
    slack.open_home(inconnue)
    slack.wait_for(lambda: slack.home(inconnue))
    slack.press_home(inconnue, "M'inscrire")
    slack.wait_modal(inconnue, "Votre code d'inscription")
    slack.submit(inconnue, {"code": "ABCD-2345-WXYZ"})
    vue = slack.modal(inconnue)
    assert vue
    assert "inconnu, déjà utilisé ou expiré" in vue.errors["code"]


def test_a_form_that_takes_too_long_is_acknowledged_then_answered_with_what_was_typed(
    slack: FakeSlack, nadia: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    slack.slash(nadia, "/vacance")
    slack.wait_modal(nadia, "À quel réservataire ?")
    monkeypatch.setattr(reception, "PATIENCE", 0.0)
    assert slack.submit(nadia, CHAMPS | {"annee": "98"}).ok
    vue = slack.wait_modal(nadia, "n'est pas une année")
    assert "« 98 »" in vue.plain
    assert slack.submit(nadia, {"annee": "1998"}).ok
    slack.wait_message(nadia, f"{REF} : émis")
