"""The reason of a short list goes by e-mail to the CALEOL (LP art. 6)."""

from __future__ import annotations

import pytest
import pytest_asyncio

from core.domain.envois import Genre, Gone, Rejected, Sent
from core.domain.organisations import Role
from tests.component.courriel import CALEOL, SceneCourriel
from tests.component.scene import NUR, REF, VACANCE

MOTIF = "deux demandes radiées, une seule reste"
LISTE = f'/candidats {REF} {NUR[0]} motif="{MOTIF}"'
PART = "Le motif part par courriel à la CALEOL"
A_COPIER = "Texte à copier"


@pytest_asyncio.fixture
async def scene(scene_courriel: SceneCourriel) -> SceneCourriel:
    """An avis received by Le Port, and a CALEOL whose address is known."""
    scene_courriel.inscrire("marie", "Le Port")
    scene_courriel.noter_la_caleol("SIDR", CALEOL)
    await scene_courriel.dire("nadia", VACANCE)
    return scene_courriel


async def test_the_reason_leaves_whole_with_masked_numbers(scene: SceneCourriel) -> None:
    reponse = await scene.dire("marie", LISTE)
    assert PART in reponse
    assert A_COPIER not in reponse
    (courriel,) = scene.courriels(CALEOL)
    for dit in (REF, "SIDR", "Le Port présente 1 candidat", f"« {MOTIF} »", "LP art. 6", "T3"):
        assert dit in courriel
    assert NUR[0] not in courriel
    assert "n° 1 : 974…" in courriel


async def test_what_was_really_sent_can_be_kept(scene: SceneCourriel) -> None:
    scene.courriel.repondra(Sent("<1@x>", brut="le courriel"), genre=Genre.MOTIF_CALEOL)
    await scene.dire("marie", LISTE)
    with scene.base.transaction() as uow:
        (garde,) = uow.courriels.de(REF)
    assert garde.brut == "le courriel"
    assert "motif envoyé à la CALEOL" in scene.actions()


async def test_the_caleol_gets_nothing_but_the_reason(scene: SceneCourriel) -> None:
    await scene.dire("marie", LISTE)
    await scene.dire("marie", f"/candidats {REF} {NUR[1]} {NUR[2]}")
    await scene.attendre(days=2)
    assert {un.envoi.genre for un in scene.courriel.essais} == {Genre.MOTIF_CALEOL}


async def test_a_changed_reason_leaves_again(scene: SceneCourriel) -> None:
    await scene.dire("marie", LISTE)
    await scene.dire("marie", f'/candidats {REF} motif="une demande radiée"')
    assert "« une demande radiée »" in scene.courriels(CALEOL)[1]


async def test_the_same_reason_leaves_once(scene: SceneCourriel) -> None:
    await scene.dire("marie", LISTE)
    assert PART in await scene.dire("marie", LISTE)
    assert len(scene.courriels(CALEOL)) == 1


async def test_a_reason_withdrawn_with_its_list_sends_nothing_more(scene: SceneCourriel) -> None:
    await scene.dire("marie", LISTE)
    await scene.dire("marie", f"/candidats {REF} retirer=1")
    assert len(scene.envois(Genre.MOTIF_CALEOL)) == 1


async def test_without_an_address_the_text_is_handed_over_and_the_bailleur_told_how(
    scene: SceneCourriel,
) -> None:
    scene.noter_la_caleol("SIDR", None)
    assert A_COPIER in await scene.dire("marie", LISTE)
    assert "/adresse caleol=" in scene.textes("nadia", Genre.DESIGNE)[0]
    assert scene.envois(Genre.MOTIF_CALEOL) == []


async def test_without_mail_the_text_is_handed_over_and_nobody_is_told_of_an_address(
    scene: SceneCourriel,
) -> None:
    with scene.base.transaction() as uow:
        uow.ecoutes.ne_garder_que(())
    assert A_COPIER in await scene.dire("marie", LISTE)
    assert "/adresse" not in scene.textes("nadia", Genre.DESIGNE)[0]


@pytest.mark.parametrize("issue", [Gone("adresse refusée"), Rejected("refusé")])
async def test_a_reason_that_does_not_arrive_is_handed_to_the_bailleur(
    scene: SceneCourriel, issue: Gone | Rejected
) -> None:
    scene.courriel.repondra(issue, genre=Genre.MOTIF_CALEOL)
    await scene.dire("marie", LISTE)
    (dit,) = scene.textes("nadia", Genre.NON_REMIS)
    assert "remettez-lui le texte ci-dessous" in dit
    assert MOTIF in dit
    assert "motif non remis à la CALEOL" in scene.actions()
    assert scene.textes("nadia", Genre.MOTIF_CALEOL) == []


async def test_an_administrateur_elsewhere_is_told_without_the_reason(
    scene: SceneCourriel,
) -> None:
    scene.inscrire("omar", "SODIAC", Role.ADMINISTRATEUR)
    scene.courriel.repondra(Gone("adresse refusée"), genre=Genre.MOTIF_CALEOL)
    await scene.dire("marie", LISTE)
    (dit,) = scene.textes("omar", Genre.NON_REMIS)
    assert "SIDR le lui remet par un autre moyen" in dit
    assert MOTIF not in dit
