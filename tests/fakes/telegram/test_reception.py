"""Ce que le robot reçoit, par lecture longue ou par webhook."""

from typing import Any

import httpx
import pytest
from telegram import Bot, ForceReply

from .receiver import receiver
from .server import FakeTelegram

aio = pytest.mark.asyncio
ALICE = 501


def post(fake: FakeTelegram, method: str, **params: Any) -> None:
    assert httpx.post(f"{fake.url}/bot{fake.token}/{method}", json=params).is_success


@aio
async def test_a_migration_is_announced_from_both_sides(fake: FakeTelegram, bot: Bot) -> None:
    group = fake.group("G", [fake.user(1, "Zoé")])
    target = fake.migrate(group)
    messages = [update.message for update in await bot.get_updates() if update.message]
    assert [m.migrate_to_chat_id or m.migrate_from_chat_id for m in messages] == [
        target.id,
        group.id,
    ]


@aio
async def test_commands_are_marked_in_utf16_units(fake: FakeTelegram, bot: Bot) -> None:
    fake.private_message(fake.user(ALICE, "Alice"), "🏠 /avis")
    [update] = await bot.get_updates()
    assert update.message
    [entity] = update.message.entities
    assert (entity.type, entity.offset, entity.length) == ("bot_command", 3, 5)


@aio
async def test_a_confirmed_update_can_be_delivered_twice(fake: FakeTelegram, bot: Bot) -> None:
    said = fake.private_message(fake.user(ALICE, "Alice"), "x")
    [update] = await bot.get_updates()
    await bot.get_updates(offset=update.update_id + 1)
    fake.redeliver(said)
    assert await bot.get_updates(offset=update.update_id + 1) == (update,)


@aio
async def test_only_the_wanted_kinds_are_delivered(fake: FakeTelegram, bot: Bot) -> None:
    await bot.get_updates(allowed_updates=["callback_query"])
    assert fake.private_message(fake.user(ALICE, "Alice"), "x").update is None


@pytest.mark.parametrize(
    ("text", "seen"),
    [("/avis", True), ("/avis@flux_test_bot x", True), ("/avis@autre_bot", False), ("ok", False)],
)
def test_privacy_hides_what_is_not_for_the_bot(fake: FakeTelegram, text: str, seen: bool) -> None:
    zoe = fake.user(1, "Zoé")
    said = fake.group_message(zoe, fake.group("G", [zoe]), text)
    assert (said.update is not None) is seen


@aio
async def test_privacy_lets_replies_to_the_bot_through(fake: FakeTelegram, bot: Bot) -> None:
    zoe = fake.user(1, "Zoé")
    group = fake.group("G", [zoe])
    await bot.send_message(group.id, "Motif ?", reply_markup=ForceReply(selective=True))
    said = fake.group_message(zoe, group, "trop petit", reply_to=fake.last(group))
    assert said.update and fake.last(group).force_reply


def test_an_anonymous_administrator_writes_as_the_group(fake: FakeTelegram) -> None:
    zoe = fake.user(1, "Zoé")
    group = fake.group("G", [zoe], kind="supergroup")
    said = fake.group_message(zoe, group, "/aide", sender_chat=group)
    assert said.update and said.update["message"]["from"]["username"] == "GroupAnonymousBot"


@aio
async def test_a_topic_is_answered_in_its_thread(fake: FakeTelegram, bot: Bot) -> None:
    zoe = fake.user(1, "Zoé")
    forum = fake.group("F", [zoe], forum=True)
    thread = fake.topic(forum, "Avis", zoe)
    await bot.send_message(forum.id, "x", message_thread_id=thread)
    assert fake.last(forum).thread_id == thread


def test_a_corrected_message_is_an_edited_message_update(fake: FakeTelegram) -> None:
    alice = fake.user(ALICE, "Alice")
    said = fake.edit(alice, fake.private_message(alice, "/avi"), "/avis")
    assert said.update and said.update["edited_message"]["text"] == "/avis"


def test_a_webhook_receives_the_updates_with_its_secret(fake: FakeTelegram) -> None:
    with receiver() as (url, received):
        post(fake, "setWebhook", url=url, secret_token="s3cret")
        said = fake.private_message(fake.user(ALICE, "Alice"), "x")
        fake.wait_confirmed()
    assert received == [("s3cret", said.update)]


def test_a_refused_delivery_is_tried_again_in_order(fake: FakeTelegram) -> None:
    with receiver(500, 503) as (url, received):
        post(fake, "setWebhook", url=url)
        for text in ("un", "deux"):
            fake.private_message(fake.user(ALICE, "Alice"), text)
        fake.wait_confirmed()
    assert [body["message"]["text"] for _, body in received] == ["un", "un", "un", "deux"]
