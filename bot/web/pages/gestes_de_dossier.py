"""Which commands only show, and what the others will do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.handlers.actions import Action, CommandeDeDossier
from bot.handlers.commandes import PAR_NOM
from bot.presenters.adresses import REFERENCE

MONTRENT = frozenset({"aide", "avis", "flux", "preuve", "etat"})
"""Commands that change nothing: a link runs them."""

MONTRENT_SEULES = {"adresse": frozenset[str](), "objectifs": frozenset({"annee"})}
"""Commands that only show, so long as nothing else than these is said to them."""


def montre(nom: str, fixe: Mapping[str, str]) -> bool:
    """Tell whether a command only shows, with these arguments."""
    if nom in MONTRENT:
        return True
    if nom in MONTRENT_SEULES:
        return set(fixe) <= MONTRENT_SEULES[nom]
    action = action_de(nom, fixe)
    if action:
        return action.lecture
    return commande_de_dossier(nom) is not None and not set(fixe) - {REFERENCE}


def action_de(nom: str, fixe: Mapping[str, str]) -> Action[Any] | None:
    """Find the action that a command's arguments name."""
    commande = commande_de_dossier(nom)
    if commande is None:
        return None
    actions = commande.actions if fixe.get(REFERENCE) else commande.sans_dossier
    return next((une for une in actions if une.nom == fixe.get("action")), None)


def commande_de_dossier(nom: str) -> CommandeDeDossier[Any] | None:
    """Find a command made of actions on one dossier; None for any other."""
    porteur = getattr(PAR_NOM[nom].executer, "__self__", None) if nom in PAR_NOM else None
    return porteur if isinstance(porteur, CommandeDeDossier) else None
