"""Under a convention where only an acknowledgement is a reception."""

from datetime import timedelta

import pytest_asyncio

from core.domain.avis import Etat
from core.domain.envois import Genre, Gone, NatureReception
from core.domain.organisations import Role
from core.usecases.adhesions import inviter
from storage.unit_of_work import Base
from tests.component.scene import NUR, REF, VACANCE, Scene, avec_accuse

CODE = "ABCD-2345-WXYZ"


@pytest_asyncio.fixture
async def scene(base: Base, incidents: list[object]) -> Scene:
    """The usual people, under that convention."""
    scene = Scene(avec_accuse(base))
    scene.inscrire("nadia", "SIDR")
    scene.inscrire("marie", "Le Port")
    scene.inscrire("paul", "Territoire de l'Ouest")
    return scene


def natures(scene: Scene) -> list[NatureReception]:
    """Say what proves each reception."""
    return [une.nature for une in scene.receptions()]


async def test_sent_is_not_received(scene: Scene) -> None:
    await scene.dire("nadia", VACANCE)
    await scene.attendre(days=60)
    assert len(scene.textes("marie", Genre.AVIS)) == 1
    assert (scene.etat(), natures(scene)) == (Etat.EMIS, [])


async def test_the_command_starts_the_clock(scene: Scene) -> None:
    await scene.dire("nadia", VACANCE)
    await scene.attendre(days=2)
    reponse = await scene.dire("marie", f"/accuser {REF}")
    assert f"{REF} : réception enregistrée" in reponse
    assert "Répondez avant le dimanche 22/03/2026 à 24 h (LP art. 6)." in reponse
    assert (scene.etat(), natures(scene)) == (Etat.OUVERT, [NatureReception.ACCUSE])


async def test_the_button_starts_the_clock(scene: Scene) -> None:
    await scene.dire("nadia", VACANCE)
    assert "réception enregistrée" in await scene.presser("marie", "Accuser réception")
    assert scene.etat() is Etat.OUVERT


async def test_the_button_is_gone_once_pressed(scene: Scene) -> None:
    await scene.dire("nadia", VACANCE)
    await scene.presser("marie", "Accuser réception")
    assert "Accuser réception" not in scene.textes("marie", Genre.AVIS)[0]


async def test_the_bailleur_is_told_of_the_acknowledgement(scene: Scene) -> None:
    await scene.dire("nadia", VACANCE)
    assert scene.textes("nadia", Genre.AVIS_RECU) == []
    await scene.dire("marie", f"/accuser {REF}")
    assert len(scene.textes("nadia", Genre.AVIS_RECU)) == 1


async def test_naming_candidates_proves_the_reception(scene: Scene) -> None:
    await scene.dire("nadia", VACANCE)
    await scene.dire("marie", f"/candidats {REF} {NUR[0]}")
    assert (scene.etat(), natures(scene)) == (Etat.OUVERT, [NatureReception.DESIGNATION])


async def test_acknowledging_twice_is_refused(scene: Scene) -> None:
    await scene.dire("nadia", VACANCE)
    await scene.dire("marie", f"/accuser {REF}")
    reponse = await scene.dire("marie", f"/accuser {REF}")
    assert "rien n'attend d'accusé de réception" in reponse


async def test_another_reservataire_cannot_acknowledge(scene: Scene) -> None:
    await scene.dire("nadia", VACANCE)
    await scene.dire("marie", f'/ouvrir {REF} a="ouest"')
    assert "Seul le réservataire, Le Port" in await scene.dire("paul", f"/accuser {REF}")


async def test_the_relance_too_waits_for_an_acknowledgement(scene: Scene) -> None:
    await scene.dire("nadia", VACANCE)
    await scene.dire("marie", f"/accuser {REF}")
    await scene.attendre(days=11)
    assert scene.avis().seconde is None
    await scene.attendre(days=2)
    await scene.dire("marie", f"/accuser {REF}")
    seconde = scene.avis().seconde
    assert seconde
    assert seconde.debut == scene.maintenant


async def test_a_relance_never_acknowledged_makes_nothing_repute_tenu(scene: Scene) -> None:
    await scene.dire("nadia", VACANCE)
    await scene.dire("marie", f"/accuser {REF}")
    await scene.attendre(days=11)
    await scene.attendre(days=90)
    assert scene.etat() is Etat.EN_RELANCE


async def test_an_avis_waiting_for_its_acknowledgement_is_not_sent_over_and_over(
    scene: Scene,
) -> None:
    await scene.dire("nadia", VACANCE)
    for _ in range(3):
        await scene.attendre(hours=1)
    assert len(scene.plateforme.tentatives(Genre.AVIS)) == 1


async def test_an_avis_that_reached_nobody_leaves_once_somebody_enrols(scene: Scene) -> None:
    scene.plateforme.repondra(Gone("bloqué"), genre=Genre.AVIS)
    await scene.dire("nadia", VACANCE)
    scene.horloge.avancer(timedelta(days=3))
    port = scene.organisation("Le Port")
    with scene.base.transaction() as uow:
        inviter(uow, scene.maintenant, port, Role.AGENT, CODE)
    await scene.dire("luc", f"/inscription {CODE}")
    assert len(scene.textes("luc", Genre.AVIS)) == 1


async def test_an_avis_sent_back_that_reached_nobody_leaves_again_once_somebody_reads(
    scene: Scene,
) -> None:
    await scene.dire("nadia", VACANCE)
    await scene.dire("marie", f"/accuser {REF}")
    await scene.dire("marie", f"/candidats {REF} {' '.join(NUR[:3])}")
    scene.plateforme.repondra(Gone("bloqué"), genre=Genre.AVIS)
    for numero in (1, 2, 3):
        await scene.dire("nadia", f"/caleol {REF} {numero} non_attribution confirmer=oui")
    assert scene.etat() is Etat.SANS_ATTRIBUTAIRE
    await scene.dire("marie", "/aide")
    await scene.attendre(hours=1)
    await scene.dire("marie", f"/accuser {REF}")
    assert (scene.etat(), len(scene.textes("marie", Genre.AVIS))) == (Etat.OUVERT, 2)
    await scene.attendre(hours=1)
    assert len(scene.plateforme.tentatives(Genre.AVIS)) == 3
