"""The Home tab: what waits, by échéance, with the buttons to act; fresh when something changes."""

from __future__ import annotations

import pytest

from bot.presenters import tableau
from tests.component.scene import NUR, REF, VACANCE
from tests.fakes.slack import FakeSlack, User
from tests.integration.slack.programme import ProgrammeSlack


def ouvrir(slack: FakeSlack, personne: User) -> str:
    """Open a person's Home tab and read it."""
    slack.open_home(personne)
    vue = slack.wait_for(lambda: slack.home(personne))
    return vue.plain


def test_somebody_unknown_learns_how_to_enrol(slack: FakeSlack, programme: ProgrammeSlack) -> None:
    assert "[M'inscrire]" in ouvrir(slack, slack.user("Inès"))


def test_a_reservataire_sees_what_to_answer_and_by_when(
    slack: FakeSlack, nadia: User, marie: User
) -> None:
    slack.slash(nadia, VACANCE)
    slack.wait_message(nadia, "reçu par Le Port")
    lu = ouvrir(slack, marie)
    assert lu.index("À faire") < lu.index(REF) < lu.index("Reste : encore 10 jours")
    assert "[Proposer des candidats]" in lu


def test_a_bailleur_sees_what_others_owe_and_may_post_an_avis(
    slack: FakeSlack, nadia: User, marie: User
) -> None:
    slack.slash(nadia, VACANCE)
    slack.wait_message(nadia, "reçu par Le Port")
    lu = ouvrir(slack, nadia)
    assert "[Nouvel avis de vacance]" in lu
    assert lu.index("En attente des autres") < lu.index(REF)


def test_a_board_that_was_opened_once_follows_every_change(
    slack: FakeSlack, nadia: User, marie: User
) -> None:
    assert "Aucun avis en cours" in ouvrir(slack, marie)
    slack.slash(nadia, VACANCE)
    slack.wait_for(lambda: REF in slack.home(marie).plain)  # type: ignore[union-attr]
    slack.slash(marie, f"/candidats {REF} {' '.join(NUR[:3])}")
    slack.wait_for(lambda: "État : désigné" in slack.home(marie).plain)  # type: ignore[union-attr]


def test_the_days_left_of_a_board_are_those_of_today(
    slack: FakeSlack, programme: ProgrammeSlack, nadia: User, marie: User
) -> None:
    slack.slash(nadia, VACANCE)
    slack.wait_message(nadia, "reçu par Le Port")
    ouvrir(slack, marie)
    programme.vivre(days=2)
    slack.wait_for(lambda: "encore 8 jours" in slack.home(marie).plain)  # type: ignore[union-attr]


def test_a_button_of_the_board_answers_in_a_modal(
    slack: FakeSlack, nadia: User, marie: User
) -> None:
    slack.slash(nadia, VACANCE)
    slack.wait_message(nadia, "reçu par Le Port")
    ouvrir(slack, marie)
    slack.press_home(marie, "Voir")
    slack.wait_modal(marie, "Historique")
    slack.close_modal(marie)
    slack.press_home(marie, "Proposer des candidats")
    slack.wait_modal(marie, "Numéros uniques")


def test_the_board_of_a_member_withdrawn_tells_nothing_more(
    slack: FakeSlack, programme: ProgrammeSlack, nadia: User, marie: User
) -> None:
    slack.slash(nadia, VACANCE)
    slack.wait_message(nadia, "reçu par Le Port")
    assert REF in ouvrir(slack, marie)
    with programme.base.transaction() as uow:
        (membre,) = [un for un in uow.membres.tous() if un.organisation.nom == "Le Port"]
        uow.membres.retirer(membre.id, programme.horloge.maintenant())
    slack.open_home(marie)
    slack.wait_for(lambda: REF not in slack.home(marie).plain)  # type: ignore[union-attr]


def test_a_board_shows_the_most_pressing_and_says_that_there_are_more(
    slack: FakeSlack, nadia: User, marie: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tableau, "MAXIMUM", 1)
    for _ in range(2):
        slack.slash(nadia, VACANCE)
    slack.wait_message(nadia, "AV-2026-0002 : reçu par Le Port")
    lu = ouvrir(slack, marie)
    assert "Plus de 1 avis en cours" in lu
    assert "AV-2026-0002" not in lu
