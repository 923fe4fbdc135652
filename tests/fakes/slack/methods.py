"""De la méthode appelée à ce qu'elle fait."""

from collections.abc import Callable

from . import methods_auth, methods_chat, methods_conversations, methods_files, methods_views
from .access import authenticate, check_method_scope
from .errors import SlackError, rate_limited
from .model import Json, Team
from .spec import METHODS
from .state import World

Handler = Callable[[World, Team, Json], Json]

HANDLERS: dict[str, Handler] = {
    "auth.test": methods_auth.auth_test,
    "auth.revoke": methods_auth.revoke,
    "bots.info": methods_conversations.bot_info,
    "team.info": methods_conversations.team_info,
    "users.info": methods_conversations.user_info,
    "chat.postMessage": methods_chat.post_message,
    "chat.postEphemeral": methods_chat.post_ephemeral,
    "chat.update": methods_chat.update,
    "chat.delete": methods_chat.delete,
    "conversations.open": methods_conversations.open_im,
    "conversations.info": methods_conversations.info,
    "conversations.join": methods_conversations.join,
    "conversations.members": methods_conversations.members,
    "views.open": methods_views.open_view,
    "views.push": methods_views.push_view,
    "views.update": methods_views.update_view,
    "views.publish": methods_views.publish,
    "files.getUploadURLExternal": methods_files.upload_url,
    "files.completeUploadExternal": methods_files.complete,
    "files.info": methods_files.info,
}


def caller(world: World, method: str, token: str | None) -> Team | None:
    """L'espace qui appelle ; None quand l'application appelle pour elle-même."""
    if method not in METHODS:
        raise SlackError("unknown_method", method, req_method=method)
    if method == "oauth.v2.access":
        return None
    return authenticate(world, method, token)


def execute(world: World, method: str, team: Team | None, params: Json, authorization: str) -> Json:
    """Exécute une méthode, une fois les paramètres vérifiés ; rend le corps de la réponse."""
    with world.cond:
        if method == "apps.connections.open":
            result = methods_auth.open_connection(world)
        elif method == "oauth.v2.access":
            result = methods_auth.exchange_code(world, params, authorization)
        else:
            assert team is not None
            check_method_scope(team, method)
            _pace(world, method, team)
            result = HANDLERS[method](world, team, params)
        return {"ok": True, **result}


def _pace(world: World, method: str, team: Team) -> None:
    wait = world.rates.take_call(method, team.id) if world.rates is not None else 0
    if wait:
        raise rate_limited(wait)
