"""L'état du Telegram simulé, derrière un seul verrou."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from .model import Chat, Json, Message, User
from .rates import RateLimits
from .spec import check_object
from .updates import UpdateQueue

ANONYMOUS_ADMIN = User(1087968824, "Group", username="GroupAnonymousBot", is_bot=True)
CHANNEL_BOT = User(136817688, "Channel", username="Channel_Bot", is_bot=True)


class Call(NamedTuple):
    """Un appel reçu : la méthode et ses paramètres décodés."""

    method: str
    params: Json


class Refusal(NamedTuple):
    """Un appel refusé : la méthode, le code et la description rendus."""

    method: str
    code: int
    description: str


class Answer(NamedTuple):
    """Ce que voit une personne après avoir pressé un bouton."""

    query_id: str
    text: str
    alert: bool


@dataclass(frozen=True)
class StoredFile:
    """Un fichier gardé : ce que l'API en dit, ses octets, son chemin de téléchargement."""

    described: Json
    content: bytes
    path: str
    name: str

    @property
    def id(self) -> str:
        """Son file_id."""
        return str(self.described["file_id"])

    def fields(self) -> Json:
        """Ce qu'un message en porte : un document, ou une photo et ses tailles."""
        if "width" in self.described:
            return {"photo": [self.described], "content": self.content}
        return {"document": self.described, "content": self.content}


@dataclass
class Webhook:
    """L'adresse où livrer, et le compte rendu des livraisons."""

    url: str
    secret: str | None = None
    max_connections: int = 40
    last_error: str | None = None
    last_error_date: int | None = None


@dataclass
class World:
    """Tout ce que sait le serveur simulé."""

    token: str
    bot: User
    allow_http_webhook: bool = False
    privacy_mode: bool = True
    cond: threading.Condition = field(default_factory=threading.Condition)
    users: dict[int, User] = field(default_factory=dict)
    chats: dict[int, Chat] = field(default_factory=dict)
    queue: UpdateQueue = field(default_factory=UpdateQueue)
    webhook: Webhook | None = None
    webhook_attempts: list[tuple[int, str]] = field(default_factory=list)
    rates: RateLimits | None = None
    down: bool = False
    stopping: bool = False
    polls: int = 0
    calls: list[Call] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    callbacks: dict[str, bool] = field(default_factory=dict)
    answers: list[Answer] = field(default_factory=list)
    commands: dict[tuple[str, str], list[Json]] = field(default_factory=dict)
    descriptions: dict[tuple[str, str], str] = field(default_factory=dict)
    files: dict[str, StoredFile] = field(default_factory=dict)
    listeners: list[Callable[[], None]] = field(default_factory=list)
    ticks: int = 0
    changes: int = 0
    serial: int = 0

    def tick(self) -> int:
        """Le rang suivant : ordonne tout ce qui se produit."""
        self.ticks += 1
        return self.ticks

    def next_serial(self) -> int:
        """Un numéro jamais donné, pour les identifiants."""
        self.serial += 1
        return self.serial

    def now(self) -> int:
        """L'heure des messages."""
        return int(time.time())

    def changed(self) -> None:
        """Réveille ceux qui attendent ; à appeler avec le verrou."""
        self.changes += 1
        self.cond.notify_all()
        for listener in self.listeners:
            listener()

    def post(self, chat: Chat, sender: User, **fields: Any) -> Message:
        """Ajoute un message à une conversation."""
        with self.cond:
            chat.last_id += 1
            message = Message(
                chat=chat,
                id=chat.last_id,
                sender=sender,
                date=self.now(),
                at=self.tick(),
                **fields,
            )
            chat.messages[message.id] = message
            self.changed()
            return message

    def enqueue(self, kind: str, payload: Json) -> Json | None:
        """Met une mise à jour en file, après l'avoir vérifiée ; None si le robot n'en veut pas."""
        with self.cond:
            check_object({"update_id": 1, kind: payload}, "Update")
            update = self.queue.add(kind, payload)
            self.changed()
            return update

    def call(self, method: str, params: Json) -> None:
        """Note un appel reçu."""
        with self.cond:
            self.calls.append(Call(method, params))
            self.changed()

    def refuse(self, method: str, code: int, description: str) -> None:
        """Note un appel refusé."""
        with self.cond:
            self.refusals.append(Refusal(method, code, description))
            self.changed()
