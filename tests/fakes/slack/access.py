"""Qui appelle, avec quelles portées, et ce qu'il a le droit de voir."""

from .errors import SlackError
from .model import Channel, Json, Team, User
from .spec import METHODS
from .state import World

APP_LEVEL = "apps.connections.open"
READ_SCOPES = {"im": "im:read", "group": "groups:read", "channel": "channels:read"}


def authenticate(world: World, method: str, token: str | None) -> Team | None:
    """L'espace du jeton présenté ; None pour le jeton de l'application."""
    if not token:
        raise SlackError("not_authed")
    if token == world.app_token:
        if method != APP_LEVEL:
            raise SlackError("not_allowed_token_type", "jeton xapp")
        return None
    if token not in world.tokens:
        raise SlackError("invalid_auth")
    team, failure = world.tokens[token]
    if failure is not None:
        raise SlackError(failure, team.name)
    if method == APP_LEVEL:
        raise SlackError("not_allowed_token_type", "jeton xoxb")
    return team


def check_scope(team: Team, needed: str | None) -> None:
    """Refuse ce que l'installation n'a pas accordé."""
    if needed is not None and needed not in team.granted_scopes:
        provided = ",".join(sorted(team.granted_scopes))
        raise SlackError("missing_scope", needed, needed=needed, provided=provided)


def check_method_scope(team: Team, method: str) -> None:
    """La portée que demande une méthode, quand elle est fixe."""
    check_scope(team, METHODS[method].scope)


def visible_channel(world: World, team: Team, channel_id: str) -> Channel:
    """Le canal, s'il se voit de cet espace ; sinon channel_not_found."""
    channel = world.channels.get(channel_id)
    if channel is None or team not in channel.teams:
        raise SlackError("channel_not_found", channel_id)
    if channel.private and team.id not in channel.bots:
        raise SlackError("channel_not_found", f"{channel_id} : le robot n'en est pas")
    return channel


def postable_channel(world: World, team: Team, target: str) -> Channel:
    """La conversation où écrire ; l'identifiant d'une personne ouvre son tête-à-tête."""
    if target[:1] in ("U", "W"):
        user = world.users.get(target)
        if user is None or user.team is not team:
            raise SlackError("channel_not_found", target)
        channel = world.im(team, user)
        assert channel is not None
        return channel
    channel = visible_channel(world, team, target)
    if channel.archived:
        raise SlackError("is_archived", channel.name)
    if team.id not in channel.bots and "chat:write.public" not in team.granted_scopes:
        raise SlackError("not_in_channel", channel.name)
    return channel


def visible_user(world: World, team: Team, user_id: str) -> User:
    """La personne, si elle est de l'espace ou d'un canal partagé avec lui."""
    user = world.users.get(user_id)
    if user is not None and (user.team is team or _shares(world, team, user)):
        return user
    raise SlackError("user_not_found", user_id)


def _shares(world: World, team: Team, user: User) -> bool:
    return any(team in c.teams and user in c.members for c in world.channels.values())


def channel_json(channel: Channel, team: Team) -> Json:
    """L'objet conversation de l'API, vu d'un espace."""
    shared = bool(channel.shared_with)
    return {
        "id": channel.id,
        "name": channel.name,
        "is_channel": channel.kind == "channel",
        "is_group": channel.kind == "group",
        "is_im": channel.is_im,
        "is_mpim": False,
        "is_private": channel.private,
        "is_archived": channel.archived,
        "is_member": team.id in channel.bots,
        "is_shared": shared,
        "is_ext_shared": shared,
        "is_org_shared": False,
        "context_team_id": team.id,
        "shared_team_ids": [one.id for one in channel.teams],
    } | ({"user": channel.members[0].id} if channel.is_im else {})
