"""One delivery of Slack: kept before it is acknowledged, recognised if it comes back."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any, Literal

from slack_bolt.context.async_context import AsyncBoltContext

Genre = Literal["commande", "bouton", "formulaire", "evenement"]
CLE_MAX = 80


@dataclass(frozen=True)
class Courrier:
    """A delivery: `equipe` is where the bot is installed, `auteur` is « workspace/user »."""

    genre: Genre
    equipe: str
    auteur: str
    corps: dict[str, Any] = field(repr=False)

    @property
    def cle(self) -> str:
        """Name it as Slack does: a delivery that comes again bears the same name."""
        corps = self.corps
        if "event_id" in corps:
            nom = f"evenement:{corps['event_id']}"
        elif self.genre == "formulaire":
            nom = f"vue:{corps['view']['id']}:{corps['view'].get('hash', '')}"
        else:
            nom = f"geste:{corps.get('trigger_id', '')}"
        return nom if len(nom) <= CLE_MAX else hashlib.sha256(nom.encode()).hexdigest()

    def ecrire(self) -> str:
        """Write it for the inbox (encrypted there)."""
        return json.dumps([self.genre, self.equipe, self.auteur, self.corps])


def lire(charge: str) -> Courrier:
    """Read it back from the inbox."""
    return Courrier(*json.loads(charge))


def ouvrir(corps: dict[str, Any], contexte: AsyncBoltContext) -> Courrier | None:
    """Recognise what Slack delivers; None for what we did not ask for, or can't read."""
    try:
        courrier = _reconnaitre(corps, contexte)
        return courrier if courrier and courrier.cle else None
    except (AttributeError, IndexError, KeyError, TypeError, ValueError):
        return None


def _reconnaitre(corps: dict[str, Any], contexte: AsyncBoltContext) -> Courrier | None:
    genre = _genre(corps)
    if genre is None:
        return None
    equipe = _equipe_du_bouton(corps) or contexte.team_id or ""
    siege = corps.get("user", {}).get("team_id") or contexte.actor_team_id or equipe
    if genre == "evenement":
        siege = _siege(corps["event"]) or contexte.actor_team_id or equipe
    return Courrier(genre, equipe, f"{siege}/{contexte.user_id or ''}", corps)


def _genre(corps: dict[str, Any]) -> Genre | None:
    if corps.get("command"):
        return "commande"
    match corps.get("type"):
        case "block_actions" if corps.get("actions"):
            return "bouton"
        case "view_submission":
            return "formulaire"
        case "event_callback":
            return "evenement"
        case _:
            return None


def _equipe_du_bouton(corps: dict[str, Any]) -> str | None:
    """Read, on a button of ours, the workspace of the bot that posted it (Slack Connect)."""
    actions = corps.get("actions") or [{}]
    equipe, deux_points, _ = str(actions[0].get("block_id", "")).partition(":")
    return equipe if deux_points and equipe.startswith(("T", "E")) else None


def _siege(evenement: dict[str, Any]) -> str | None:
    """Give the workspace of a person who writes in a channel shared with theirs."""
    siege = evenement.get("user_team") or evenement.get("source_team")
    return str(siege) if siege else None
