"""Scenes on both databases; a fault logged that no test expected fails it."""

from __future__ import annotations

from typing import Any

import pytest_asyncio

from core.domain.organisations import Role
from storage.unit_of_work import Base
from tests.component.conftest import incidents as incidents
from tests.component.scene import Scene


@pytest_asyncio.fixture
async def scene(base: Base, incidents: list[Any]) -> Scene:
    """Nadia (SIDR), Marie (Le Port), Paul (Territoire de l'Ouest), Ana (administratrice, SIDR)."""
    scene = Scene(base)
    scene.inscrire("nadia", "SIDR")
    scene.inscrire("marie", "Le Port")
    scene.inscrire("paul", "Territoire de l'Ouest")
    scene.inscrire("ana", "SIDR", Role.ADMINISTRATEUR)
    return scene
