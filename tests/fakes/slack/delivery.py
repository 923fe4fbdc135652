"""Une livraison au programme, et l'accusé qu'il en donne."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from .message import Message
from .model import Json, Team, User
from .view import View

ACK_LIMIT = 3.0
"""Secondes au bout desquelles Slack tient la livraison pour perdue."""

SLASH, INTERACTIVE, EVENTS = "slash_commands", "interactive", "events_api"


@dataclass(eq=False, repr=False)
class Delivery:
    """Ce qui est parti vers le programme, et ce qu'il a répondu.

    ``status`` : le code HTTP, ou 200 pour un accusé par WebSocket, ou None sans accusé ;
    ``body`` : la réponse décodée ; ``error`` : pourquoi la livraison a échoué.
    """

    kind: str
    payload: Json
    team: Team
    user: User | None = None
    view: View | None = None
    message: Message | None = None
    confirm: str | None = None
    retry: int = 0
    retry_reason: str | None = None
    timestamp: int | None = None
    status: int | None = None
    body: Any = None
    seconds: float | None = None
    timed_out: bool = False
    error: str | None = None
    applied: bool = False
    envelope_id: str = ""
    socket_id: int | None = None
    retries: list["Delivery"] = field(default_factory=list)
    on_ack: Callable[["Delivery"], None] | None = None
    sent_at: float = field(default_factory=time.monotonic)
    answered: threading.Event = field(default_factory=threading.Event)
    done: threading.Event = field(default_factory=threading.Event)

    def __repr__(self) -> str:
        return f"<Delivery {self.kind} {self.status} {self.error or ''} {self.body!r}>"

    @property
    def ok(self) -> bool:
        """Vrai si l'accusé est venu à temps, et qu'il est bon."""
        return self.status == 200 and self.error is None and not self.timed_out

    @property
    def sent(self) -> bool:
        """Faux si Slack n'avait rien à livrer au programme."""
        return self.error not in ("not_subscribed", "bot_not_in_channel")

    @property
    def trigger_id(self) -> str:
        """Le trigger_id livré, ou rien."""
        return str(self.payload.get("trigger_id", ""))

    @property
    def response_url(self) -> str:
        """L'adresse de réponse livrée, ou rien."""
        return str(self.payload.get("response_url", ""))

    @property
    def event(self) -> Json:
        """L'événement livré."""
        found: Json = self.payload.get("event", {})
        return found

    def answer(self, status: int | None, body: Any, error: str | None = None) -> None:
        """Note l'accusé reçu, le premier seulement."""
        if self.answered.is_set():
            return
        self.seconds = time.monotonic() - self.sent_at
        self.status, self.body, self.error = status, body, error
        self.answered.set()

    def wait(self, timeout: float = 45.0) -> "Delivery":
        """Attend que la livraison soit finie, ses suites appliquées."""
        assert self.done.wait(timeout), f"{self.kind} jamais fini en {timeout} s"
        return self
