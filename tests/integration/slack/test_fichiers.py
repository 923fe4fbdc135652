"""Slack in-process: an annexe comes in, a picture and a document go out, a failure is survived."""

from __future__ import annotations

import pytest

from tests.documents import CSV, IMAGE, PDF, controler_en_essai
from tests.fakes.slack import FakeSlack, User
from tests.integration.slack.programme import ProgrammeSlack


@pytest.fixture(autouse=True)
def controle(monkeypatch: pytest.MonkeyPatch) -> None:
    controler_en_essai(monkeypatch)


def test_an_annexe_is_answered_with_a_picture_then_a_document(
    slack: FakeSlack, nadia: User
) -> None:
    slack.say(nadia, "", files=[slack.file(nadia, "annexe.csv", CSV)])
    slack.wait_message(nadia, "annexe.csv : 25 octets lus.")
    slack.say(nadia, "", files=[slack.file(nadia, "annexe.toml", CSV, "application/toml")])
    slack.wait_message(nadia, "annexe.toml : 25 octets lus.")
    assert [(un.name, un.content) for un in slack.files] == [
        (IMAGE.nom, IMAGE.contenu),
        (PDF.nom, PDF.contenu),
    ]


def test_a_file_that_names_the_bot_in_a_channel_is_answered_there(
    slack: FakeSlack, nadia: User
) -> None:
    salon = slack.channel("logement", nadia)
    slack.mention(nadia, salon, "", files=[slack.file(nadia, "annexe.csv", CSV)])
    assert slack.wait_message(salon, "octets lus").files[0].content == IMAGE.contenu


def test_a_download_that_fails_is_taken_up_again_at_a_tick(
    slack: FakeSlack, programme: ProgrammeSlack, nadia: User
) -> None:
    slack.faults.status("download", 503)
    slack.say(nadia, "", files=[slack.file(nadia, "annexe.csv", CSV)])
    slack.wait_for(lambda: slack.calls_of("download"))
    programme.vivre(seconds=40)
    slack.wait_message(nadia, "annexe.csv : 25 octets lus.")


def test_a_file_delivered_twice_is_answered_once(slack: FakeSlack, nadia: User) -> None:
    livraison = slack.say(nadia, "", files=[slack.file(nadia, "annexe.csv", CSV)])
    slack.wait_message(nadia, "octets lus")
    slack.redeliver(livraison)
    slack.say(nadia, "aide")
    slack.wait_message(nadia, "Ce que vous pouvez faire")
    assert len(slack.calls_of("download")) == 1


def test_a_missing_right_is_told(slack: FakeSlack, nadia: User) -> None:
    slack.team.granted_scopes.discard("files:read")
    slack.say(nadia, "", files=[slack.file(nadia, "annexe.csv", CSV)])
    slack.wait_message(nadia, "files:read")
