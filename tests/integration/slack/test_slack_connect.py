"""A channel shared with another organisation's workspace, where fluxbot is not installed."""

from __future__ import annotations

import pytest

from tests.component.scene import NUR, REF, VACANCE
from tests.fakes.slack import Channel, FakeSlack, User
from tests.integration.slack.programme import ProgrammeSlack


@pytest.fixture
def rose(slack: FakeSlack, programme: ProgrammeSlack) -> User:
    """An officer of Le Port, in the town hall's own workspace."""
    une = slack.user("Rose", slack.workspace("Mairie du Port", installed=False))
    programme.inscrire(une, "Le Port")
    return une


@pytest.fixture
def commun(slack: FakeSlack, nadia: User, rose: User) -> Channel:
    """A channel of the bailleur's workspace, shared with the town hall, attached by it."""
    un = slack.channel("gestion-en-flux", nadia, rose, shared_with=[rose.team])
    slack.mention(rose, un, "canal")
    slack.wait_message(un, "Les avis du Port arriveront ici")
    return un


def test_the_other_side_answers_an_avis_by_modal_from_its_own_workspace(
    slack: FakeSlack, nadia: User, rose: User, commun: Channel
) -> None:
    slack.slash(nadia, VACANCE)
    avis = slack.wait_message(commun, f"Avis de vacance {REF}")
    slack.press(rose, avis, "Proposer des candidats")
    slack.wait_modal(rose, "Numéros uniques")
    slack.submit(rose, {"numeros": " ".join(NUR[:3])})
    slack.wait_message(nadia, "Le Port a fait sa désignation")
    slack.wait_for(lambda: "désigné" in avis.plain)


def test_a_button_meant_for_the_other_side_is_refused_to_its_neighbour(
    slack: FakeSlack, nadia: User, rose: User, commun: Channel
) -> None:
    slack.slash(nadia, VACANCE)
    avis = slack.wait_message(commun, f"Avis de vacance {REF}")
    slack.press(nadia, avis, "Voir")
    slack.wait_message(commun, "Ce bouton ne vous est pas destiné", viewer=nadia)
