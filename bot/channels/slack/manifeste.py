"""The app's manifest, made from the command table: what Slack must know of fluxbot."""

from __future__ import annotations

import re
from typing import Any

from bot.handlers.commandes import COMMANDES, Commande

DROITS = (
    "app_mentions:read",
    "channels:join",
    "channels:read",
    "chat:write",
    "chat:write.public",
    "commands",
    "files:read",
    "files:write",
    "groups:read",
    "im:history",
    "im:read",
    "im:write",
)
"""What the bot may do; nothing lets it read a channel's messages.

`files:read`: the annexes that people send it, alone or in a message that names it.
"""

EVENEMENTS = (
    "app_home_opened",
    "app_mention",
    "app_uninstalled",
    "channel_archive",
    "channel_deleted",
    "channel_id_changed",
    "channel_left",
    "channel_unarchive",
    "group_archive",
    "group_deleted",
    "group_left",
    "group_unarchive",
    "member_joined_channel",
    "message.im",
    "tokens_revoked",
)

HORS_DE_SLACK = frozenset({"start"})
"""Telegram's own word for a first message."""


def manifeste(adresse_publique: str | None, *, socket: bool) -> dict[str, Any]:
    """Give the manifest; over HTTP and for installs, `adresse_publique` tells Slack where to go."""
    public = (adresse_publique or "https://fluxbot.exemple.fr").rstrip("/")
    evenements = f"{public}/slack/events"
    return {
        "display_information": {
            "name": "fluxbot",
            "description": "La gestion en flux des logements sociaux, sans tableur",
            "background_color": "#1f4e5f",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": "fluxbot", "always_online": True},
            "slash_commands": [
                _commande(une, None if socket else evenements)
                for une in COMMANDES
                if une.nom not in HORS_DE_SLACK
            ],
        },
        "oauth_config": _oauth(adresse_publique),
        "settings": {
            "event_subscriptions": _a_l_adresse(evenements, socket)
            | {"bot_events": list(EVENEMENTS)},
            "interactivity": {"is_enabled": True} | _a_l_adresse(evenements, socket),
            "org_deploy_enabled": False,
            "socket_mode_enabled": socket,
            "token_rotation_enabled": False,
        },
    }


def _oauth(adresse_publique: str | None) -> dict[str, Any]:
    """Say what the bot may do, and where an install comes back, if workspaces install it."""
    droits: dict[str, Any] = {"scopes": {"bot": list(DROITS)}}
    if adresse_publique:
        retour = f"{adresse_publique.rstrip('/')}/slack/oauth_redirect"
        return {"redirect_urls": [retour], **droits}
    return droits


def _a_l_adresse(evenements: str, socket: bool) -> dict[str, str]:
    return {} if socket else {"request_url": evenements}


def _commande(commande: Commande, adresse: str | None) -> dict[str, Any]:
    """Describe a slash command; its usage is what follows its name."""
    usage = re.sub(r"^/\S+\s*", "", commande.usage)
    return {
        "command": f"/{commande.nom}",
        "description": commande.resume[0].upper() + commande.resume[1:],
        **({"url": adresse} if adresse else {}),
        **({"usage_hint": usage} if usage else {}),
        "should_escape": False,
    }
