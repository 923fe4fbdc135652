"""Les gestes des personnes : formes livrées et suites."""

import httpx
import pytest
from slack_sdk import WebClient

from .model import User
from .receiver import Receiver
from .samples import buttons, section
from .server import FakeSlack


def test_a_slash_command_is_a_form(fake: FakeSlack, program: Receiver, alice: User) -> None:
    fake.slash(alice, "/avis AV-1 x")
    fields = program.received[0].payload
    assert (fields["command"], fields["text"]) == ("/avis", "AV-1 x")
    assert (fields["channel_name"], fields["user_id"]) == ("directmessage", alice.id)
    assert fields["api_app_id"] == fake.team.app_id


def test_an_answer_in_the_ack_is_ephemeral(fake: FakeSlack, program: Receiver, alice: User) -> None:
    program.reply = lambda _: (200, {"text": "vu"})
    fake.slash(alice, "/avis", fake.channel("general", alice))
    assert fake.wait_message(alice, "vu", timeout=1).ephemeral_to is alice


def test_a_response_url_serves_five_times(fake: FakeSlack, program: Receiver, alice: User) -> None:
    place = fake.channel("general", alice)
    url = fake.slash(alice, "/avis", place).response_url
    body = {"text": "à tous", "response_type": "in_channel"}
    codes = [httpx.post(url, json=body).status_code for _ in range(6)]
    assert codes == [200] * 5 + [404]
    assert [m.text for m in fake.messages(place)] == ["à tous"] * 5


def test_a_pressed_button_is_a_documented_payload(
    fake: FakeSlack, program: Receiver, client: WebClient, alice: User
) -> None:
    client.chat_postMessage(channel=alice.id, text="?", blocks=[buttons("Oui", "Non")])
    message = fake.last(alice)
    delivery = fake.press(alice, message, "Non")
    got = program.received[0].payload
    assert got["type"] == "block_actions"
    assert got["container"]["message_ts"] == got["message"]["ts"] == message.ts
    assert got["user"]["team_id"] == got["team"]["id"] == fake.team.id
    (action,) = got["actions"]
    assert (action["action_id"], action["block_id"], action["value"]) == ("do_Non", "row", "non")
    assert got["trigger_id"] == delivery.trigger_id


def test_the_original_of_a_button_can_be_replaced(
    fake: FakeSlack, program: Receiver, client: WebClient, alice: User
) -> None:
    client.chat_postMessage(channel=alice.id, text="?", blocks=[buttons("Oui")])
    url = fake.press(alice, fake.last(alice), "Oui").response_url
    httpx.post(url, json={"text": "fait", "replace_original": True})
    assert fake.last(alice).plain == "fait"


def test_an_ephemeral_message_is_not_in_its_payload(
    fake: FakeSlack, program: Receiver, client: WebClient, alice: User
) -> None:
    place = fake.channel("general", alice)
    blocks = [buttons("Oui")]
    client.chat_postEphemeral(channel=place.id, user=alice.id, text="?", blocks=blocks)
    payload = fake.press(alice, fake.last(place, viewer=alice), "Oui").payload
    assert payload["container"]["is_ephemeral"] is True
    assert "message" not in payload


def test_a_confirmation_is_kept_and_can_be_declined(
    fake: FakeSlack, program: Receiver, client: WebClient, alice: User
) -> None:
    client.chat_postMessage(channel=alice.id, text="?", blocks=[buttons("Oui", confirm=True)])
    declined = fake.press(alice, fake.last(alice), "Oui", confirm=False)
    assert "C'est définitif." in (declined.confirm or "")
    assert program.received == []


def test_an_unknown_label_is_an_error_of_the_test(
    fake: FakeSlack, program: Receiver, client: WebClient, alice: User
) -> None:
    client.chat_postMessage(channel=alice.id, text="?", blocks=[buttons("Oui")])
    with pytest.raises(KeyError, match="Oui"):
        fake.press(alice, fake.last(alice), "Peut-être")


def test_a_direct_message_is_an_event(fake: FakeSlack, program: Receiver, alice: User) -> None:
    delivery = fake.say(alice, "bonjour")
    got = program.received[0].payload
    assert (got["type"], got["event"]["channel_type"]) == ("event_callback", "im")
    assert got["authorizations"][0]["user_id"] == fake.team.bot_user_id
    assert got["event_id"] == delivery.payload["event_id"]


