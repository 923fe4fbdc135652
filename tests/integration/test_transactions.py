"""What the dispatcher asks of the database together is done together, or each alone."""

import asyncio
from collections.abc import Callable

from sqlalchemy.exc import OperationalError

from bot.scheduler.transactions import Transactions
from storage.unit_of_work import Base, UniteDeTravail
from tests.integration.outils import nouvel_envoi

Action = Callable[[UniteDeTravail], object]


def deposer(cle: str) -> Action:
    """Give an action that stores a send."""
    return lambda uow: uow.envois.ajouter(nouvel_envoi(cle))


def rater(_: UniteDeTravail) -> None:
    """Fail."""
    raise ValueError("faute")


def perdre(_: UniteDeTravail) -> None:
    """Fail as when the database is away."""
    raise OperationalError("COMMIT", {}, ConnectionError("base absente"))


async def ensemble(base: Base, *actions: Action) -> list[object]:
    """Ask for several at once; give what each gave or raised."""
    transactions = Transactions(base)
    demandes = [transactions.faire(une) for une in actions]
    return list(await asyncio.gather(*demandes, return_exceptions=True))


async def test_actions_asked_together_share_a_transaction(base: Base) -> None:
    connexions = await ensemble(base, *[lambda uow: id(uow)] * 3)
    assert len(set(connexions)) == 1


async def test_each_gets_what_its_action_gave(base: Base) -> None:
    assert await ensemble(base, deposer("1"), deposer("1"), deposer("2")) == [1, 0, 1]


async def test_a_fault_does_not_undo_the_others(base: Base) -> None:
    issues = await ensemble(base, deposer("1"), rater, deposer("2"))
    assert [type(une) for une in issues] == [int, ValueError, int]


async def test_what_shared_a_fault_is_done_once(base: Base) -> None:
    await ensemble(base, deposer("1"), rater)
    assert await ensemble(base, deposer("1")) == [False]


async def test_once_the_database_is_away_it_is_for_all_that_follow(base: Base) -> None:
    faites: list[str] = []
    issues = await ensemble(base, perdre, lambda _: faites.append("trop tard"))
    assert [type(une) for une in issues] == [OperationalError] * 2
    assert faites == []


async def test_an_abandoned_demand_keeps_nobody_waiting(base: Base) -> None:
    transactions = Transactions(base)
    abandonnee = asyncio.ensure_future(transactions.faire(deposer("1")))
    await asyncio.sleep(0)
    abandonnee.cancel()
    assert await transactions.faire(deposer("2"))
