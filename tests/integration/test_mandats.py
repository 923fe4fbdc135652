"""Leases: one copy does what only one may do, and another goes on when it dies."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from subprocess import Popen
from unittest.mock import patch

import pytest
from sqlalchemy import Connection, text

from bot.clock import HorlogeReglable
from bot.copies import mandat, porteur
from bot.copies.mandat import Mandat
from storage.engine import BASE_INJOIGNABLE
from storage.unit_of_work import Base
from tests.integration.outils import MAINTENANT, SUR_POSTGRESQL, executer


def deux(base: Base) -> tuple[Mandat, Mandat, HorlogeReglable]:
    """Make two copies that want to poll, on one clock."""
    horloge = HorlogeReglable(MAINTENANT)
    un, autre = (Mandat(base, "telegram", horloge, nom) for nom in ("a/1/x", "b/1/y"))
    return un, autre, horloge


@contextmanager
def vite() -> Iterator[None]:
    """Beat a thousand times faster than a real copy."""
    with patch.object(mandat, "BATTEMENT", 0.005), patch.object(mandat, "DUREE", 0.03):
        yield


async def test_the_first_copy_takes_it_and_the_second_waits(base: Base) -> None:
    un, autre, _ = deux(base)
    assert await un.obtenir()
    assert not await autre.obtenir()


async def test_a_copy_finds_its_own_lease_again(base: Base) -> None:
    un, _, _ = deux(base)
    assert await un.obtenir()
    assert await un.obtenir()


async def test_given_back_it_is_free_at_once(base: Base) -> None:
    un, autre, _ = deux(base)
    await un.obtenir()
    await un.rendre()
    assert await autre.obtenir()


async def test_over_it_is_free(base: Base) -> None:
    un, autre, horloge = deux(base)
    await un.obtenir()
    horloge.avancer(timedelta(seconds=mandat.DUREE))
    assert await autre.obtenir()


async def test_a_holder_whose_clock_runs_ahead_is_still_replaced_once_silent(base: Base) -> None:
    un, autre, horloge = deux(base)
    await un.obtenir()
    executer(base, "UPDATE mandat SET jusqu_a = '2030-01-01 00:00:00'")
    with vite():
        assert not await autre.obtenir()
        await asyncio.sleep(mandat.DUREE)
        assert await autre.obtenir()


async def test_a_holder_that_gives_signs_of_life_keeps_it(base: Base) -> None:
    un, autre, _ = deux(base)
    with vite():
        await un.obtenir()
        travail = asyncio.create_task(un.exercer(asyncio.Event().wait))
        essais = [await autre.obtenir() for _ in range(12) if not await asyncio.sleep(0.01)]
        travail.cancel()
        await asyncio.gather(travail, return_exceptions=True)
    assert not any(essais)


async def test_a_copy_frozen_for_long_stops_its_work_when_another_took_over(base: Base) -> None:
    un, autre, horloge = deux(base)
    commence, coupe = asyncio.Event(), asyncio.Event()

    async def travailler() -> None:
        commence.set()
        try:
            await asyncio.Event().wait()
        finally:
            coupe.set()

    with vite():
        await un.obtenir()
        travail = asyncio.create_task(un.exercer(travailler))
        await commence.wait()
        horloge.avancer(timedelta(minutes=1))
        assert await autre.obtenir()
        async with asyncio.timeout(5):
            await coupe.wait()
        assert not un.tenu
        travail.cancel()
        await asyncio.gather(travail, return_exceptions=True)


async def test_a_fault_of_the_work_is_not_swallowed(base: Base) -> None:
    un, _, _ = deux(base)

    async def tomber() -> None:
        raise ValueError("jeton refusé")

    with pytest.raises(ValueError, match="jeton refusé"):
        await un.exercer(tomber)


async def test_two_copies_at_once_leave_one_holder(base: Base) -> None:
    un, autre, _ = deux(base)
    assert sorted(await asyncio.gather(un.obtenir(), autre.obtenir())) == [False, True]


async def test_the_lease_of_a_dead_process_of_this_machine_is_free_at_once(base: Base) -> None:
    mort = Popen(["true"])
    mort.wait()
    hote, _, machine = porteur.nous().split("/")
    horloge = HorlogeReglable(MAINTENANT)
    assert await Mandat(base, "telegram", horloge, f"{hote}/{mort.pid}/{machine}").obtenir()
    assert await Mandat(base, "telegram", horloge).obtenir()


@pytest.mark.parametrize("nom", ["ailleurs/1/0123456789ab", "illisible", "", "a/b/c/d"])
def test_of_a_process_elsewhere_nothing_is_known(nom: str) -> None:
    assert not porteur.est_mort(nom)


def test_a_living_process_is_not_dead() -> None:
    assert Path("/proc/self").exists()
    assert not porteur.est_mort(porteur.nous())


@SUR_POSTGRESQL
def test_a_frozen_transaction_ends_before_another_copy_takes_the_lease(base: Base) -> None:
    requete = "SELECT setting FROM pg_settings WHERE name = 'idle_in_transaction_session_timeout'"
    millisecondes = executer(base, requete).scalar_one()
    assert 0 < int(millisecondes) / 1000 < mandat.DUREE


@SUR_POSTGRESQL
def test_a_transaction_lost_while_frozen_is_a_lost_database_and_the_next_one_passes(
    base: Base,
) -> None:
    with pytest.raises(BASE_INJOIGNABLE), base.transaction() as uow:
        _geler(base, uow.connexion)
        uow.pouls.dernier()
    with base.transaction() as uow:
        assert uow.pouls.dernier() is None


def _geler(base: Base, connexion: Connection) -> None:
    """Stay in a transaction until the server has ended it."""
    connexion.execute(text("SET idle_in_transaction_session_timeout = '10ms'"))
    numero = connexion.scalar(text("SELECT pg_backend_pid()"))
    vit = "SELECT count(*) FROM pg_stat_activity WHERE pid = :numero"
    while executer(base, vit, numero=numero).scalar_one():
        pass
