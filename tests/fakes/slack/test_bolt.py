"""Un vrai programme Bolt, en Socket Mode, de la commande à la modale envoyée."""

from collections.abc import Iterator
from typing import Any

import pytest
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from .loop_thread import LoopThread
from .model import User
from .samples import modal
from .server import FakeSlack


def written(app: AsyncApp) -> None:
    """Une commande ouvre une modale ; la modale veut un nom long, puis remercie."""

    @app.command("/avis")
    async def avis(ack: Any, body: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        await client.views_open(
            trigger_id=body["trigger_id"], view=modal(title="Avis", callback_id="avis")
        )

    @app.view("avis")
    async def envoyer(ack: Any, body: dict[str, Any], client: AsyncWebClient) -> None:
        nom = body["view"]["state"]["values"]["name"]["value"]["value"]
        if len(nom) < 3:
            await ack(response_action="errors", errors={"name": "Trop court"})
            return
        await ack()
        await client.chat_postMessage(channel=body["user"]["id"], text=f"Merci {nom}")

    @app.event("app_mention")
    async def appel(event: dict[str, Any], say: Any) -> None:
        await say(text="Bonjour", thread_ts=event["ts"])


@pytest.fixture
def bolt(fake: FakeSlack) -> Iterator[None]:
    """Le programme, connecté."""
    with LoopThread() as loop:

        async def start() -> AsyncSocketModeHandler:
            app = AsyncApp(
                client=AsyncWebClient(fake.bot_token, base_url=fake.url),
                signing_secret=fake.signing_secret,
            )
            written(app)
            handler = AsyncSocketModeHandler(app, fake.app_token)
            await handler.connect_async()
            return handler

        handler = loop.run(start())
        yield
        loop.run(handler.close_async())


def test_a_modal_is_opened_refused_then_accepted(fake: FakeSlack, bolt: None, alice: User) -> None:
    assert fake.slash(alice, "/avis").ok
    view = fake.wait_modal(alice, "Avis")
    fake.submit(alice, {"Nom": "ab"})
    assert view.errors == {"name": "Trop court"}
    fake.submit(alice, {"Nom": "Abel"})
    assert fake.modal(alice) is None
    assert fake.wait_message(alice, "Merci Abel")
    assert fake.refusals == []


def test_a_mention_is_answered_in_its_thread(fake: FakeSlack, bolt: None, alice: User) -> None:
    place = fake.channel("general", alice)
    event = fake.mention(alice, place, "aide").event
    assert fake.wait_message(place, "Bonjour").thread_ts == event["ts"]
