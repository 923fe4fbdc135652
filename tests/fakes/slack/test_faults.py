"""Les pannes commandées, vues par le vrai client."""

import asyncio
import time
from typing import Any

import aiohttp
import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from .model import User
from .samples import refused
from .server import FakeSlack


def test_a_rate_limit_strikes_as_often_as_asked(
    fake: FakeSlack, client: WebClient, alice: User
) -> None:
    fake.faults.rate_limit("chat.postMessage", times=2, retry_after=7)
    for _ in range(2):
        answer = refused(client.chat_postMessage, "ratelimited", channel=alice.id, text="x")
        assert answer.headers["Retry-After"] == "7"
    client.chat_postMessage(channel=alice.id, text="x")


def test_an_error_strikes_one_channel_until_cleared(
    fake: FakeSlack, client: WebClient, alice: User
) -> None:
    place = fake.channel("general", alice)
    fake.faults.error("chat.postMessage", "is_archived", channel=place)
    for _ in range(2):
        refused(client.chat_postMessage, "is_archived", channel=place.id, text="x")
    client.chat_postMessage(channel=alice.id, text="x")
    fake.faults.clear()
    client.chat_postMessage(channel=place.id, text="x")


def test_a_server_error_is_not_json(fake: FakeSlack, client: WebClient, alice: User) -> None:
    fake.faults.status("chat.postMessage", 503)
    with pytest.raises(SlackApiError) as caught:
        client.chat_postMessage(channel=alice.id, text="x")
    assert caught.value.response.status_code == 503
    assert fake.messages(alice) == []


async def call(fake: FakeSlack, user: User, timeout: int = 10) -> Any:
    """Un message par le vrai client asynchrone."""
    client = AsyncWebClient(fake.bot_token, base_url=fake.url, timeout=timeout, retry_handlers=[])
    return await client.chat_postMessage(channel=user.id, text="x")


@pytest.mark.asyncio
@pytest.mark.parametrize("done", [True, False])
async def test_a_cut_call_is_done_or_not(fake: FakeSlack, alice: User, done: bool) -> None:
    strike = fake.faults.drop_after if done else fake.faults.drop
    strike("chat.postMessage")
    with pytest.raises(aiohttp.ClientConnectionError):
        await call(fake, alice)
    assert len(fake.messages(alice)) == int(done)


@pytest.mark.asyncio
async def test_a_hanging_call_is_released_by_clear(fake: FakeSlack, alice: User) -> None:
    fault = fake.faults.hang("chat.postMessage")
    calling = asyncio.create_task(call(fake, alice))
    await fake.until(lambda: fake.calls_of("chat.postMessage"), 5)
    assert fault.struck == 1 and not calling.done()
    fake.faults.clear()
    with pytest.raises(aiohttp.ClientConnectionError):
        await calling


@pytest.mark.asyncio
async def test_a_late_call_is_done_in_the_end(fake: FakeSlack, alice: User) -> None:
    fake.faults.hang("chat.postMessage", 0.1)
    start = time.monotonic()
    await call(fake, alice)
    assert time.monotonic() - start >= 0.1


def test_an_outage_answers_503_to_all(fake: FakeSlack, client: WebClient) -> None:
    fake.down = True
    with pytest.raises(SlackApiError) as caught:
        client.auth_test()
    assert caught.value.response.status_code == 503
    fake.down = False
    client.auth_test()
