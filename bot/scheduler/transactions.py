"""What is asked of the database together is done together: one thread, one transaction."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from storage.engine import BASE_INJOIGNABLE
from storage.unit_of_work import Base, UniteDeTravail

T = TypeVar("T")

LOT = 20
"""Actions done in one transaction: others wait for it to end."""


@dataclass(frozen=True)
class Demande:
    """An action, and who waits for what it gives. `dossier`: what it locks, if known."""

    action: Callable[[UniteDeTravail], Any]
    avenir: asyncio.Future[Any]
    dossier: str


class Transactions:
    """Does at once an action asked alone, and in one transaction those asked meanwhile.

    When one of them fails, all is undone and each is done again in a transaction of its own: an
    action must have no effect but on the database.
    """

    def __init__(self, base: Base) -> None:
        """Take the database."""
        self._base = base
        self._demandes: list[Demande] = []
        self._service: asyncio.Task[None] | None = None

    async def faire(self, action: Callable[[UniteDeTravail], T], dossier: str = "") -> T:
        """Give what the action gives, once it is committed; raises what it raises."""
        avenir: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._demandes.append(Demande(action, avenir, dossier))
        if self._service is None or self._service.done():
            self._service = asyncio.create_task(self._servir())
        return await avenir

    async def _servir(self) -> None:
        while self._demandes:
            lot, self._demandes = self._demandes[:LOT], self._demandes[LOT:]
            # Two copies lock the dossiers in one order.
            lot.sort(key=lambda une: une.dossier)
            for une, issue in zip(lot, await asyncio.to_thread(self._faire, lot), strict=True):
                if une.avenir.done():
                    continue
                if isinstance(issue, Exception):
                    une.avenir.set_exception(issue)
                else:
                    une.avenir.set_result(issue)

    def _faire(self, lot: Sequence[Demande]) -> list[Any]:
        """Give what each action gave, or its exception."""
        try:
            with self._base.transaction() as uow:
                return [une.action(uow) for une in lot]
        except Exception as erreur:
            if len(lot) == 1:
                return [erreur]
        return self._une_a_une(lot)

    def _une_a_une(self, lot: Sequence[Demande]) -> list[Any]:
        """Do each alone; once the database is away, it is for all."""
        issues: list[Any] = []
        for une in lot:
            issues += self._faire([une])
            if isinstance(issues[-1], BASE_INJOIGNABLE):
                return issues + issues[-1:] * (len(lot) - len(issues))
        return issues
