"""L'état du Slack simulé, derrière un seul verrou."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from .message import Message, UploadedFile
from .model import Channel, Json, Team, User
from .rates import RateLimits
from .triggers import ResponseUrl, Trigger
from .view import View


class Call(NamedTuple):
    """Un appel reçu : la méthode, ses paramètres, le jeton présenté, l'heure de Slack."""

    method: str
    params: Json
    token: str | None
    instant: float


class Refusal(NamedTuple):
    """Un appel ou une réponse refusés : la méthode, l'erreur rendue, le détail."""

    method: str
    error: str
    detail: str


class Install(NamedTuple):
    """Un code OAuth consenti, à échanger une fois."""

    team: Team
    user: User
    scopes: list[str]
    redirect_uri: str | None
    issued: float


@dataclass
class World:
    """Tout ce que sait le serveur simulé."""

    app_id: str
    app_token: str
    signing_secret: str
    client_id: str
    client_secret: str
    root: str = ""
    cond: threading.Condition = field(default_factory=threading.Condition)
    teams: dict[str, Team] = field(default_factory=dict)
    tokens: dict[str, tuple[Team, str | None]] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    homes: dict[tuple[str, str], View] = field(default_factory=dict)
    stacks: dict[str, list[View]] = field(default_factory=dict)
    triggers: dict[str, Trigger] = field(default_factory=dict)
    response_urls: dict[str, ResponseUrl] = field(default_factory=dict)
    files: dict[str, UploadedFile] = field(default_factory=dict)
    tickets: set[str] = field(default_factory=set)
    installs: dict[str, Install] = field(default_factory=dict)
    spent_codes: set[str] = field(default_factory=set)
    authorizations: list[Json] = field(default_factory=list)
    redirect_urls: set[str] | None = None
    rates: RateLimits | None = None
    trigger_life: float = 3.0
    clock_offset: float = 0.0
    down: bool = False
    stopping: bool = False
    calls: list[Call] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    echoed: Callable[[Message, Json | None], None] = lambda _message, _before: None
    ticks: int = 0
    changes: int = 0
    serial: int = 0
    last_ts: int = 0

    def tick(self) -> int:
        """Le rang suivant : ordonne tout ce qui se produit."""
        self.ticks += 1
        return self.ticks

    def new_id(self, prefix: str) -> str:
        """Un identifiant jamais donné, de la forme de ceux de Slack."""
        with self.cond:
            self.serial += 1
            return f"{prefix}0F{self.serial:08X}"

    def now(self) -> float:
        """L'heure de Slack."""
        return time.time() + self.clock_offset

    def new_ts(self) -> str:
        """Un horodatage de message, unique et croissant."""
        with self.cond:
            self.last_ts = max(self.last_ts + 100, int(self.now() * 1_000_000))
            return f"{self.last_ts // 1_000_000}.{self.last_ts % 1_000_000:06d}"

    def changed(self) -> None:
        """Réveille ceux qui attendent ; à appeler avec le verrou."""
        self.changes += 1
        self.cond.notify_all()

    def post(self, message: Message) -> Message:
        """Ajoute un message à sa conversation."""
        with self.cond:
            message.at = self.tick()
            message.channel.messages[message.ts] = message
            self.changed()
            self.echoed(message, None)
            return message

    def call(self, method: str, params: Json, token: str | None) -> None:
        """Note un appel reçu."""
        with self.cond:
            self.calls.append(Call(method, params, token, self.now()))
            self.changed()

    def refuse(self, method: str, error: str, detail: str = "") -> None:
        """Note un refus."""
        with self.cond:
            self.refusals.append(Refusal(method, error, detail))
            self.changed()

    def fail(self, text: str) -> None:
        """Note une faute de la doublure elle-même, signalée à la fermeture."""
        with self.cond:
            self.errors.append(text)
            self.changed()

    def views(self) -> list[View]:
        """Toutes les modales ouvertes."""
        return [view for stack in self.stacks.values() for view in stack]

    def im(self, team: Team, user: User, *, create: bool = True) -> Channel | None:
        """Le tête-à-tête d'une personne avec le robot d'un espace."""
        with self.cond:
            for channel in self.channels.values():
                if channel.is_im and channel.team is team and user in channel.members:
                    return channel
            if not create:
                return None
            made = Channel(self.new_id("D"), f"dm-{user.username}", team, "im", [user], {team.id})
            self.channels[made.id] = made
            return made
