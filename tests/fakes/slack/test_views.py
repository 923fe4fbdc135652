"""Les modales : triggers, pile, empreintes, champs et réponses."""

from typing import Any

import pytest
from slack_sdk import WebClient

from .model import User
from .receiver import Receiver
from .samples import buttons, home, modal, opened, refused, section
from .server import FakeSlack

TEXT = {"type": "plain_text_input", "max_length": 5}


@pytest.fixture
def trigger(fake: FakeSlack, program: Receiver, alice: User) -> str:
    """Un trigger_id tout neuf, d'une commande d'Alice."""
    return fake.slash(alice, "/avis").trigger_id


def test_a_trigger_opens_one_modal(
    fake: FakeSlack, client: WebClient, alice: User, trigger: str
) -> None:
    answer = client.views_open(trigger_id=trigger, view=modal(title="Avis", private_metadata="p"))
    view = fake.wait_modal(alice, "Avis", timeout=1)
    assert (view.id, view.hash) == (answer["view"]["id"], answer["view"]["hash"])
    assert (view.private_metadata, view.root_view_id) == ("p", view.id)
    refused(client.views_open, "exchanged_trigger_id", trigger_id=trigger, view=modal())


def test_a_trigger_expires(fake: FakeSlack, client: WebClient, trigger: str) -> None:
    fake.trigger_life = 0.0
    refused(client.views_open, "expired_trigger_id", trigger_id=trigger, view=modal())


def test_an_unknown_trigger_is_invalid(client: WebClient) -> None:
    refused(client.views_open, "invalid_trigger_id", trigger_id="1.2.3", view=modal())


@pytest.mark.parametrize(
    "view",
    [
        modal(title="x" * 25),
        modal(private_metadata="x" * 3001),
        home(section("x")),
    ],
)
def test_a_bad_view_is_refused(client: WebClient, trigger: str, view: dict[str, Any]) -> None:
    refused(client.views_open, "invalid_arguments", trigger_id=trigger, view=view)


def test_an_external_id_is_unique(
    fake: FakeSlack, program: Receiver, client: WebClient, alice: User
) -> None:
    opened(fake, client, alice, modal(external_id="e"))
    bob = fake.user("Bob")
    found = fake.slash(bob, "/avis").trigger_id
    view = modal(external_id="e")
    refused(client.views_open, "duplicate_external_id", trigger_id=found, view=view)


def test_an_update_needs_the_current_hash(
    fake: FakeSlack, program: Receiver, client: WebClient, alice: User
) -> None:
    view = opened(fake, client, alice, modal())
    old = view.hash
    client.views_update(view_id=view.id, hash=old, view=modal(title="Neuf"))
    assert (view.title, view.hash != old) == ("Neuf", True)
    refused(client.views_update, "hash_conflict", view_id=view.id, hash=old, view=modal())


def test_a_closed_view_is_not_found(
    fake: FakeSlack, program: Receiver, client: WebClient, alice: User
) -> None:
    view = opened(fake, client, alice, modal())
    assert fake.close_modal(alice) is None
    refused(client.views_update, "not_found", view_id=view.id, view=modal())


def test_three_views_at_most_are_stacked(
    fake: FakeSlack, program: Receiver, client: WebClient, alice: User
) -> None:
    pressable = modal(section("x"), buttons("Suite"))
    first = opened(fake, client, alice, pressable)
    for _ in range(2):
        client.views_push(trigger_id=fake.press_modal(alice, "Suite").trigger_id, view=pressable)
    top = fake.wait_modal(alice)
    assert (top.root_view_id, len(fake.modals(alice))) == (first.id, 3)
    last = fake.press_modal(alice, "Suite").trigger_id
    refused(client.views_push, "push_limit_reached", trigger_id=last, view=pressable)


def test_a_push_comes_from_a_modal(client: WebClient, trigger: str) -> None:
    refused(client.views_push, "invalid_trigger_id", trigger_id=trigger, view=modal())


def test_publishing_is_for_the_teams_people(fake: FakeSlack, client: WebClient) -> None:
    bob = fake.user("Bob", fake.workspace("Ailleurs"))
    refused(client.views_publish, "user_not_found", user_id=bob.id, view=home(section("x")))
