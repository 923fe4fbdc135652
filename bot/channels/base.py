"""What a platform must do for the dispatcher."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from bot.presenters.corps import FormulaireVu
from core.domain.envois import Envoi, Outcome
from core.domain.organisations import Destination
from core.messages.model import Message


@dataclass(frozen=True)
class Rythme:
    """How fast a platform may be spoken to; 0 means no limit."""

    par_seconde: float = 0.0
    secondes_par_conversation: float = 0.0
    groupe_par_minute: int = 0


@dataclass(frozen=True)
class Livraison:
    """One send, ready: `jetons` are the tokens of the message's buttons, in order.

    `message` is None for a deletion. `repond_a` is the message that this one answers.
    """

    envoi: Envoi
    message: Message | None
    jetons: tuple[str, ...] = ()
    formulaire: FormulaireVu | None = None
    silencieux: bool = False
    repond_a: str | None = None

    @property
    def destination(self) -> Destination:
        """Give the conversation."""
        return self.envoi.destination


class Plateforme(Protocol):
    """The sending side of a platform."""

    nom: str
    rythme: Rythme

    async def envoyer(self, livraison: Livraison) -> Outcome:
        """Send, edit or delete once, without retrying; says what became of it."""
