"""A meeting of the commission, at each step of its life."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest_asyncio

from bot.cli.donnees import semer
from storage.unit_of_work import Base
from tests.component.commission.commun import (
    CATEGORIES,
    CIB,
    DEPART,
    DP,
    ETAT,
    NOUVELLE,
    RECONNUS,
    SEANCE,
    decision,
)
from tests.component.instantanes import Instantanes
from tests.component.scene import Scene


@pytest_asyncio.fixture
async def nantes(base_sqlite: Base, incidents: list[Any], instantanes: Instantanes) -> Scene:
    """Dora (État), Hugo (Habitat 44) and Nina (Neotoa); four households, one a category."""
    scene = Scene(base_sqlite, DEPART)

    async def suite(scene: Scene) -> None:
        semer(scene.base, "loire-atlantique-2024")
        scene.inscrire("dora", ETAT)
        scene.inscrire("hugo", "Habitat 44")
        scene.inscrire("nina", "Neotoa")
        for rang, categorie in enumerate(CATEGORIES):
            champs = {
                "numero": f"04403180001231000{rang}",
                "voie": "rapport social",
                "categorie": categorie,
                "types": "T3",
                "communes": "Nantes",
                "reconnu": RECONNUS[rang],
            }
            await scene.soumettre(
                "dora",
                commande="dossier",
                fixe={"action": "nouveau"},
                champs=champs,
                questions="formulaire",
            )

    return await instantanes.suivre("cib_nantes", scene, suite)


@pytest_asyncio.fixture
async def convoquee(nantes: Scene, instantanes: Instantanes) -> Scene:
    """A meeting fixed a month ahead, convened by itself two weeks before."""

    async def suite(scene: Scene) -> None:
        await scene.dire("dora", NOUVELLE)
        scene.horloge.avancer_a(datetime(2026, 3, 25, 8, 0, tzinfo=UTC))
        await scene.battre()

    return await instantanes.suivre("cib_convoquee", nantes, suite)


@pytest_asyncio.fixture
async def en_seance(convoquee: Scene, instantanes: Instantanes) -> Scene:
    """The meeting has begun."""

    async def suite(scene: Scene) -> None:
        scene.horloge.avancer_a(SEANCE)
        await scene.battre()
        await scene.presser("dora", "Ouvrir la séance")

    return await instantanes.suivre("cib_en_seance", convoquee, suite)


@pytest_asyncio.fixture
async def close(en_seance: Scene, instantanes: Instantanes) -> Scene:
    """The first household goes to Habitat 44, the second to Neotoa by a day; then it closes."""

    async def suite(scene: Scene) -> None:
        await scene.dire("dora", decision(DP[0], 'bailleur="Habitat 44"'))
        await scene.dire("dora", decision(DP[1], 'bailleur="Neotoa" avant=20/04/2026'))
        await scene.dire("dora", f"/commission {CIB} clore")
        await scene.presser("dora", "Oui, je confirme")

    return await instantanes.suivre("cib_close", en_seance, suite)
