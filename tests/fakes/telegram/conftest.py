"""La doublure en marche, pour ses propres essais."""

from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio
from telegram import Bot

from .server import FakeTelegram


@pytest.fixture
def fake() -> Iterator[FakeTelegram]:
    """Une doublure dont le robot est connu d'Alice (501)."""
    with FakeTelegram(allow_http_webhook=True) as running:
        running.user(501, "Alice", started=True)
        yield running


@pytest_asyncio.fixture
async def bot(fake: FakeTelegram) -> AsyncIterator[Bot]:
    """Le vrai client, branché sur la doublure."""
    async with Bot(fake.token, base_url=f"{fake.url}/bot") as ready:
        yield ready
