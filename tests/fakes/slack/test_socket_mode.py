"""Le Socket Mode, vu par le vrai client aiohttp."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web.async_client import AsyncWebClient

from .loop_thread import LoopThread
from .model import User
from .server import FakeSlack


@dataclass
class Listener:
    """Un vrai client qui garde ce qu'il reçoit, et accuse comme on le lui dit."""

    loop: LoopThread
    client: SocketModeClient
    requests: list[SocketModeRequest] = field(default_factory=list)
    messages: list[dict[str, Any]] = field(default_factory=list)
    payload: dict[str, Any] | None = None
    acks: Callable[[str], list[str]] = lambda envelope: [envelope]

    async def listen(self, client: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        """Garde, puis accuse."""
        self.requests.append(request)
        for envelope_id in self.acks(request.envelope_id):
            await client.send_socket_mode_response(SocketModeResponse(envelope_id, self.payload))

    async def note(self, _: Any, message: dict[str, Any], raw: str | None) -> None:
        """Garde tout message, « hello » compris."""
        self.messages.append(message)

    def connect(self) -> None:
        """Ouvre la connexion."""
        self.client.socket_mode_request_listeners.append(self.listen)
        self.client.message_listeners.append(self.note)
        self.loop.run(self.client.connect())


@pytest.fixture
def idle(fake: FakeSlack) -> Iterator[Listener]:
    """Un client prêt, pas encore connecté."""
    with LoopThread() as loop:

        async def make() -> SocketModeClient:
            web = AsyncWebClient(base_url=fake.url)
            return SocketModeClient(fake.app_token, web_client=web, ping_interval=0.1)

        listener = Listener(loop, loop.run(make()))
        yield listener
        loop.run(listener.client.close())


@pytest.fixture
def listener(fake: FakeSlack, idle: Listener) -> Listener:
    """Un client connecté, salué."""
    idle.connect()
    fake.wait_for(lambda: fake.sockets == 1, 5)
    return idle


def test_a_connection_is_greeted(fake: FakeSlack, listener: Listener) -> None:
    async def greeted() -> dict[str, Any]:
        while not listener.messages:
            await asyncio.sleep(0.005)
        return listener.messages[0]

    hello = listener.loop.run(greeted())
    assert (hello["type"], hello["num_connections"]) == ("hello", 1)
    assert hello["connection_info"] == {"app_id": fake.team.app_id}


def test_a_ticket_opens_one_connection(fake: FakeSlack, idle: Listener) -> None:
    url = idle.loop.run(idle.client.issue_new_wss_url())
    idle.client.wss_uri = url
    idle.connect()

    async def again() -> int:
        async with idle.client.aiohttp_client_session.get(url.replace("ws", "http", 1)) as got:
            return got.status

    assert idle.loop.run(again()) == 408
    assert fake.refusals_of("websocket")[0].error == "invalid_ticket"


def test_a_command_is_an_envelope_and_its_ack_an_answer(
    fake: FakeSlack, listener: Listener, alice: User
) -> None:
    listener.payload = {"text": "vu"}
    delivery = fake.slash(alice, "/avis AV-1")
    (request,) = listener.requests
    assert (request.type, request.accepts_response_payload) == ("slash_commands", True)
    assert request.payload["text"] == "AV-1"
    assert delivery.ok and delivery.body == {"text": "vu"}
    assert fake.wait_message(alice, "vu", timeout=1)


def test_an_event_accepts_no_answer(fake: FakeSlack, listener: Listener, alice: User) -> None:
    listener.payload = {"text": "vu"}
    fake.say(alice, "bonjour")
    assert listener.requests[0].accepts_response_payload is False
    assert fake.refusals_of("ack")[0].error == "payload_not_accepted"


def test_a_redelivery_has_a_new_envelope(fake: FakeSlack, listener: Listener, alice: User) -> None:
    fake.redeliver(fake.say(alice, "bonjour"), retry=2)
    first, second = listener.requests
    assert first.envelope_id != second.envelope_id
    assert first.payload["event_id"] == second.payload["event_id"]
    assert second.retry_attempt == 2


def test_an_unknown_envelope_is_refused(fake: FakeSlack, listener: Listener, alice: User) -> None:
    listener.acks = lambda envelope: ["inconnue", envelope, envelope]
    fake.say(alice, "bonjour")
    fake.wait_for(lambda: len(fake.refusals_of("ack")) == 2, 5)
    assert {refusal.error for refusal in fake.refusals_of("ack")} == {"unknown_envelope"}


def test_a_lost_connection_loses_its_delivery(
    fake: FakeSlack, listener: Listener, alice: User
) -> None:
    listener.acks = lambda _: []
    delivery = fake.slash(alice, "/avis", wait=False)
    fake.wait_for(lambda: delivery.socket_id, 5)
    fake.cut_socket()
    assert delivery.wait(5).error == "connection_lost"


@pytest.mark.parametrize("reason", ["warning", "refresh_requested"])
def test_the_client_reconnects_when_told(
    fake: FakeSlack, listener: Listener, alice: User, reason: str
) -> None:
    fake.disconnect_socket(reason)
    fake.wait_for(lambda: fake.connections_opened == 2 and fake.sockets == 1, 5)
    assert fake.slash(alice, "/avis").ok


def test_a_deaf_connection_stays_but_delivers_nothing(
    fake: FakeSlack, listener: Listener, alice: User
) -> None:
    fake.ack_limit = 0.1
    fake.deaf_socket()
    assert fake.slash(alice, "/avis").error == "no_ack"
    assert (fake.sockets, listener.requests) == (1, [])
    fake.deaf_socket(False)
    fake.ack_limit = 3
    assert fake.slash(alice, "/avis").ok


def test_a_connection_that_answers_no_ping_is_left(fake: FakeSlack, listener: Listener) -> None:
    fake.deaf_socket(pongs=False)
    fake.wait_for(lambda: fake.connections_opened == 2, 5)


def test_an_outage_cuts_then_lets_back_in(fake: FakeSlack, listener: Listener, alice: User) -> None:
    fake.down = True
    fake.wait_for(lambda: fake.sockets == 0, 5)
    fake.down = False
    fake.wait_for(lambda: fake.sockets == 1, 5)
    assert fake.slash(alice, "/avis").ok


def test_without_a_connection_nothing_is_delivered(fake: FakeSlack, alice: User) -> None:
    fake.patience = 0.05
    assert fake.slash(alice, "/avis").error == "no_socket"


def test_slack_pings_its_connections(fake: FakeSlack, idle: Listener) -> None:
    fake.connections.ping_interval = 0.02
    pings: list[bytes] = []

    async def listen() -> None:
        url = await idle.client.issue_new_wss_url()
        session = idle.client.aiohttp_client_session
        async with session.ws_connect(url, autoping=False) as ws:
            async for message in ws:
                if isinstance(message.data, bytes):
                    pings.append(message.data)
                    return

    idle.loop.run(listen())
    assert pings == [b"Ping from applink-1"]
