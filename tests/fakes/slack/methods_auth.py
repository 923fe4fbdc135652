"""auth.test, auth.revoke, apps.connections.open, oauth.v2.access."""

import base64
import binascii
import secrets

from .errors import SlackError
from .model import Json, Team
from .state import World

CODE_LIFE = 600


def auth_test(world: World, team: Team, params: Json) -> Json:
    """auth.test."""
    return {
        "url": f"https://{team.domain}.slack.com/",
        "team": team.name,
        "user": team.bot_name,
        "team_id": team.id,
        "user_id": team.bot_user_id,
        "bot_id": team.bot_id,
        "is_enterprise_install": False,
    }


def revoke(world: World, team: Team, params: Json) -> Json:
    """auth.revoke : le jeton présenté ne vaut plus rien."""
    if not params.get("test"):
        drop_token(world, team, "token_revoked")
    return {"revoked": not params.get("test", False)}


def drop_token(world: World, team: Team, failure: str) -> None:
    """Le jeton de l'espace répondra désormais cette erreur."""
    if team.token is not None:
        world.tokens[team.token] = (team, failure)
    team.token = None
    world.changed()


def give_token(world: World, team: Team) -> str:
    """Le jeton de l'espace ; un neuf s'il n'en a plus."""
    if team.token is None:
        team.token = f"xoxb-{int(team.id[3:], 16)}-{secrets.token_hex(12)}"
        world.tokens[team.token] = (team, None)
        world.changed()
    return team.token


def open_connection(world: World) -> Json:
    """apps.connections.open : une adresse à usage unique."""
    ticket = secrets.token_urlsafe(16)
    world.tickets.add(ticket)
    root = world.root.replace("http", "ws", 1)
    return {"url": f"{root}/link/?ticket={ticket}&app_id={world.app_id}"}


def exchange_code(world: World, params: Json, authorization: str) -> Json:
    """oauth.v2.access : un code consenti contre un jeton."""
    client_id, secret = _credentials(params, authorization)
    if client_id != world.client_id:
        raise SlackError("invalid_client_id", client_id)
    if secret != world.client_secret:
        raise SlackError("bad_client_secret")
    if params.get("grant_type", "authorization_code") != "authorization_code":
        raise SlackError("invalid_grant_type", params["grant_type"])
    code = params.get("code", "")
    if code in world.spent_codes:
        raise SlackError("code_already_used")
    install = world.installs.get(code)
    if install is None:
        raise SlackError("invalid_code", code)
    if world.now() - install.issued > CODE_LIFE:
        raise SlackError("code_expired")
    if install.redirect_uri and params.get("redirect_uri") != install.redirect_uri:
        raise SlackError("bad_redirect_uri", str(params.get("redirect_uri")))
    world.spent_codes.add(code)
    team = install.team
    fresh = not team.installed
    team.granted_scopes = set(install.scopes) | (set() if fresh else team.granted_scopes)
    return _installation(world, team, install.user.id)


def _installation(world: World, team: Team, user_id: str) -> Json:
    token = give_token(world, team)
    return {
        "app_id": world.app_id,
        "authed_user": {"id": user_id},
        "scope": ",".join(sorted(team.granted_scopes)),
        "token_type": "bot",
        "access_token": token,
        "bot_user_id": team.bot_user_id,
        "team": {"id": team.id, "name": team.name},
        "enterprise": None,
        "is_enterprise_install": False,
    }


def _credentials(params: Json, authorization: str) -> tuple[str, str]:
    kind, _, value = authorization.partition(" ")
    if kind.lower() == "basic":
        try:
            decoded = base64.b64decode(value, validate=True).decode()
        except (binascii.Error, UnicodeDecodeError):
            raise SlackError("invalid_client_id") from None
        client_id, _, secret = decoded.partition(":")
        return client_id, secret
    return params.get("client_id", ""), params.get("client_secret", "")
