"""Les pannes qu'un test commande : chacune frappe un appel à venir, dans l'ordre."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from .errors import ApiError
from .model import Chat, Json, User

Target = int | Chat | User | None


class Action(Enum):
    """Ce qui arrive à l'appel frappé."""

    REPLY = "reply"
    HANG = "hang"
    CLOSE = "close"
    MALFORMED = "malformed"


@dataclass
class Fault:
    """Une panne : son action, l'appel visé, et si l'appel est d'abord exécuté.

    ``then`` : ce que le test fait à cet instant précis, avant que l'appelant n'en sache rien.
    """

    action: Action
    method: str | None = None
    chat_id: int | None = None
    accepted: bool = False
    error: ApiError | None = None
    times: int = 1
    body: str = '{"ok": tru'
    then: Callable[[], None] | None = None

    def matches(self, method: str, params: Json) -> bool:
        """Vrai si l'appel est visé ; sans méthode nommée, getUpdates est épargné."""
        if self.method is None:
            if method == "getUpdates":
                return False
        elif self.method.lower() != method.lower():
            return False
        return self.chat_id is None or params.get("chat_id") in (self.chat_id, str(self.chat_id))


@dataclass
class Faults:
    """La file des pannes commandées."""

    waiting: list[Fault] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, method: str, params: Json) -> Fault | None:
        """La première panne qui vise cet appel, alors consommée."""
        with self.lock:
            for fault in self.waiting:
                if fault.matches(method, params):
                    fault.times -= 1
                    if fault.times <= 0:
                        self.waiting.remove(fault)
                    return fault
        return None

    def clear(self) -> None:
        """Annule les pannes qui restent."""
        with self.lock:
            self.waiting.clear()

    def _add(self, fault: Fault, chat: Target) -> Fault:
        fault.chat_id = chat if isinstance(chat, int) or chat is None else chat.id
        with self.lock:
            self.waiting.append(fault)
        return fault

    def fail(
        self,
        method: str | None,
        code: int,
        description: str,
        parameters: dict[str, Any] | None = None,
        *,
        chat: Target = None,
        accepted: bool = False,
        times: int = 1,
    ) -> Fault:
        """L'appel est refusé ainsi ; ``accepted`` : il a pourtant été exécuté."""
        error = ApiError(code, description, parameters)
        fault = Fault(Action.REPLY, method, error=error, accepted=accepted, times=times)
        return self._add(fault, chat)

    def retry_after(
        self, method: str | None, seconds: int, *, chat: Target = None, times: int = 1
    ) -> Fault:
        """L'appel est refusé : trop de requêtes."""
        text = f"Too Many Requests: retry after {seconds}"
        parameters = {"retry_after": seconds}
        return self.fail(method, 429, text, parameters, chat=chat, times=times)

    def server_error(
        self,
        method: str | None,
        code: int = 500,
        *,
        chat: Target = None,
        accepted: bool = False,
        times: int = 1,
    ) -> Fault:
        """Le serveur répond par une erreur 5xx ; ``accepted`` : l'appel a pourtant été exécuté."""
        text = "Internal Server Error" if code == 500 else "Bad Gateway"
        return self.fail(method, code, text, chat=chat, accepted=accepted, times=times)

    def hang(
        self,
        method: str | None,
        *,
        chat: Target = None,
        accepted: bool = False,
        times: int = 1,
    ) -> Fault:
        """Aucune réponse ; ``accepted`` : l'appel a pourtant été exécuté."""
        fault = Fault(Action.HANG, method, accepted=accepted, times=times)
        return self._add(fault, chat)

    def accept_then_hang(self, method: str | None, *, chat: Target = None, times: int = 1) -> Fault:
        """L'appel est exécuté, mais la réponse ne vient jamais."""
        return self.hang(method, chat=chat, accepted=True, times=times)

    def close(
        self,
        method: str | None,
        *,
        chat: Target = None,
        accepted: bool = False,
        times: int = 1,
    ) -> Fault:
        """La connexion est coupée sans réponse."""
        fault = Fault(Action.CLOSE, method, accepted=accepted, times=times)
        return self._add(fault, chat)

    def malformed(
        self,
        method: str | None,
        *,
        chat: Target = None,
        accepted: bool = False,
        times: int = 1,
        body: str = '{"ok": tru',
    ) -> Fault:
        """La réponse, de code 200, n'est pas ce qu'elle doit être."""
        fault = Fault(Action.MALFORMED, method, accepted=accepted, times=times, body=body)
        return self._add(fault, chat)
