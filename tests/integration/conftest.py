"""Scenes on both databases; a fault logged that no test expected fails it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest
import pytest_asyncio

from core.domain.organisations import Role
from storage.unit_of_work import Base
from tests.component.conftest import incidents as incidents
from tests.component.scene import Scene
from tests.fakes.telegram import FakeTelegram, User
from tests.integration.programme_telegram import ProgrammeTelegram


@pytest_asyncio.fixture
async def scene(base: Base, incidents: list[Any]) -> Scene:
    """Nadia (SIDR), Marie (Le Port), Paul (Territoire de l'Ouest), Ana (administratrice, SIDR)."""
    scene = Scene(base)
    scene.inscrire("nadia", "SIDR")
    scene.inscrire("marie", "Le Port")
    scene.inscrire("paul", "Territoire de l'Ouest")
    scene.inscrire("ana", "SIDR", Role.ADMINISTRATEUR)
    return scene


@pytest.fixture
def fake() -> Iterator[FakeTelegram]:
    with FakeTelegram() as telegram:
        yield telegram


@pytest.fixture
def nadia(fake: FakeTelegram) -> User:
    return fake.user(7, "Nadia", started=True)


@pytest_asyncio.fixture
async def programme(
    base_sqlite: Base, fake: FakeTelegram, nadia: User
) -> AsyncIterator[ProgrammeTelegram]:
    un = ProgrammeTelegram(base_sqlite, fake)
    un.inscrire(nadia, "SIDR")
    await un.service.demarrer()
    yield un
    await un.service.arreter()
