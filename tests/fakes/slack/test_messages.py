"""Les messages et les fichiers, vus par le vrai client."""

import httpx
import pytest
from slack_sdk import WebClient

from .model import User
from .rates import RateLimits
from .samples import refused, section
from .server import FakeSlack


def test_a_reply_is_not_the_root_of_a_thread(
    fake: FakeSlack, client: WebClient, alice: User
) -> None:
    root = client.chat_postMessage(channel=alice.id, text="racine")
    reply = client.chat_postMessage(channel=alice.id, text="réponse", thread_ts=root["ts"])
    assert fake.last(alice).thread_ts == root["ts"]
    refused(
        client.chat_postMessage,
        "thread_not_found",
        channel=alice.id,
        text="x",
        thread_ts=reply["ts"],
    )


def test_an_update_keeps_the_blocks_it_does_not_name(
    fake: FakeSlack, client: WebClient, alice: User
) -> None:
    sent = client.chat_postMessage(channel=alice.id, text="un", blocks=[section("blocs")])
    where = {"channel": sent["channel"], "ts": sent["ts"]}
    client.chat_update(**where, text="deux")
    assert fake.last(alice).plain == "blocs"
    client.chat_update(**where, text="trois", blocks=[])
    message = fake.last(alice)
    assert (message.plain, message.edited) == ("trois", 2)
    assert [text for text, _ in message.history] == ["un", "deux"]


def test_wait_message_sees_an_edit_after_a_mark(
    fake: FakeSlack, client: WebClient, alice: User
) -> None:
    sent = client.chat_postMessage(channel=alice.id, text="un")
    mark = fake.mark()
    with pytest.raises(AssertionError, match="attendu chez Alice"):
        fake.wait_message(alice, "un", after=mark, timeout=0.01)
    client.chat_update(channel=sent["channel"], ts=sent["ts"], text="un bis")
    assert fake.wait_message(alice, "un", after=mark, timeout=1).text == "un bis"


def test_only_its_own_messages_are_the_bots_to_change(
    fake: FakeSlack, client: WebClient, alice: User
) -> None:
    place = fake.channel("general", alice)
    fake.say(alice, "à moi", place)
    (mine,) = fake.messages(place, everyone=True)
    where = {"channel": place.id, "ts": mine.ts}
    refused(client.chat_update, "cant_update_message", **where, text="x")
    refused(client.chat_delete, "cant_delete_message", **where)
    refused(client.chat_update, "message_not_found", channel=place.id, ts="1.1", text="x")


def test_an_ephemeral_message_is_for_one_member(
    fake: FakeSlack, client: WebClient, alice: User
) -> None:
    bob = fake.user("Bob")
    place = fake.channel("general", alice)
    sent = client.chat_postEphemeral(channel=place.id, user=alice.id, text="chut")
    assert fake.messages(place) == []
    assert fake.wait_message(alice, "chut").ephemeral_to is alice
    assert fake.wait_message(place, "chut", viewer=alice)
    ts = sent["message_ts"]
    refused(client.chat_update, "message_not_found", channel=place.id, ts=ts, text="x")
    refused(
        client.chat_postEphemeral, "user_not_in_channel", channel=place.id, user=bob.id, text="x"
    )


def test_a_channel_accepts_a_burst_then_one_a_second(
    fake: FakeSlack, client: WebClient, alice: User
) -> None:
    fake.rate_limits = RateLimits(burst=1, clock=lambda: 0.0)
    client.chat_postMessage(channel=alice.id, text="x")
    answer = refused(client.chat_postMessage, "ratelimited", channel=alice.id, text="y")
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "1")


def test_a_published_tier_is_enforced(fake: FakeSlack, client: WebClient, alice: User) -> None:
    fake.rate_limits = RateLimits(per_minute={"users.info": 1}, clock=lambda: 0.0)
    client.users_info(user=alice.id)
    answer = refused(client.users_info, "ratelimited", user=alice.id)
    assert answer.headers["Retry-After"] == "60"


def test_a_file_is_uploaded_then_shared(fake: FakeSlack, client: WebClient, alice: User) -> None:
    place = fake.channel("general", alice)
    client.files_upload_v2(
        channel=place.id, filename="a.csv", content="x;y", title="A", initial_comment="voici"
    )
    (file,) = fake.files
    assert (file.name, file.content, file.title) == ("a.csv", b"x;y", "A")
    assert file.channel is place
    assert fake.wait_message(place, "voici").files == [file]


def test_an_upload_has_the_announced_length(fake: FakeSlack, client: WebClient) -> None:
    given = client.files_getUploadURLExternal(filename="a", length=3)
    assert httpx.post(given["upload_url"], content=b"xy").status_code == 400
    refused(client.files_completeUploadExternal, "file_not_found", files=[{"id": given["file_id"]}])


def test_messages_follow_the_moved_clock(fake: FakeSlack, client: WebClient, alice: User) -> None:
    before = float(client.chat_postMessage(channel=alice.id, text="x")["ts"])
    fake.clock_offset = 86_400
    after = float(client.chat_postMessage(channel=alice.id, text="y")["ts"])
    assert 86_399 < after - before < 86_430


def test_calls_are_kept_with_their_token(fake: FakeSlack, client: WebClient, alice: User) -> None:
    client.conversations_open(users=alice.id)
    (call,) = fake.calls_of("conversations.open")
    assert (call.params, call.token) == ({"users": alice.id}, fake.bot_token)
