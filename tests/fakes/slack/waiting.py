"""Comment un test attend un fait."""

import asyncio
import time
from collections.abc import Callable
from typing import TypeVar

from .courier import PATIENCE
from .inspection import Inspection, Where
from .message import Message
from .model import User
from .state import Call
from .view import View

T = TypeVar("T")
After = int | Message | None


class Waiting(Inspection):
    """Attente d'un message, d'une modale, d'un appel."""

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

    def _readable(self, where: Where, viewer: User | None) -> list[Message]:
        found = self.messages(where, viewer=viewer, deleted=False)
        if isinstance(where, User):
            found += [m for m in self.ephemerals(where) if m not in found and not m.deleted]
        return found

    def wait_message(
        self,
        where: Where,
        part: str = "",
        *,
        after: After = None,
        viewer: User | None = None,
        timeout: float = PATIENCE,
    ) -> Message:
        """Attend un message du robot, envoyé ou modifié après un repère, qui contient ceci."""
        floor = after.changed_at if isinstance(after, Message) else after or 0

        def found() -> Message | None:
            for message in self._readable(where, viewer):
                if message.changed_at > floor and message.contains(part):
                    return message
            return None

        try:
            message = self.wait_for(found, timeout)
        except AssertionError as error:
            wanted = f"{part!r} attendu chez {where.name} après {floor}"
            raise AssertionError(f"{wanted} : {error}") from None
        assert message is not None
        return message

    def wait_modal(
        self,
        user: User,
        title_part: str | None = None,
        timeout: float = PATIENCE,
        where: Callable[[View], bool] | None = None,
    ) -> View:
        """Attend qu'une modale soit ouverte, dont le titre ou un texte contient ce morceau."""

        def found() -> View | None:
            with self.world.cond:
                view = self.modal(user)
                if view is None or (title_part is not None and title_part not in view.plain):
                    return None
                return view if where is None or where(view) else None

        try:
            view = self.wait_for(found, timeout)
        except AssertionError as error:
            now = self.modal(user)
            shown = now.plain if now else "aucune modale"
            raise AssertionError(f"{title_part!r} attendu, {shown!r} vu : {error}") from None
        assert view is not None
        return view

    def wait_call(self, method: str, *, count: int = 1, timeout: float = PATIENCE) -> Call:
        """Attend le n-ième appel à une méthode."""
        self.wait_for(lambda: len(self.calls_of(method)) >= count, timeout)
        return self.calls_of(method)[count - 1]
