"""The command menu, by role; a failure here never stops the work."""

from __future__ import annotations

from collections.abc import Sequence

import structlog
from telegram import Bot, BotCommand, BotCommandScopeChat, BotCommandScopeDefault

from bot.handlers.commandes import Commande
from bot.handlers.permissions import commandes_de

journal = structlog.get_logger(__name__)
HORS_MENU = frozenset({"start"})


async def poser_le_menu_commun(bot: Bot) -> None:
    """Show people who are not enrolled what they may do."""
    await _poser(bot, commandes_de(None), BotCommandScopeDefault())


async def poser_le_menu(bot: Bot, adresse: str, commandes: Sequence[Commande]) -> None:
    """Show one person, in private, what their role allows."""
    await _poser(bot, commandes, BotCommandScopeChat(adresse))


async def _poser(
    bot: Bot,
    commandes: Sequence[Commande],
    portee: BotCommandScopeDefault | BotCommandScopeChat,
) -> None:
    menu = [BotCommand(une.nom, une.resume) for une in commandes if une.nom not in HORS_MENU]
    try:
        await bot.set_my_commands(menu, scope=portee)
    except Exception as erreur:
        journal.warning("menu refusé", raison=str(erreur))
