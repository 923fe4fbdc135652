"""The board as the Home tab."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot.channels.slack.render import actions, bloc_riche, entete, titre_gras
from bot.presenters.tableau import Tableau
from core.messages.model import Message

BLOCS_MAX = 100


def accueil(tableau: Tableau, jetons: tuple[str, ...], equipe: str) -> dict[str, Any]:
    """Render a board; each avis has its buttons under it."""
    restants = iter(jetons)
    blocs = [entete(tableau.entete.titre), *_corps(tableau.entete, restants, equipe)]
    for section in tableau.sections:
        blocs += [{"type": "divider"}, entete(section.titre)]
        for avis in section.avis:
            blocs += [titre_gras(avis.titre), *_corps(avis, restants, equipe)]
    return {"type": "home", "blocks": blocs[:BLOCS_MAX]}


def _corps(message: Message, jetons: Iterator[str], equipe: str) -> list[dict[str, Any]]:
    siens = [next(jetons) for _ in message.boutons]
    textes = [bloc for un in message.blocs for bloc in bloc_riche(un)]
    return [*textes, *actions(message.boutons, siens, equipe)]
