"""Pannes et débits, vus par le vrai client."""

import asyncio
from typing import Any

import pytest
from telegram import Bot
from telegram.error import NetworkError, RetryAfter, TelegramError

from .rates import RateLimits
from .server import FakeTelegram

aio = pytest.mark.asyncio
ALICE = 501


@aio
async def test_a_cut_connection_is_a_network_error(fake: FakeTelegram, bot: Bot) -> None:
    fake.faults.close("sendMessage")
    with pytest.raises(NetworkError, match=r"ReadError|RemoteProtocolError"):
        await bot.send_message(ALICE, "x")


@aio
async def test_a_malformed_answer_is_a_telegram_error(fake: FakeTelegram, bot: Bot) -> None:
    fake.faults.malformed("sendMessage")
    with pytest.raises(TelegramError, match="Invalid server response"):
        await bot.send_message(ALICE, "x")


@aio
@pytest.mark.parametrize(("state", "reason"), [(True, "Bad Gateway"), ("refuse", "ConnectError")])
async def test_an_outage_is_a_network_error_until_it_ends(
    fake: FakeTelegram, bot: Bot, state: Any, reason: str
) -> None:
    fake.down = state
    with pytest.raises(NetworkError, match=reason):
        await bot.send_message(ALICE, "x")
    fake.down = False
    assert await bot.send_message(ALICE, "x")


@aio
async def test_a_chat_accepts_one_message_a_second(fake: FakeTelegram, bot: Bot) -> None:
    fake.rate_limits = RateLimits(burst=1, clock=lambda: 0.0)
    await bot.send_message(ALICE, "x")
    with pytest.raises(RetryAfter):
        await bot.send_message(ALICE, "y")


@aio
async def test_an_outage_breaks_the_long_poll_under_way(fake: FakeTelegram, bot: Bot) -> None:
    polling = asyncio.create_task(bot.get_updates(timeout=30))
    await fake.until(lambda: fake.calls_of("getUpdates"))
    fake.down = True
    with pytest.raises(NetworkError, match="Bad Gateway"):
        await asyncio.wait_for(polling, 5)


@aio
async def test_many_senders_and_writers_share_one_conversation(
    fake: FakeTelegram, bot: Bot
) -> None:
    alice = fake.user(ALICE, "Alice")
    writing = [asyncio.to_thread(fake.private_message, alice, f"/a{n}") for n in range(40)]
    sending = [bot.send_message(ALICE, f"b{n}") for n in range(40)]
    await asyncio.gather(*writing, *sending)
    every = fake.messages(ALICE, everyone=True)
    assert [message.id for message in every] == list(range(1, 81))
