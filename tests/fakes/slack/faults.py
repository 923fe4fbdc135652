"""Les pannes qu'un test commande : chacune frappe un appel à venir, dans l'ordre."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from .errors import SlackError, rate_limited
from .model import Channel

Target = str | Channel | None


class Action(Enum):
    """Ce qui arrive à l'appel frappé."""

    REPLY = "reply"
    HANG = "hang"
    DROP = "drop"
    STATUS = "status"
    MALFORMED = "malformed"


@dataclass(eq=False)
class Fault:
    """Une panne ; ``times`` vide : à chaque appel, jusqu'à ``clear``.

    ``then`` : ce que le test fait à cet instant précis, avant que l'appelant n'en sache rien.
    """

    action: Action
    method: str | None
    channel_id: str | None = None
    times: int | None = 1
    after: bool = False
    error: SlackError | None = None
    code: int = 500
    seconds: float | None = None
    body: str = '{"ok": tru'
    struck: int = 0
    cleared: bool = False
    then: Callable[[], None] | None = None

    def matches(self, method: str, params: dict[str, Any]) -> bool:
        """Vrai si l'appel est visé ; sans méthode nommée, la connexion est épargnée."""
        if self.method is None:
            if method == "apps.connections.open":
                return False
        elif self.method != method:
            return False
        named = {params.get("channel"), params.get("channel_id"), params.get("channels")}
        return self.channel_id is None or self.channel_id in named


@dataclass
class Faults:
    """La file des pannes commandées."""

    waiting: list[Fault] = field(default_factory=list)
    hanging: list[Fault] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, method: str, params: dict[str, Any]) -> Fault | None:
        """La première panne qui vise cet appel, alors consommée."""
        with self.lock:
            for fault in self.waiting:
                if fault.matches(method, params):
                    fault.struck += 1
                    if fault.times is not None and fault.struck >= fault.times:
                        self.waiting.remove(fault)
                    if fault.action is Action.HANG:
                        self.hanging.append(fault)
                    return fault
        return None

    def clear(self) -> None:
        """Annule les pannes qui restent ; les appels suspendus sont coupés."""
        with self.lock:
            for fault in self.hanging:
                fault.cleared = True
            self.waiting.clear()
            self.hanging.clear()

    def _add(self, fault: Fault, channel: Target = None) -> Fault:
        fault.channel_id = channel.id if isinstance(channel, Channel) else channel
        with self.lock:
            self.waiting.append(fault)
        return fault

    def rate_limit(
        self,
        method: str | None,
        times: int | None = 1,
        retry_after: int = 1,
        channel: Target = None,
    ) -> Fault:
        """L'appel est refusé : code 429 et Retry-After."""
        error = rate_limited(retry_after)
        return self._add(Fault(Action.REPLY, method, times=times, error=error), channel)

    def error(
        self,
        method: str | None,
        error: str,
        channel: Target = None,
        times: int | None = None,
        **extra: Any,
    ) -> Fault:
        """L'appel est refusé ainsi, sans être exécuté ; ``times`` vide : toujours."""
        refusal = SlackError(error, "panne commandée", **extra)
        return self._add(Fault(Action.REPLY, method, times=times, error=refusal), channel)

    def hang(
        self,
        method: str | None,
        seconds: float | None = None,
        *,
        after: bool = False,
        channel: Target = None,
        times: int | None = 1,
    ) -> Fault:
        """Aucune réponse ; ``seconds`` : en retard seulement ; ``after`` : pourtant exécuté."""
        fault = Fault(Action.HANG, method, times=times, after=after, seconds=seconds)
        return self._add(fault, channel)

    def drop(self, method: str | None, *, channel: Target = None, times: int | None = 1) -> Fault:
        """La connexion est coupée sans que l'appel soit exécuté."""
        return self._add(Fault(Action.DROP, method, times=times), channel)

    def drop_after(
        self, method: str | None, *, channel: Target = None, times: int | None = 1
    ) -> Fault:
        """L'appel est exécuté, puis la connexion coupée sans réponse."""
        return self._add(Fault(Action.DROP, method, times=times, after=True), channel)

    def status(
        self,
        method: str | None,
        code: int = 500,
        *,
        after: bool = False,
        channel: Target = None,
        times: int | None = 1,
    ) -> Fault:
        """Une erreur du serveur, sans JSON."""
        fault = Fault(Action.STATUS, method, times=times, code=code, after=after)
        return self._add(fault, channel)

    def malformed(
        self,
        method: str | None,
        *,
        after: bool = False,
        channel: Target = None,
        times: int | None = 1,
        body: str = '{"ok": tru',
    ) -> Fault:
        """Une réponse de code 200 qui n'est pas ce qu'elle doit être."""
        fault = Fault(Action.MALFORMED, method, times=times, after=after, body=body)
        return self._add(fault, channel)