def test_a_channel_message_is_not_delivered(
    fake: FakeSlack, program: Receiver, alice: User
) -> None:
    delivery = fake.say(alice, "bonjour", fake.channel("general", alice))
    assert not delivery.sent and program.received == []


def test_a_mention_needs_the_bot_in_the_channel(
    fake: FakeSlack, program: Receiver, alice: User
) -> None:
    place = fake.channel("general", alice, bot=False)
    assert not fake.mention(alice, place, "aide").sent
    fake.invite_bot(place, delivered=False)
    event = fake.mention(alice, place, "aide").event
    assert event["text"] == f"<@{fake.team.bot_user_id}> aide"


def test_the_home_tab_is_opened_then_pressed(
    fake: FakeSlack, program: Receiver, client: WebClient, alice: User
) -> None:
    assert fake.open_home(alice).event["tab"] == "home"
    view = {"type": "home", "blocks": [section("Accueil"), buttons("Oui")]}
    client.views_publish(user_id=alice.id, view=view)
    home = fake.home(alice)
    assert home is not None and "Accueil" in home.plain
    got = fake.press_home(alice, "Oui").payload
    assert got["container"] == {"type": "view", "view_id": home.id}


def test_a_stranger_presses_in_his_own_teams_name(
    fake: FakeSlack, program: Receiver, client: WebClient
) -> None:
    other = fake.workspace("Ailleurs", installed=False)
    bob = fake.user("Bob", other)
    shared = fake.channel("commun", bob, shared_with=[other])
    client.chat_postMessage(channel=shared.id, text="?", blocks=[buttons("Oui")])
    got = fake.press(bob, fake.last(shared), "Oui").payload
    assert got["team"]["id"] == got["user"]["team_id"] == other.id
    assert got["message"]["team"] == fake.team.id
    assert got["enterprise"] is None


def test_a_stranger_has_no_commands(fake: FakeSlack, program: Receiver) -> None:
    bob = fake.user("Bob", fake.workspace("Ailleurs", installed=False))
    with pytest.raises(AssertionError, match="pas installée"):
        fake.slash(bob, "/avis")


def test_a_shared_mention_names_both_teams(fake: FakeSlack, program: Receiver) -> None:
    other = fake.workspace("Ailleurs", installed=False)
    bob = fake.user("Bob", other)
    shared = fake.channel("commun", bob, shared_with=[other])
    got = fake.mention(bob, shared, "aide").payload
    assert (got["team_id"], got["is_ext_shared_channel"]) == (fake.team.id, True)
    assert got["event"]["user_team"] == got["event"]["source_team"] == other.id


def test_a_button_already_replaced_can_be_pressed_by_a_late_reader(
    fake: FakeSlack, program: Receiver, client: WebClient, alice: User
) -> None:
    sent = client.chat_postMessage(channel=alice.id, text="?", blocks=[buttons("Oui")])
    client.chat_update(channel=sent["channel"], ts=sent["ts"], text="fini", blocks=[])
    with pytest.raises(KeyError):
        fake.press(alice, fake.last(alice), "Oui")
    payload = fake.press(alice, fake.last(alice), "Oui", stale=True).payload
    assert payload["actions"][0]["value"] == "oui"
    assert payload["message"]["text"] == "fini"


def test_a_corrected_message_has_no_author_at_its_top(
    fake: FakeSlack, program: Receiver, alice: User
) -> None:
    written = fake.say(alice, "bonjour").message
    assert written is not None
    event = fake.edit(written, "bonsoir").event
    assert event["subtype"] == "message_changed" and "user" not in event
    assert (event["message"]["text"], event["previous_message"]["text"]) == ("bonsoir", "bonjour")
    assert fake.retract(written).event["deleted_ts"] == written.ts


def test_the_bot_hears_itself_when_asked(
    fake: FakeSlack, program: Receiver, client: WebClient, alice: User
) -> None:
    client.chat_postMessage(channel=alice.id, text="sans écho")
    fake.echo = True
    client.chat_postMessage(channel=alice.id, text="avec")
    fake.wait_for(lambda: fake.deliveries and fake.deliveries[0].done.is_set(), 5)
    (got,) = program.received
    assert (got.payload["event"]["bot_id"], got.payload["event"]["text"]) == (
        fake.team.bot_id,
        "avec",
    )
