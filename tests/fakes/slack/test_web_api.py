"""L'API Web, vue par le vrai client."""

from typing import Any

import pytest
from slack_sdk import WebClient

from .model import User
from .samples import buttons, field, refused, section
from .server import FakeSlack


def test_posting_to_a_user_opens_his_dm(fake: FakeSlack, client: WebClient, alice: User) -> None:
    answer = client.chat_postMessage(channel=alice.id, text="salut")
    assert answer["channel"] == fake.dm(alice).id
    assert [m.text for m in fake.messages(alice)] == ["salut"]


def test_plain_is_what_the_blocks_show(fake: FakeSlack, client: WebClient, alice: User) -> None:
    blocks = [section("*A* &amp; <https://x.fr|lien>"), buttons("Oui")]
    client.chat_postMessage(channel=alice.id, text="repli", blocks=blocks)
    message = fake.wait_message(alice, "& lien")
    assert message.plain == "*A* & lien\n[Oui]"
    assert message.buttons == ["Oui"]


@pytest.mark.parametrize(
    ("token", "error"),
    [("xoxb-faux", "invalid_auth"), (None, "not_authed"), ("app", "not_allowed_token_type")],
)
def test_a_bad_token_is_refused(fake: FakeSlack, token: str | None, error: str) -> None:
    client = WebClient(token=fake.app_token if token == "app" else token, base_url=fake.url)
    refused(client.auth_test, error)


def test_a_bot_token_opens_no_connection(fake: FakeSlack, client: WebClient) -> None:
    refused(client.apps_connections_open, "not_allowed_token_type", app_token=fake.bot_token)


def test_an_unknown_method_is_refused(fake: FakeSlack, client: WebClient) -> None:
    refused(client.api_call, "unknown_method", api_method="chat.unknown")
    assert fake.refusals[0].error == "unknown_method"


def test_an_unknown_parameter_is_refused(client: WebClient, alice: User) -> None:
    answer = refused(
        client.chat_postMessage, "invalid_arguments", channel=alice.id, text="x", colour="rouge"
    )
    assert answer["response_metadata"]["messages"] == ["[ERROR] unknown parameter: colour"]


def test_a_missing_parameter_is_refused(client: WebClient) -> None:
    answer = refused(client.api_call, "invalid_arguments", api_method="chat.postMessage", json={})
    assert answer["response_metadata"]["messages"] == ["[ERROR] missing required field: channel"]


def test_reading_methods_ignore_json(fake: FakeSlack, client: WebClient, alice: User) -> None:
    arguments = {"api_method": "users.info", "json": {"user": alice.id}}
    refused(client.api_call, "invalid_arguments", **arguments)
    assert client.users_info(user=alice.id)["user"]["real_name"] == "Alice"


def test_a_missing_scope_is_named(fake: FakeSlack, client: WebClient, alice: User) -> None:
    fake.team.granted_scopes.discard("chat:write")
    answer = refused(client.chat_postMessage, "missing_scope", channel=alice.id, text="x")
    assert answer["needed"] == "chat:write"
    assert "im:write" in answer["provided"]


@pytest.mark.parametrize(
    ("content", "error"),
    [
        ({}, "no_text"),
        ({"text": "x" * 40_001}, "msg_too_long"),
        ({"blocks": [{"type": "nope"}]}, "invalid_blocks"),
        ({"blocks": [field("a", "A", {"type": "plain_text_input"})]}, "invalid_blocks"),
        ({"text": "x", "thread_ts": "1.2"}, "thread_not_found"),
        ({"text": "x", "reply_broadcast": True}, "invalid_arguments"),
    ],
)
def test_bad_content_is_refused(
    client: WebClient, alice: User, content: dict[str, Any], error: str
) -> None:
    refused(client.chat_postMessage, error, channel=alice.id, **content)


def test_another_teams_channel_does_not_exist(fake: FakeSlack, client: WebClient) -> None:
    other = fake.workspace("Ailleurs")
    there = fake.channel("secret", fake.user("Bob", other), team=other)
    refused(client.chat_postMessage, "channel_not_found", channel=there.id, text="x")
    refused(client.chat_postMessage, "channel_not_found", channel=there.members[0].id, text="x")


def test_a_shared_channel_is_seen_from_both(fake: FakeSlack, client: WebClient) -> None:
    other = fake.workspace("Ailleurs")
    shared = fake.channel("commun", fake.user("Bob", other), shared_with=[other])
    client.chat_postMessage(channel=shared.id, text="x")
    second = WebClient(token=fake.token_of(other), base_url=fake.url)
    assert second.conversations_info(channel=shared.id)["channel"]["is_ext_shared"] is True


def test_a_private_channel_without_the_bot_does_not_exist(
    fake: FakeSlack, client: WebClient, alice: User
) -> None:
    hidden = fake.channel("rh", alice, private=True, bot=False)
    refused(client.chat_postMessage, "channel_not_found", channel=hidden.id, text="x")


def test_a_public_channel_needs_the_bot_or_the_public_scope(
    fake: FakeSlack, client: WebClient, alice: User
) -> None:
    place = fake.channel("general", alice, bot=False)
    client.chat_postMessage(channel=place.id, text="x")
    fake.team.granted_scopes.discard("chat:write.public")
    refused(client.chat_postMessage, "not_in_channel", channel=place.id, text="x")
    client.conversations_join(channel=place.id)
    client.chat_postMessage(channel=place.id, text="y")


def test_an_archived_channel_is_refused(fake: FakeSlack, client: WebClient, alice: User) -> None:
    place = fake.channel("vieux", alice)
    fake.archive(place, delivered=False)
    refused(client.chat_postMessage, "is_archived", channel=place.id, text="x")
