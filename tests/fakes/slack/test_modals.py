"""Les champs des modales, leur envoi et les réponses du programme."""

from typing import Any

import pytest
from slack_sdk import WebClient

from .model import User
from .receiver import Receiver
from .samples import field, modal, opened, option, words
from .server import FakeSlack

TEXT = {"type": "plain_text_input", "max_length": 5}


def answering(program: Receiver, **body: Any) -> None:
    """Le programme répond ainsi aux envois de modale, et rien au reste."""
    program.reply = lambda got: (
        (200, body) if got.payload.get("type") == "view_submission" else (200, "")
    )


def test_every_kind_of_field_is_submitted_as_documented(
    fake: FakeSlack, program: Receiver, client: WebClient, alice: User
) -> None:
    choices = {"options": [option("Un"), option("Deux")]}
    boxes = field("boxes", "Cases", {"type": "checkboxes", **choices}, optional=True)
    view = opened(
        fake,
        client,
        alice,
        modal(
            field("text", "Texte", TEXT),
            field("pick", "Choix", {"type": "static_select", **choices}),
            field("radio", "Radio", {"type": "radio_buttons", **choices}),
            field("day", "Jour", {"type": "datepicker"}),
            boxes,
        ),
    )
    values = {"Texte": "abc", "pick": "Deux", "radio": "un", "day": "2026-03-01"}
    delivery = fake.submit(alice, {**values, "boxes": ["Un", "Deux"]})
    state = delivery.payload["view"]["state"]["values"]
    assert state["text"]["value"] == {"type": "plain_text_input", "value": "abc"}
    assert state["pick"]["value"]["selected_option"]["value"] == "deux"
    assert state["radio"]["value"]["selected_option"]["text"]["text"] == "Un"
    assert state["day"]["value"]["selected_date"] == "2026-03-01"
    assert len(state["boxes"]["value"]["selected_options"]) == 2
    assert not view.open and fake.modal(alice) is None


@pytest.mark.parametrize("values", [{}, {"name": ""}, {"name": "trop long"}])
def test_the_slack_client_refuses_before_sending(
    fake: FakeSlack, program: Receiver, client: WebClient, alice: User, values: dict[str, str]
) -> None:
    opened(fake, client, alice, modal(field("name", "Nom", TEXT)))
    with pytest.raises(AssertionError, match="requis|refusés"):
        fake.submit(alice, values)
    assert fake.submit(alice, values, force=True).ok


def test_an_unknown_field_is_an_error_of_the_test(
    fake: FakeSlack, program: Receiver, client: WebClient, alice: User
) -> None:
    opened(fake, client, alice, modal())
    with pytest.raises(KeyError, match="aucun champ"):
        fake.submit(alice, {"prenom": "x"})


def test_initial_values_are_submitted_untouched(
    fake: FakeSlack, program: Receiver, client: WebClient, alice: User
) -> None:
    element = {"type": "plain_text_input", "initial_value": "déjà"}
    opened(fake, client, alice, modal(field("name", "Nom", element)))
    state = fake.submit(alice).payload["view"]["state"]["values"]
    assert state["name"]["value"]["value"] == "déjà"


def test_errors_are_shown_on_the_fields(
    fake: FakeSlack, program: Receiver, client: WebClient, alice: User
) -> None:
    view = opened(fake, client, alice, modal())
    answering(program, response_action="errors", errors={"name": "Trop vague"})
    fake.submit(alice, {"name": "x"})
    assert (view.errors, fake.modal(alice)) == ({"name": "Trop vague"}, view)


def test_errors_name_an_input_of_the_view(
    fake: FakeSlack, program: Receiver, client: WebClient, alice: User
) -> None:
    view = opened(fake, client, alice, modal())
    answering(program, response_action="errors", errors={"ailleurs": "x"})
    fake.submit(alice, {"name": "x"})
    (refusal,) = fake.refusals_of("ack:view_submission")
    assert (refusal.error, view.errors) == ("invalid_response_action", {})


def test_a_submission_can_update_the_view(
    fake: FakeSlack, program: Receiver, client: WebClient, alice: User
) -> None:
    view = opened(fake, client, alice, modal())
    old = view.hash
    answering(program, response_action="update", view=modal(title="Deux"))
    fake.submit(alice, {"name": "x"})
    assert (view.title, view.hash != old, fake.modal(alice)) == ("Deux", True, view)


def test_a_submission_can_push_then_clear(
    fake: FakeSlack, program: Receiver, client: WebClient, alice: User
) -> None:
    opened(fake, client, alice, modal())
    answering(program, response_action="push", view=modal(title="Deux"))
    fake.submit(alice, {"name": "x"})
    assert fake.wait_modal(alice, "Deux", timeout=1).previous_view_id
    answering(program, response_action="clear")
    fake.submit(alice, {"name": "x"})
    assert fake.modals(alice) == []


def test_closing_is_told_only_when_asked(
    fake: FakeSlack, program: Receiver, client: WebClient, alice: User
) -> None:
    opened(fake, client, alice, modal(notify_on_close=True, close=words("Fermer")))
    delivery = fake.close_modal(alice)
    assert delivery is not None
    assert (delivery.payload["type"], delivery.payload["is_cleared"]) == ("view_closed", False)


def test_a_redelivered_submission_has_the_same_view_and_hash(
    fake: FakeSlack, program: Receiver, client: WebClient, alice: User
) -> None:
    opened(fake, client, alice, modal())
    first = fake.submit(alice, {"name": "x"})
    again = fake.redeliver(first)
    assert again.payload == first.payload and again.ok


def test_a_field_that_dispatches_is_told_at_once(
    fake: FakeSlack, program: Receiver, client: WebClient, alice: User
) -> None:
    pick = {"type": "static_select", "options": [option("Un"), option("Deux")]}
    view = modal({**field("pick", "Choix", pick), "dispatch_action": True})
    opened(fake, client, alice, view)
    delivery = fake.fill(alice, "pick", "Deux")
    assert delivery is not None
    assert delivery.payload["actions"][0]["selected_option"]["value"] == "deux"


def test_typed_values_survive_an_update(
    fake: FakeSlack, program: Receiver, client: WebClient, alice: User
) -> None:
    view = opened(fake, client, alice, modal())
    fake.fill(alice, "name", "tapé")
    client.views_update(view_id=view.id, view=modal(title="Neuf"))
    state = fake.submit(alice).payload["view"]["state"]["values"]
    assert state["name"]["value"]["value"] == "tapé"
