"""La doublure en marche, un receveur, et les vrais clients, pour ses propres essais."""

from collections.abc import Iterator

import pytest
from slack_sdk import WebClient

from .model import User
from .receiver import Receiver
from .server import FakeSlack


@pytest.fixture
def fake() -> Iterator[FakeSlack]:
    """Une doublure, sans programme derrière elle."""
    with FakeSlack() as running:
        running.patience = 5
        yield running


@pytest.fixture
def alice(fake: FakeSlack) -> User:
    """Une personne du premier espace."""
    return fake.user("Alice")


@pytest.fixture
def client(fake: FakeSlack) -> WebClient:
    """Le vrai client, branché sur la doublure."""
    return WebClient(token=fake.bot_token, base_url=fake.url)


@pytest.fixture
def program(fake: FakeSlack) -> Iterator[Receiver]:
    """Un programme qui accuse réception de tout, en HTTP."""
    with Receiver() as receiver:
        fake.receiver_url = receiver.url
        yield receiver
