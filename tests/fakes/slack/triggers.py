"""Ce qu'un geste ouvre pour un temps : trigger_id et response_url."""

import secrets
import time
from dataclasses import dataclass, field
from typing import Any

from .errors import SlackError
from .message import Message
from .model import Channel, Team, User

RESPONSE_URL_USES = 5
RESPONSE_URL_LIFE = 30 * 60


@dataclass(eq=False)
class Trigger:
    """Un trigger_id : à échanger une fois, dans les trois secondes."""

    id: str
    team: Team
    user: User
    in_modal: bool = False
    issued: float = field(default_factory=time.monotonic)
    exchanged: bool = False


@dataclass(eq=False)
class ResponseUrl:
    """Une adresse de réponse : cinq usages en trente minutes."""

    url: str
    team: Team
    user: User
    channel: Channel
    message: Message | None
    issued: float
    uses: int = 0


def issue_trigger(world: Any, team: Team, user: User, *, in_modal: bool = False) -> Trigger:
    """Un trigger_id tout neuf."""
    world.serial += 1
    shown = f"{world.serial}.{int(team.id[3:], 16)}.{secrets.token_hex(16)}"
    trigger = Trigger(shown, team, user, in_modal)
    world.triggers[shown] = trigger
    return trigger


def exchange(world: Any, team: Team, params: dict[str, Any]) -> Trigger:
    """Consomme le trigger_id présenté, ou dit pourquoi il ne vaut rien."""
    given = params.get("trigger_id") or params.get("interactivity_pointer")
    trigger: Trigger | None = world.triggers.get(given)
    if trigger is None or trigger.team is not team:
        raise SlackError("invalid_trigger_id", f"trigger_id {given!r}")
    if trigger.exchanged:
        raise SlackError("exchanged_trigger_id", f"trigger_id {given!r}")
    age = time.monotonic() - trigger.issued
    if age > world.trigger_life:
        raise SlackError("expired_trigger_id", f"présenté {age:.1f} s après le geste")
    trigger.exchanged = True
    return trigger


def issue_response_url(
    world: Any, team: Team, user: User, channel: Channel, message: Message | None = None
) -> str:
    """Une adresse où répondre à un geste."""
    path = f"/actions/{team.id}/{world.new_id('R')}/{secrets.token_urlsafe(12)}"
    entry = ResponseUrl(world.root + path, team, user, channel, message, world.now())
    world.response_urls[path] = entry
    return entry.url
