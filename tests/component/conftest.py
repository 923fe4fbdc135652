"""The scenes of the scenarios; a fault logged that no test expected fails it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
import pytest_asyncio
from structlog.processors import format_exc_info
from structlog.testing import capture_logs

from core.domain.organisations import Role
from storage.unit_of_work import Base
from tests.component.courriel import SceneCourriel
from tests.component.instantanes import Instantanes
from tests.component.scene import REF, VACANCE, Scene, groupe
from tests.component.suites import designer


@pytest.fixture(autouse=True)
def sans_fils(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do here what a thread would do: the scenarios tell rules, the other tests have threads."""

    async def sur_place(action: Callable[..., Any], *arguments: Any, **nommes: Any) -> Any:
        return action(*arguments, **nommes)

    monkeypatch.setattr(asyncio, "to_thread", sur_place)


@pytest_asyncio.fixture
async def incidents() -> AsyncIterator[list[Any]]:
    """Collect the faults logged; a test that expects some must clear the list."""
    with capture_logs(processors=[format_exc_info]) as lignes:
        yield lignes
    fautes = [une for une in lignes if une["log_level"] in ("error", "critical")]
    if fautes:
        pytest.fail("\n".join(str(une.get("exception", une)) for une in fautes))


@pytest.fixture(scope="session")
def instantanes(tmp_path_factory: pytest.TempPathFactory) -> Instantanes:
    """Keep the scenes that several scenarios begin with."""
    return Instantanes(tmp_path_factory.mktemp("instantanes"))


@pytest_asyncio.fixture
async def scene(base_sqlite: Base, incidents: list[Any], instantanes: Instantanes) -> Scene:
    """Nadia (SIDR), Marie (Le Port), Paul (Territoire de l'Ouest), Ana (administratrice, SIDR)."""

    async def inscrire(scene: Scene) -> None:
        scene.inscrire("nadia", "SIDR")
        scene.inscrire("marie", "Le Port")
        scene.inscrire("paul", "Territoire de l'Ouest")
        scene.inscrire("ana", "SIDR", Role.ADMINISTRATEUR)

    return await instantanes.suivre("scene", Scene(base_sqlite), inscrire)


@pytest_asyncio.fixture
async def scene_ouverte(scene: Scene, instantanes: Instantanes) -> Scene:
    """The same people, and AV-2026-0001 received by Le Port."""

    async def ouvrir(scene: Scene) -> None:
        await scene.dire("nadia", VACANCE)

    return await instantanes.suivre("ouverte", scene, ouvrir)


@pytest_asyncio.fixture
async def scene_en_groupe(scene: Scene, instantanes: Instantanes) -> Scene:
    """The same people, Le Port reading in a group, and AV-2026-0001 received there."""

    async def ouvrir(scene: Scene) -> None:
        await scene.dire("marie", "/canal", groupe())
        await scene.dire("nadia", VACANCE)

    return await instantanes.suivre("en_groupe", scene, ouvrir)


@pytest_asyncio.fixture
async def designe(scene_ouverte: Scene, instantanes: Instantanes) -> Scene:
    """The same people, and three candidates named for AV-2026-0001: the bailleur's turn."""
    return await instantanes.suivre("designe", scene_ouverte, designer)


@pytest_asyncio.fixture
async def en_relance(scene_ouverte: Scene, instantanes: Instantanes) -> Scene:
    """The same people; the first délai of AV-2026-0001 has just gone by without an answer."""
    return await instantanes.suivre("en_relance", scene_ouverte, Scene.jusqu_a_l_echeance)


@pytest_asyncio.fixture
async def repute_tenu(en_relance: Scene, instantanes: Instantanes) -> Scene:
    """The same people; the second délai has just gone by too."""
    return await instantanes.suivre("repute_tenu", en_relance, Scene.jusqu_a_l_echeance)


@pytest_asyncio.fixture
async def deux_fois_tenu(scene: Scene, instantanes: Instantanes) -> Scene:
    """The same dwelling put up twice: AV-2026-0001, then AV-2026-0002, both réputés tenus."""

    async def suite(scene: Scene) -> None:
        for reference in (REF, "AV-2026-0002"):
            await scene.dire("nadia", f"{VACANCE} rpls=0123456789")
            await scene.jusqu_a_l_echeance(reference)
            await scene.jusqu_a_l_echeance(reference)

    return await instantanes.suivre("deux_fois_tenu", scene, suite)


@pytest.fixture
def port() -> str:
    """Name the réservataire's group."""
    return groupe().adresse


@pytest_asyncio.fixture
async def scene_courriel(base_sqlite: Base, incidents: list[Any]) -> SceneCourriel:
    """Nadia (SIDR) and Ana (administratrice, SIDR) on chat, and a mail server."""
    scene = SceneCourriel(base_sqlite)
    scene.inscrire("nadia", "SIDR")
    scene.inscrire("ana", "SIDR", Role.ADMINISTRATEUR)
    return scene
