"""A Slack with nobody behind it: what it delivers is read, not received."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio
from slack_sdk import WebClient

from tests.fakes.slack import Channel, FakeSlack, User
from tests.unit.slack.expedition import Poste


@pytest.fixture
def fake() -> Iterator[FakeSlack]:
    """Give a Slack that does not wait for a program."""
    with FakeSlack() as slack:
        slack.courier.patience = 0
        yield slack


@pytest.fixture
def marie(fake: FakeSlack) -> User:
    """Give a person of the workspace."""
    return fake.user("Marie")


@pytest.fixture
def salon(fake: FakeSlack, marie: User) -> Channel:
    """Give a channel where Marie and the bot are."""
    return fake.channel("logement", marie)


@pytest.fixture
def client(fake: FakeSlack) -> WebClient:
    """Give the real client, as the bot of the workspace."""
    return WebClient(token=fake.bot_token, base_url=fake.url)


@pytest_asyncio.fixture
async def poste(fake: FakeSlack) -> AsyncIterator[Poste]:
    """Give the sending side, in the workspace."""
    un = Poste(fake)
    yield un
    await un.fermer()
