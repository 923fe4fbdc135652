"""Les méthodes qui choisissent la façon de recevoir les mises à jour."""

import re
from urllib.parse import urlsplit

from .errors import bad_request
from .model import Json
from .spec import type_fields
from .state import Webhook, World

LOOPBACK = ("127.0.0.1", "localhost", "::1")
PORTS = (443, 80, 88, 8443)


def set_webhook(world: World, params: Json) -> bool:
    """setWebhook."""
    secret = params.get("secret_token")
    if secret is not None and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret):
        raise bad_request("secret token contains unallowed characters")
    connections = params.get("max_connections", 40)
    if not 1 <= connections <= 100:
        raise bad_request("max_connections must be between 1 and 100")
    if params["url"]:
        _check_url(params["url"], loopback=world.allow_http_webhook)
    remember_allowed(world, params)
    if params.get("drop_pending_updates"):
        world.queue.clear()
    world.webhook = Webhook(params["url"], secret, connections) if params["url"] else None
    world.changed()
    return True


def _check_url(url: str, *, loopback: bool) -> None:
    parts = urlsplit(url)
    if loopback and parts.scheme == "http" and parts.hostname in LOOPBACK:
        return
    if parts.scheme != "https" or not parts.hostname:
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if (parts.port or 443) not in PORTS:
        raise bad_request("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")


def remember_allowed(world: World, params: Json) -> None:
    """Retient les genres de mises à jour demandés, pour celles à venir."""
    allowed = params.get("allowed_updates")
    if allowed is None:
        return
    known = set(type_fields("Update")) - {"update_id"}
    for kind in allowed:
        if kind not in known:
            raise bad_request(f"can't parse allowed updates: unknown type {kind!r}")
    world.queue.allowed = list(allowed)


def delete_webhook(world: World, params: Json) -> bool:
    """deleteWebhook."""
    world.webhook = None
    if params.get("drop_pending_updates"):
        world.queue.clear()
    world.changed()
    return True


def get_webhook_info(world: World, _: Json) -> Json:
    """getWebhookInfo."""
    hook = world.webhook
    info: Json = {
        "url": hook.url if hook else "",
        "has_custom_certificate": False,
        "pending_update_count": len(world.queue),
    }
    if hook is not None:
        info["max_connections"] = hook.max_connections
        if hook.last_error is not None:
            info["last_error_date"] = hook.last_error_date
            info["last_error_message"] = hook.last_error
    if world.queue.allowed:
        info["allowed_updates"] = world.queue.allowed
    return info
