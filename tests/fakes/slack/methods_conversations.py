"""conversations.*, users.info, team.info, bots.info."""

from .access import READ_SCOPES, channel_json, check_scope, visible_channel, visible_user
from .errors import SlackError
from .model import Json, Team
from .state import World


def open_im(world: World, team: Team, params: Json) -> Json:
    """conversations.open : un tête-à-tête, par personne ou par canal."""
    if params.get("channel"):
        return {"channel": {"id": visible_channel(world, team, params["channel"]).id}}
    named = [one.strip() for one in params["users"].split(",") if one.strip()]
    if len(named) > 1:
        raise SlackError("missing_scope", "mpim:write", needed="mpim:write")
    user = world.users.get(named[0])
    if user is None or user.team is not team:
        raise SlackError("user_not_found", named[0])
    known = world.im(team, user, create=False)
    if known is None and params.get("prevent_creation"):
        raise SlackError("channel_not_found", named[0])
    channel = known or world.im(team, user)
    assert channel is not None
    extra = {"no_op": True, "already_open": True} if known else {}
    full = channel_json(channel, team) if params.get("return_im") else {"id": channel.id}
    return {**extra, "channel": full}


def info(world: World, team: Team, params: Json) -> Json:
    """conversations.info."""
    channel = visible_channel(world, team, params["channel"])
    check_scope(team, READ_SCOPES[channel.kind])
    shown = channel_json(channel, team)
    if params.get("include_num_members"):
        shown["num_members"] = len(channel.members) + len(channel.bots)
    return {"channel": shown}


def join(world: World, team: Team, params: Json) -> Json:
    """conversations.join : seulement un canal public."""
    channel = visible_channel(world, team, params["channel"])
    if channel.kind != "channel":
        raise SlackError("method_not_supported_for_channel_type", channel.name)
    if channel.archived:
        raise SlackError("is_archived", channel.name)
    already = team.id in channel.bots
    channel.bots.add(team.id)
    world.changed()
    extra = {"warning": "already_in_channel"} if already else {}
    return {"channel": channel_json(channel, team), **extra}


def members(world: World, team: Team, params: Json) -> Json:
    """conversations.members."""
    channel = visible_channel(world, team, params["channel"])
    check_scope(team, READ_SCOPES[channel.kind])
    bots = [world.teams[one].bot_user_id for one in sorted(channel.bots)]
    every = [user.id for user in channel.members] + bots
    return {"members": every, "response_metadata": {"next_cursor": ""}}


def user_info(world: World, team: Team, params: Json) -> Json:
    """users.info ; une personne d'un canal partagé est une étrangère."""
    for one in world.teams.values():
        if one.bot_user_id == params["user"] and one is team:
            bot = {"id": one.bot_user_id, "team_id": one.id, "name": one.bot_name, "is_bot": True}
            return {"user": {**bot, "deleted": False}}
    user = visible_user(world, team, params["user"])
    real = user.real_name or user.name
    shown: Json = {
        "id": user.id,
        "team_id": user.team.id,
        "name": user.username,
        "real_name": real,
        "deleted": False,
        "is_bot": False,
        "is_stranger": user.team is not team,
        "tz": "Europe/Paris",
        "locale": "fr-FR",
        "profile": {"real_name": real, "display_name": user.name, "team": user.team.id},
    }
    if not params.get("include_locale"):
        shown.pop("locale")
    return {"user": shown}


def bot_info(world: World, team: Team, params: Json) -> Json:
    """bots.info : le robot de l'espace."""
    if params.get("bot", team.bot_id) != team.bot_id:
        raise SlackError("bot_not_found", params["bot"])
    named = {"id": team.bot_id, "name": team.bot_name, "app_id": team.app_id}
    return {"bot": {**named, "user_id": team.bot_user_id, "deleted": False}}


def team_info(world: World, team: Team, params: Json) -> Json:
    """team.info : l'espace du jeton."""
    if params.get("team", team.id) != team.id:
        raise SlackError("team_not_found", params["team"])
    return {"team": {"id": team.id, "name": team.name, "domain": team.domain}}
