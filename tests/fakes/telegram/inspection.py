"""Ce qu'un test lit dans le Telegram simulé, et comment il attend."""

import asyncio
import time
from collections.abc import Callable
from typing import TypeVar

from .methods_commands import command_key
from .model import Chat, Json, Message, User
from .people import People
from .state import Answer, Call, Refusal

T = TypeVar("T")
After = int | Message | None


PATIENCE = 45.0
"""Secondes laissées à un programme qui démarre sur une machine chargée."""


class Inspection(People):
    """Lecture des conversations, attente d'un fait."""

    def messages(
        self, chat: Chat | User | int, *, everyone: bool = False, deleted: bool = True
    ) -> list[Message]:
        """Les messages du robot dans une conversation ; ``everyone`` : ceux de tous."""
        with self.world.cond:
            every = list(self.chat(chat).messages.values())
            mine = [m for m in every if everyone or m.sender is self.world.bot]
            return [m for m in mine if deleted or not m.deleted]

    def last(self, chat: Chat | User | int) -> Message:
        """Le dernier message du robot encore visible."""
        found = self.messages(chat, deleted=False)
        assert found, f"le robot n'a rien écrit\n{self.transcript()}"
        return found[-1]

    @property
    def calls(self) -> list[Call]:
        """Les appels reçus : (méthode, paramètres)."""
        with self.world.cond:
            return list(self.world.calls)

    def calls_of(self, method: str) -> list[Json]:
        """Les paramètres de chaque appel à une méthode."""
        return [call.params for call in self.calls if call.method == method]

    @property
    def refusals(self) -> list[Refusal]:
        """Les appels refusés, pannes commandées comprises."""
        with self.world.cond:
            return list(self.world.refusals)

    @property
    def answers(self) -> list[Answer]:
        """Les réponses du robot aux boutons pressés."""
        with self.world.cond:
            return list(self.world.answers)

    @property
    def pending(self) -> list[Json]:
        """Les mises à jour que le robot n'a pas encore confirmées."""
        with self.world.cond:
            return [entry.update for entry in self.world.queue.entries]

    def commands(self, scope: Json | None = None, language: str = "") -> dict[str, str]:
        """Le menu des commandes d'une portée : nom et description."""
        with self.world.cond:
            listed = self.world.commands.get(command_key(scope, language), [])
            return {entry["command"]: entry["description"] for entry in listed}

    def mark(self) -> int:
        """Un repère à passer à ``after`` : tout ce qui suit vient après."""
        with self.world.cond:
            return self.world.ticks

    def wait_for(self, predicate: Callable[[], T], timeout: float = PATIENCE) -> T:
        """Attend qu'un prédicat soit vrai et rend sa valeur.

        Il est évalué sans verrou, au début puis à chaque changement de l'état simulé.
        """
        deadline = time.monotonic() + timeout
        while True:
            seen = self.world.changes
            if value := predicate():
                return value
            if not self._changed_since(seen, deadline):
                raise AssertionError(f"rien de tel en {timeout} s\n{self.transcript()}")

    def _changed_since(self, seen: int, deadline: float) -> bool:
        with self.world.cond:
            left = deadline - time.monotonic()
            return self.world.cond.wait_for(lambda: self.world.changes != seen, left)

    async def until(self, predicate: Callable[[], T], timeout: float = PATIENCE) -> T:
        """``wait_for`` sans bloquer la boucle asyncio du test."""
        return await asyncio.to_thread(self.wait_for, predicate, timeout)

    def wait_message(
        self,
        chat: Chat | User | int,
        contains: str = "",
        *,
        after: After = None,
        timeout: float = PATIENCE,
    ) -> Message:
        """Attend un message du robot, envoyé ou modifié après un repère, qui contient un texte."""
        place = self.chat(chat)
        floor = after.changed_at if isinstance(after, Message) else after or 0

        def found() -> Message | None:
            for message in self.messages(place, deleted=False):
                if message.changed_at > floor and contains in message.text:
                    return message
            return None

        try:
            message = self.wait_for(found, timeout)
        except AssertionError as error:
            wanted = f"{contains!r} attendu dans {place.name} après {floor}"
            raise AssertionError(f"{wanted} : {error}") from None
        assert message is not None
        return message

    def wait_call(self, method: str, *, count: int = 1, timeout: float = PATIENCE) -> Json:
        """Attend le n-ième appel à une méthode ; rend ses paramètres."""
        self.wait_for(lambda: len(self.calls_of(method)) >= count, timeout)
        return self.calls_of(method)[count - 1]

    def wait_confirmed(self, timeout: float = PATIENCE) -> None:
        """Attend que le robot ait confirmé toutes les mises à jour."""
        self.wait_for(lambda: not self.pending, timeout)

    def transcript(self, chat: Chat | User | int | None = None) -> str:
        """Les conversations, dans l'ordre, en clair."""
        with self.world.cond:
            places = [self.chat(chat)] if chat is not None else list(self.world.chats.values())
            every = [message for place in places for message in place.messages.values()]
            lines = [_line(message) for message in sorted(every, key=lambda m: m.at)]
            lines += [f"  refus : {r.method} {r.code} {r.description}" for r in self.world.refusals]
            return "\n".join(lines + self.world.errors) or "  (aucun message)"


def _line(message: Message) -> str:
    flags = [name for name in ("deleted", "silent", "force_reply") if getattr(message, name)]
    flags += ["edited"] if message.edited else []
    shown = f"  {message.changed_at:>4} [{message.chat.name} #{message.id}] "
    shown += f"{message.sender.first_name} : {message.text or message.service or message.document}"
    buttons = "".join(f" [{text}]" for text in message.buttons)
    return shown + buttons + (f" ({', '.join(flags)})" if flags else "")
