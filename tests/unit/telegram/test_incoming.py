"""From the updates that Telegram really sends to what they ask of us."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from telegram import Update

from bot.channels.telegram.incoming import Depart, Evenement, Migration, Retour, traduire
from bot.handlers.request import Request
from core.domain.organisations import Destination
from tests.fakes.telegram import FakeTelegram

PSEUDO = "flux_test_bot"


@pytest.fixture
def fake() -> Iterator[FakeTelegram]:
    with FakeTelegram(privacy_mode=False) as telegram:
        yield telegram


def lire(brute: dict[str, Any] | None) -> Evenement | None:
    assert brute is not None
    update = Update.de_json(brute, None)
    assert update
    return traduire(update, PSEUDO)


def demande(brute: dict[str, Any] | None) -> Request:
    lue = lire(brute)
    assert isinstance(lue, Request)
    return lue


def test_a_private_message_comes_from_a_private_conversation(fake: FakeTelegram) -> None:
    lue = demande(fake.private_message(fake.user(7, "Marie"), "/avis").update)
    assert (lue.personne, lue.texte, lue.conversation.prive) == ("7", "/avis", True)


def test_an_edited_message_is_ignored(fake: FakeTelegram) -> None:
    marie = fake.user(7, "Marie")
    assert lire(fake.edit(marie, fake.private_message(marie, "/avi"), "/avis").update) is None


def test_a_command_for_another_bot_is_ignored(fake: FakeTelegram) -> None:
    marie = fake.user(7, "Marie")
    groupe = fake.group("G", [marie], kind="supergroup")
    assert lire(fake.group_message(marie, groupe, "/avis@autre_bot").update) is None
    assert demande(fake.group_message(marie, groupe, f"/avis@{PSEUDO.upper()}").update)


def test_a_topic_is_a_conversation_of_its_own(fake: FakeTelegram) -> None:
    marie = fake.user(7, "Marie")
    forum = fake.group("F", [marie], kind="supergroup", forum=True)
    fake.group_message(marie, forum, "bonjour")  # the first number is the General topic's
    sujet = fake.topic(forum, "Avis", marie)
    dedans = demande(fake.group_message(marie, forum, "/avis", topic=sujet).update)
    dehors = demande(fake.group_message(marie, forum, "/avis").update)
    assert dedans.conversation.sujet == str(sujet)
    assert dehors.conversation.sujet is None


def test_an_anonymous_administrator_is_known_as_such(fake: FakeTelegram) -> None:
    marie = fake.user(7, "Marie")
    groupe = fake.group("G", [marie], kind="supergroup")
    assert demande(fake.group_message(marie, groupe, "/avis", sender_chat=groupe).update).anonyme


def test_what_an_anonymous_administrator_chats_about_is_not_ours(fake: FakeTelegram) -> None:
    marie = fake.user(7, "Marie")
    groupe = fake.group("G", [marie], kind="supergroup")
    assert lire(fake.group_message(marie, groupe, "bonjour", sender_chat=groupe).update) is None


def test_a_blocked_bot_leaves_and_comes_back(fake: FakeTelegram) -> None:
    marie = fake.user(7, "Marie", started=True)
    fake.block(marie)
    fake.unblock(marie)
    parti, revenu = (lire(une) for une in fake.pending[-2:])
    assert isinstance(parti, Depart)
    assert isinstance(revenu, Retour)
    assert revenu.personne == "7"


def test_a_group_that_moves_is_followed_once(fake: FakeTelegram) -> None:
    marie = fake.user(7, "Marie")
    groupe = fake.group("G", [marie])
    nouveau = fake.migrate(groupe)
    lues = [lire(une) for une in fake.pending]
    assert [un for un in lues if isinstance(un, Migration)] == [
        Migration(Destination("telegram", str(groupe.id), None, prive=False), str(nouveau.id))
    ]


def test_an_answer_to_the_bot_is_told_from_ordinary_talk(fake: FakeTelegram) -> None:
    marie = fake.user(7, "Marie")
    groupe = fake.group("G", [marie], kind="supergroup")
    assert not demande(fake.group_message(marie, groupe, "bonjour").update).repond_au_bot


def test_a_bot_put_back_in_a_group_may_write_there_again(fake: FakeTelegram) -> None:
    marie = fake.user(7, "Marie")
    groupe = fake.group("G", [marie], kind="supergroup")
    fake.kick_bot(groupe)
    fake.add_bot(groupe)
    lues = [lire(une) for une in fake.pending if "my_chat_member" in une]
    assert [type(une) for une in lues] == [Depart, Retour]
    assert all(une.destination.adresse == str(groupe.id) for une in lues if une)
