"""Nobody is offered a command that none of their conventions rules; typed, it says what lacks."""

from __future__ import annotations

import pytest

from bot.cli.donnees import semer
from bot.handlers.permissions import offertes
from storage.unit_of_work import Base
from tests.component.plateforme import NOM
from tests.component.scene import Scene

DES_AVIS = {"vacance", "avis", "candidats", "rendre", "caleol"}
DE_L_ETAT = {"programme", "dossier", "commission", "objectifs", "importer"}


def _proposees(scene: Scene, qui: str) -> set[str]:
    with scene.base.transaction() as uow:
        membre = uow.membres.par_identite(NOM, qui)
        return {une.nom for une in offertes(uow, membre)} & DE_L_ETAT


async def test_a_bailleur_is_offered_what_its_conventions_rule(scene: Scene) -> None:
    semer(scene.base, "loire-atlantique-2024")
    scene.inscrire("hugo", "Habitat 44")
    scene.inscrire("camille", "État (préfet de la Loire-Atlantique)")
    assert _proposees(scene, "nadia") == {"programme", "objectifs"}
    assert _proposees(scene, "hugo") == DE_L_ETAT - {"importer"}
    assert _proposees(scene, "camille") == DE_L_ETAT


async def test_where_no_avis_is_sent_nothing_about_avis_is_offered(scene: Scene) -> None:
    semer(scene.base, "loire-atlantique-2024")
    scene.inscrire("hugo", "Habitat 44")
    aide = await scene.dire("hugo", "/aide")
    assert [nom for nom in DES_AVIS if f"/{nom}" in aide] == []
    assert "/vacance" in await scene.dire("nadia", "/aide")


async def test_help_lists_only_what_is_offered(scene: Scene) -> None:
    aide = await scene.dire("nadia", "/aide")
    assert "/programme" in aide
    assert "/dossier" not in aide
    assert "/commission" not in aide


@pytest.mark.parametrize("commande", ["/dossier", "/dossier nouveau", "/commission"])
async def test_typed_all_the_same_it_says_what_the_convention_lacks(
    scene: Scene, commande: str
) -> None:
    reponse = await scene.dire("nadia", commande)
    assert "Aucune convention de SIDR ne prévoit" in reponse
    assert "Ce que vous pouvez faire : /aide" in reponse


async def test_somebody_unknown_is_offered_nothing_of_it(base_sqlite: Base) -> None:
    assert not _proposees(Scene(base_sqlite), "personne")
