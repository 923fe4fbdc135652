"""A réservataire and a bailleur that open signed pages, over the real application."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import Engine

from core.domain.acces import But
from core.domain.organisations import Role
from storage.coffre import Coffre, nouvelle_cle
from storage.conventions.loader import conventions_livrees
from storage.unit_of_work import Base
from tests.component.conftest import incidents
from tests.component.instantanes import Instantanes
from tests.component.pages.navigateur import ADRESSE, MARIE, Navigateur, inscrire_par_courriel
from tests.component.scene import VACANCE, Scene

__all__ = ["incidents"]


@pytest.fixture
def base_sqlite(moteur_sqlite: Engine) -> Base:
    """Give a seeded database whose service has a public address."""
    return Base(moteur_sqlite, conventions_livrees(), Coffre(nouvelle_cle()), ADRESSE)


@pytest_asyncio.fixture
async def scene(base_sqlite: Base, incidents: list[Any], instantanes: Instantanes) -> Scene:
    """Nadia (SIDR) in chat; Marie (Le Port) by e-mail alone; Paul; AV-2026-0001, not received."""

    async def suite(scene: Scene) -> None:
        scene.inscrire("nadia", "SIDR")
        scene.inscrire("paul", "Territoire de l'Ouest", Role.AGENT)
        inscrire_par_courriel(scene, "Le Port", MARIE)
        await scene.dire("nadia", VACANCE)

    return await instantanes.suivre("pages", Scene(base_sqlite), suite)


@pytest_asyncio.fixture
async def marie(scene: Scene) -> AsyncIterator[Navigateur]:
    """Marie's browser, on her link to AV-2026-0001."""
    async with Navigateur.ouvrir(scene, MARIE) as navigateur:
        yield navigateur


@pytest_asyncio.fixture
async def nadia(scene: Scene) -> AsyncIterator[Navigateur]:
    """Nadia's browser, on her link to all her avis."""
    async with Navigateur.ouvrir(scene, "nadia", But.ESPACE) as navigateur:
        yield navigateur
