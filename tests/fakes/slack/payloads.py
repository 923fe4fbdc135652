"""Les charges livrées, telles que Slack les documente."""

from typing import Any

from .message import Message
from .model import Channel, Json, Team, User
from .state import World
from .triggers import issue_response_url, issue_trigger
from .view import View

TOKEN = "verification-token"


def base(world: World, kind: str, user: User) -> Json:
    """Ce que toute charge interactive porte."""
    return {
        "type": kind,
        "user": user.json(),
        "api_app_id": world.app_id,
        "token": TOKEN,
        "team": {"id": user.team.id, "domain": user.team.domain},
        "enterprise": None,
        "is_enterprise_install": False,
    }


def slash_fields(world: World, user: User, channel: Channel, text: str) -> Json:
    """Le formulaire d'une commande à barre oblique."""
    command, _, rest = text.partition(" ")
    return {
        "token": TOKEN,
        "team_id": user.team.id,
        "team_domain": user.team.domain,
        "channel_id": channel.id,
        "channel_name": channel.shown_name,
        "user_id": user.id,
        "user_name": user.username,
        "command": command,
        "text": rest.strip(),
        "api_app_id": world.app_id,
        "is_enterprise_install": "false",
        "response_url": issue_response_url(world, user.team, user, channel),
        "trigger_id": issue_trigger(world, user.team, user).id,
    }


def action(world: World, block: Json, element: Json, entry: Json | None = None) -> Json:
    """Un élément de ``actions``."""
    shown: Json = {
        "action_id": element["action_id"],
        "block_id": block["block_id"],
        "type": element["type"],
        "action_ts": world.new_ts(),
    }
    if element["type"] == "button":
        shown["text"] = element["text"]
        for name in ("value", "style", "url"):
            if name in element:
                shown[name] = element[name]
    return shown | (entry or {})


def message_actions(world: World, user: User, message: Message, done: Json) -> Json:
    """block_actions venu d'un message."""
    assert message.bot is not None
    channel, hidden = message.channel, message.ephemeral_to is not None
    container: Json = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": channel.id,
        "is_ephemeral": hidden,
    }
    if message.thread_ts:
        container["thread_ts"] = message.thread_ts
    shown = base(world, "block_actions", user) | {
        "container": container,
        "trigger_id": issue_trigger(world, message.bot, user).id,
        "channel": {"id": channel.id, "name": channel.shown_name},
        "state": {"values": {}},
        "response_url": issue_response_url(world, message.bot, user, channel, message),
        "actions": [done],
    }
    return shown if hidden else shown | {"message": message.json()}


def view_actions(world: World, user: User, view: View, done: Json) -> Json:
    """block_actions venu d'une modale ou de l'accueil."""
    modal = view.type == "modal"
    return base(world, "block_actions", user) | {
        "container": {"type": "view", "view_id": view.id},
        "trigger_id": issue_trigger(world, view.team, user, in_modal=modal).id,
        "view": view.json(),
        "actions": [done],
    }


def view_submission(world: World, user: User, view: View) -> Json:
    """L'envoi d'une modale."""
    return base(world, "view_submission", user) | {
        "trigger_id": issue_trigger(world, view.team, user, in_modal=True).id,
        "view": view.json(),
        "response_urls": [],
    }


def view_closed(world: World, user: User, view: View, *, cleared: bool) -> Json:
    """La fermeture d'une modale."""
    return base(world, "view_closed", user) | {"view": view.json(), "is_cleared": cleared}


def event_callback(world: World, team: Team, event: Json, *, shared: bool = False) -> Json:
    """L'enveloppe d'un événement."""
    authorization = {
        "enterprise_id": None,
        "team_id": team.id,
        "user_id": team.bot_user_id,
        "is_bot": True,
        "is_enterprise_install": False,
    }
    return {
        "token": TOKEN,
        "team_id": team.id,
        "context_team_id": team.id,
        "context_enterprise_id": None,
        "api_app_id": world.app_id,
        "event": event,
        "type": "event_callback",
        "event_id": world.new_id("Ev"),
        "event_time": int(world.now()),
        "authorizations": [authorization],
        "is_ext_shared_channel": shared,
        "event_context": "4-" + world.new_id("EC"),
    }


def message_event(user: User, message: Message, kind: str, **more: Any) -> Json:
    """L'événement d'un message écrit par une personne."""
    section = {"type": "rich_text_section", "elements": [{"type": "text", "text": message.text}]}
    blocks = [{"type": "rich_text", "block_id": "b1", "elements": [section]}]
    shown: Json = {
        "type": kind,
        "user": user.id,
        "text": message.text,
        "ts": message.ts,
        "client_msg_id": message.ts.replace(".", "-"),
        "team": user.team.id,
        "blocks": blocks,
        "channel": message.channel.id,
        "event_ts": message.ts,
    }
    if message.thread_ts:
        shown["thread_ts"] = message.thread_ts
    if message.files:
        shown |= {"files": [file.json() for file in message.files], "upload": False}
    if message.channel.shared_with:
        shown |= {"user_team": user.team.id, "source_team": user.team.id}
    return shown | more


def changed_event(world: World, message: Message, subtype: str, before: Json) -> Json:
    """L'événement d'un message corrigé ou effacé : sans auteur à son premier niveau."""
    ts = world.new_ts()
    shown: Json = {
        "type": "message",
        "subtype": subtype,
        "hidden": True,
        "channel": message.channel.id,
        "channel_type": "im",
        "previous_message": before,
        "ts": ts,
        "event_ts": ts,
    }
    if subtype == "message_deleted":
        return shown | {"deleted_ts": message.ts}
    return shown | {"message": message.json()}
