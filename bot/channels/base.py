"""What a platform must do for the dispatcher."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from starlette.routing import Route

from bot.presenters.corps import FormulaireVu
from bot.presenters.tableau import Tableau
from core.domain.envois import Envoi, Outcome
from core.domain.organisations import Destination
from core.messages.model import Message


@dataclass(frozen=True)
class Rythme:
    """How fast a platform may be spoken to; 0 means no limit.

    `par_sujet`: each place of a conversation (a modal, a board…) has a pace of its own.
    """

    par_seconde: float = 0.0
    secondes_par_conversation: float = 0.0
    groupe_par_minute: int = 0
    par_sujet: bool = False
    delai: float = 12.0
    """Seconds that one send may take."""


@dataclass(frozen=True)
class Livraison:
    """One send, ready: `jetons` are the tokens of the message's buttons, in order.

    `message` is None for a deletion or a board. `repond_a` is the message that this one answers.
    `liens`: where each button leads, in order, on a platform whose buttons are links.
    """

    envoi: Envoi
    message: Message | None
    jetons: tuple[str, ...] = ()
    formulaire: FormulaireVu | None = None
    silencieux: bool = False
    repond_a: str | None = None
    tableau: Tableau | None = None
    liens: tuple[str, ...] = field(default=(), repr=False)

    @property
    def destination(self) -> Destination:
        """Give the conversation."""
        return self.envoi.destination


class Service(Protocol):
    """One platform, received and sent, while the process lives."""

    nom: str

    @property
    def expediteur(self) -> Plateforme:
        """Give the sending side."""

    @property
    def entendu_le(self) -> datetime | None:
        """Give the last instant at which the platform was known to reach us (UTC)."""

    @property
    def en_reserve(self) -> bool:
        """Tell whether another copy listens for us."""

    def routes(self) -> Sequence[Route]:
        """Give the HTTP routes that it needs."""

    async def demarrer(self) -> None:
        """Check the credentials, hear what was said while we were away."""

    async def tourner(self) -> None:
        """Receive for ever; raises when the platform refuses us for good."""

    async def battre(self, maintenant: datetime) -> None:
        """Do at each tick what listening needs, and note up to when everything was heard."""

    async def faire_le_point(self, maintenant: datetime) -> None:
        """Note up to when everything was heard, without listening."""

    async def arreter(self) -> None:
        """Close the connections."""


class Plateforme(Protocol):
    """The sending side of a platform."""

    nom: str
    rythme: Rythme

    async def envoyer(self, livraison: Livraison) -> Outcome:
        """Send, edit or delete once, without retrying; says what became of it."""
