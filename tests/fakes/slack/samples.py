"""Des blocs et des vues tout faits, et un contrôle, pour les essais de la doublure."""

from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from .model import User
from .server import FakeSlack
from .view import View

Json = dict[str, Any]


def words(text: str) -> Json:
    """Un texte simple."""
    return {"type": "plain_text", "text": text}


def section(text: str) -> Json:
    """Un bloc de texte."""
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


def buttons(*labels: str, confirm: bool = False) -> Json:
    """Une rangée de boutons."""
    row = []
    for label in labels:
        one: Json = {"type": "button", "text": words(label), "action_id": f"do_{label}"}
        one["value"] = label.lower()
        if confirm:
            texts = {"title": words("Vraiment ?"), "text": words("C'est définitif.")}
            one["confirm"] = {**texts, "confirm": words("Oui"), "deny": words("Non")}
        row.append(one)
    return {"type": "actions", "block_id": "row", "elements": row}


def field(block_id: str, label: str, element: Json, *, optional: bool = False) -> Json:
    """Un champ de formulaire."""
    shown = {"type": "input", "block_id": block_id, "label": words(label), "optional": optional}
    return {**shown, "element": {"action_id": "value", **element}}


def option(text: str) -> Json:
    """Un choix."""
    return {"text": words(text), "value": text.lower()}


def modal(*blocks: Json, title: str = "Titre", **more: Any) -> Json:
    """Une modale ; sans blocs, un champ de nom."""
    shown = list(blocks) or [field("name", "Nom", {"type": "plain_text_input"})]
    return {
        "type": "modal",
        "title": words(title),
        "submit": words("Envoyer"),
        "blocks": shown,
        **more,
    }


def home(*blocks: Json) -> Json:
    """Un onglet d'accueil."""
    return {"type": "home", "blocks": list(blocks)}


def refused(call: Any, error: str, **arguments: Any) -> Any:
    """Vérifie que l'appel est refusé ainsi ; rend la réponse."""
    with pytest.raises(SlackApiError) as caught:
        call(**arguments)
    assert caught.value.response["error"] == error
    return caught.value.response


def opened(fake: FakeSlack, client: WebClient, user: User, view: Json) -> View:
    """Ouvre une modale, et rend celle que voit la personne."""
    client.views_open(trigger_id=fake.slash(user, "/avis").trigger_id, view=view)
    return fake.wait_modal(user, timeout=1)
