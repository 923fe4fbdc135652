"""From the events that Slack delivers to what they change; what a text says, once unescaped."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.evenements import Depart, Migration, Retour
from bot.channels.slack import adresses
from bot.channels.slack.courrier import Courrier
from bot.channels.slack.incoming import Desinstallation, Tableau, texte_clair, traduire
from bot.channels.slack.render import echapper
from bot.handlers.request import Request
from tests.fakes.slack import Channel, FakeSlack, User
from tests.unit.slack.gestes import lu, recu


@pytest.mark.parametrize("marque", [{"bot_id": "B1"}, {"subtype": "message_changed"}, {"user": ""}])
def test_what_nobody_typed_is_ignored(fake: FakeSlack, marie: User, marque: dict[str, str]) -> None:
    corps = fake.say(marie, "avis").payload
    courrier = recu(corps | {"event": corps["event"] | marque})
    assert courrier
    assert traduire(courrier) is None


def test_the_home_tab_is_a_board_and_the_messages_tab_is_not(fake: FakeSlack, marie: User) -> None:
    ici = adresses.personne(fake.team.id, marie.id)
    assert lu(fake.open_home(marie)) == Tableau(f"{fake.team.id}/{marie.id}", ici)
    assert lu(fake.open_home(marie, tab="messages")) is None


def test_a_channel_left_archived_or_deleted_is_lost_and_comes_back(
    fake: FakeSlack, salon: Channel
) -> None:
    ici = adresses.canal(fake.team.id, salon.id)
    gestes = [fake.kick_bot(salon), fake.invite_bot(salon), fake.archive(salon)]
    gestes += [fake.unarchive(salon), fake.delete_channel(salon)]
    lus = [lu(un) for un in gestes if un]
    assert [type(un) for un in lus] == [Depart, Retour, Depart, Retour, Depart]
    assert {un.destination for un in lus if isinstance(un, Depart | Retour)} == {ici}


@pytest.mark.parametrize("nom", ["uninstall", "revoke"])
def test_a_workspace_that_removes_the_bot_is_known(fake: FakeSlack, nom: str) -> None:
    livraison = getattr(fake, nom)(fake.team)
    quand = datetime.fromtimestamp(livraison.payload["event_time"], UTC)
    assert lu(livraison) == Desinstallation(fake.team.id, quand)


def evenement(fait: dict[str, Any]) -> Courrier:
    """Make the delivery of an event."""
    return Courrier("evenement", "T1", "T1/U1", {"type": "event_callback", "event": fait})


def test_a_channel_with_a_new_number_is_followed() -> None:
    fait = {"type": "channel_id_changed", "old_channel_id": "C1", "new_channel_id": "C2"}
    assert traduire(evenement(fait)) == Migration(adresses.canal("T1", "C1"), "T1/C2")


@pytest.mark.parametrize(
    "fait",
    [
        {"type": "reaction_added"},
        {"type": "message", "channel_type": "channel", "user": "U1", "text": "avis"},
        {"type": "tokens_revoked", "tokens": {"oauth": ["U1"]}},
        {},
    ],
)
def test_any_other_event_is_ignored(fait: dict[str, Any]) -> None:
    assert traduire(evenement(fait)) is None


@given(st.text())
def test_what_slack_escaped_is_read_as_it_was_typed(texte: str) -> None:
    assert texte_clair(echapper(texte)) == texte


@pytest.mark.parametrize(
    ("recu", "lisible"),
    [
        ("<@U1> avis", " avis"),
        ("<mailto:a@b.re|a@b.re>", "a@b.re"),
        ("<http://leport.re>", "http://leport.re"),
        ("<#C1|logement>", "logement"),
        ("<!here> ici", " ici"),
    ],
)
def test_a_link_gives_its_label_and_a_mention_nothing(recu: str, lisible: str) -> None:
    assert texte_clair(recu) == lisible


@given(st.dictionaries(st.sampled_from(["text", "channel", "ts", "thread_ts", "tab"]), st.text()))
def test_no_text_of_an_event_is_a_fault(textes: dict[str, str]) -> None:
    for type_ in ("message", "app_mention", "app_home_opened", "channel_left"):
        fait = {"user": "U1", "channel_type": "im", "ts": "1.2", **textes, "type": type_}
        lue = traduire(evenement(fait))
        assert not isinstance(lue, Request) or lue == replace(lue, jeton=None, commande=None)
