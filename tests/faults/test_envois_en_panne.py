"""Whatever a provider answers, the avis arrives, a double says so, and the délai is right."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from core.domain.avis import Etat
from core.domain.delais import premier_delai
from core.domain.organisations import Role
from storage.depots.releve import EtatEnvoi
from storage.unit_of_work import Base
from tests.component.conftest import incidents as incidents
from tests.component.scene import REF, VACANCE, Scene
from tests.faults.pannes import PANNES, Panne
from tests.faults.postes import POSTES, Poste
from tests.faults.verites import DEJA_VU

VIVANTS = [EtatEnvoi.EN_ATTENTE, EtatEnvoi.EN_COURS]


@pytest_asyncio.fixture
async def scene(base_sqlite: Base, incidents: list[Any]) -> Scene:
    """Nadia and Ana (administratrice) of the SIDR, who read in memory."""
    scene = Scene(base_sqlite)
    scene.inscrire("nadia", "SIDR")
    scene.inscrire("ana", "SIDR", Role.ADMINISTRATEUR)
    return scene


@pytest_asyncio.fixture
async def poste(scene: Scene, request: pytest.FixtureRequest) -> AsyncIterator[Poste]:
    """Give Le Port's platform, the one that the test names."""
    async with POSTES[request.param].ouvrir(scene) as un:
        yield un


async def vivre(poste: Poste, minutes: int = 40) -> None:
    """Let time pass, ten seconds at a time, until nothing waits any more."""
    for _ in range(minutes * 6):
        poste.regarder()
        if not reste(poste.scene):
            return
        await poste.scene.attendre(seconds=10)
    raise AssertionError(f"rien ne se calme : {reste(poste.scene)}")


def reste(scene: Scene) -> list[str]:
    """Name what still waits to be sent."""
    with scene.base.transaction() as uow:
        return [f"{un.genre} {un.raison}" for un in uow.envois.lister(VIVANTS, 50)]


def verifier_les_dates(poste: Poste) -> None:
    """The délai runs from an instant at which the platform had the avis; from none by mail."""
    avis = poste.scene.avis()
    if poste.nom == "courriel":
        assert (avis.etat, avis.premiere) == (Etat.EMIS, None)
        assert avis.remis_le in poste.arrives.values()
        return
    assert avis.etat is Etat.OUVERT
    debut = min(une.instant for une in poste.scene.receptions())
    assert debut in poste.arrives.values()
    assert avis.premiere == premier_delai(debut, avis.logement, avis.termes)
    assert poste.scene.actions().count("avis reçu") == 1


@pytest.mark.parametrize(
    ("poste", "panne"), [(une.plateforme, une) for une in PANNES], indirect=["poste"], ids=str
)
async def test_a_send_that_fails_is_not_lost_nor_doubled_in_silence(
    poste: Any, panne: Panne, incidents: list[Any]
) -> None:
    panne.poser(poste.fake)
    await poste.scene.dire("nadia", VACANCE)
    depart = poste.scene.maintenant
    await vivre(poste)
    textes = [texte for _, texte in poste.messages()]
    assert (len(textes), sum(DEJA_VU in un for un in textes)) == (panne.recus, panne.marques)
    if panne.apres:
        assert (min(poste.arrives.values()) - depart).total_seconds() >= panne.apres
    verifier_les_dates(poste)
    assert any(f"{REF} : envoyé" in un for un in poste.scene.textes("nadia"))
    incidents.clear()
