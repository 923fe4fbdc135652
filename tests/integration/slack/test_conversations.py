"""Messages, threads, what one person alone sees, what is confirmed first."""

from __future__ import annotations

import pytest

from tests.component.scene import NUR, REF, VACANCE
from tests.fakes.slack import FakeSlack, User
from tests.integration.slack.programme import ProgrammeSlack


@pytest.fixture
def avis_ouvert(slack: FakeSlack, nadia: User, marie: User) -> str:
    """An avis received by Le Port in private."""
    slack.slash(nadia, VACANCE)
    slack.wait_message(marie, REF)
    slack.wait_message(nadia, "reçu par Le Port")
    return REF


def test_what_follows_goes_into_the_thread_of_the_avis(
    slack: FakeSlack, programme: ProgrammeSlack, marie: User, avis_ouvert: str
) -> None:
    avis = slack.messages(marie)[0]
    programme.vivre(days=7)
    rappel = slack.wait_message(marie, "Rappel")
    assert (rappel.thread_ts, rappel.broadcast) == (avis.ts, True)


def test_the_avis_counts_the_days_left(
    slack: FakeSlack, programme: ProgrammeSlack, marie: User, avis_ouvert: str
) -> None:
    slack.wait_for(lambda: "Reste : encore 10 jours" in slack.messages(marie)[0].plain)
    programme.vivre(days=4)
    slack.wait_for(lambda: "Reste : encore 6 jours" in slack.messages(marie)[0].plain)


def test_what_cannot_be_undone_is_confirmed_by_slack_and_done_at_once(
    slack: FakeSlack, nadia: User, marie: User, avis_ouvert: str
) -> None:
    appui = slack.press(marie, slack.messages(marie)[0], "Rendre")
    assert "C'est définitif" in (appui.confirm or "")
    slack.wait_message(nadia, "rendu par Le Port")


def test_an_answer_asked_in_a_channel_is_seen_by_its_author_only(
    slack: FakeSlack, marie: User, avis_ouvert: str
) -> None:
    autre = slack.user("Paul")
    salon = slack.channel("logement", marie, autre)
    slack.slash(marie, f"/avis {REF}", salon)
    reponse = slack.wait_message(salon, REF, viewer=marie)
    assert reponse.ephemeral_to == marie
    assert slack.messages(salon, viewer=autre) == []


def test_where_the_bot_is_not_the_answer_comes_in_private(
    slack: FakeSlack, marie: User, avis_ouvert: str
) -> None:
    salon = slack.channel("prive", marie, private=True, bot=False)
    slack.slash(marie, "/avis", salon)
    assert slack.wait_message(marie, "1 avis en cours").ephemeral_to is None


def test_a_channel_attached_receives_the_avis_and_its_thread(
    slack: FakeSlack, programme: ProgrammeSlack, nadia: User, marie: User
) -> None:
    salon = slack.channel("logement", marie)
    slack.slash(marie, "/canal", salon)
    slack.wait_message(salon, "Conversation rattachée", viewer=marie)
    slack.slash(nadia, VACANCE)
    avis = slack.wait_message(salon, f"Avis de vacance {REF}")
    slack.press(marie, avis, "Proposer des candidats")
    slack.wait_modal(marie, "Numéros uniques")
    slack.submit(marie, {"numeros": " ".join(NUR[:3])})
    slack.wait_message(salon, "3 candidats ajoutés", viewer=marie)
    slack.wait_for(lambda: "désigné" in avis.plain)
    assert not any(NUR[0] in un.plain + un.text for un in slack.messages(salon, everyone=True))


def test_a_channel_where_the_bot_is_not_is_refused_with_the_way_in(
    slack: FakeSlack, marie: User
) -> None:
    salon = slack.channel("prive", marie, private=True, bot=False)
    slack.slash(marie, "/canal", salon)
    slack.wait_message(marie, "/invite @fluxbot, puis /canal")


def test_full_numbers_are_shown_to_one_person_only(
    slack: FakeSlack, nadia: User, marie: User, avis_ouvert: str
) -> None:
    slack.slash(marie, f"/candidats {REF} {' '.join(NUR[:3])}")
    slack.wait_message(nadia, "désignation")
    salon = slack.channel("bailleur", nadia)
    slack.slash(nadia, f"/numeros {REF}", salon)
    assert slack.wait_message(salon, NUR[0], viewer=nadia).ephemeral_to == nadia


def test_one_may_write_to_the_bot_without_the_slash(
    slack: FakeSlack, nadia: User, avis_ouvert: str
) -> None:
    slack.say(nadia, f"avis {REF}")
    slack.wait_message(nadia, "Historique")


def test_what_is_not_a_command_is_answered_with_the_way_to_help(
    slack: FakeSlack, nadia: User
) -> None:
    slack.say(nadia, "bonjour, avez-vous un T3 ?")
    slack.wait_message(nadia, "Je ne comprends que les commandes")


def test_a_mention_is_answered_in_its_thread(
    slack: FakeSlack, marie: User, avis_ouvert: str
) -> None:
    salon = slack.channel("logement", marie)
    mention = slack.mention(marie, salon, f"avis {REF}")
    reponse = slack.wait_message(salon, f"{REF} : ouvert")
    assert reponse.thread_ts == mention.event["ts"]


def test_a_number_typed_in_a_channel_is_asked_to_be_erased(
    slack: FakeSlack, marie: User, avis_ouvert: str
) -> None:
    salon = slack.channel("logement", marie)
    slack.mention(marie, salon, f"candidats {REF} {NUR[0]}")
    slack.wait_message(salon, "Effacez votre message")


def test_the_proof_file_is_joined_in_private(
    slack: FakeSlack, marie: User, avis_ouvert: str
) -> None:
    salon = slack.channel("logement", marie)
    slack.slash(marie, f"/preuve {REF}", salon)
    slack.wait_for(lambda: slack.files)
    (fichier,) = slack.files
    assert fichier.channel == slack.dm(marie)
    assert REF.encode() in fichier.content


def test_text_from_people_neither_pings_nor_links(
    slack: FakeSlack, nadia: User, marie: User
) -> None:
    piege = VACANCE.replace('quartier="Rivière des Galets"', 'quartier="<!channel> <@U1>"')
    slack.slash(nadia, piege)
    avis = slack.wait_message(marie, REF)
    assert "<!channel> <@U1>" in avis.plain
    assert "<!channel>" not in avis.text
