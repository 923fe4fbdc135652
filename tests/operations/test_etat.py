"""/etat: what an administrator reads on a telephone, worries first."""

from __future__ import annotations

from datetime import timedelta

from core.domain.envois import Genre, Rejected
from tests.component.scene import VACANCE, Scene
from tests.integration.outils import executer, nouvel_envoi


async def test_what_is_late_comes_first_with_how_late_it_is(scene: Scene) -> None:
    await scene.dire("nadia", VACANCE)
    with scene.base.transaction() as uow:
        prochaine = uow.jalons.prochain()
    assert prochaine
    scene.horloge.avancer_a(prochaine + timedelta(hours=3))
    dit = await scene.dire("ana", "/etat")
    assert dit.startswith(
        "État du service : 1 point à regarder\n\nEn retard\n\n• une échéance, de 3\xa0heures"
    )


async def test_sends_tried_in_vain_are_counted_with_the_command_that_lists_them(
    scene: Scene,
) -> None:
    with scene.base.transaction() as uow:
        envoi = nouvel_envoi("a", adresse="marie", dans=timedelta(hours=3))
        uow.envois.ajouter(envoi)
    executer(scene.base, "UPDATE envoi SET essais = 9")
    dit = await scene.dire("ana", "/etat")
    assert "• 1 envoi essayés sans succès" not in dit
    assert "• 1 envoi essayé sans succès : fluxbot outbox list" in dit


async def test_what_failed_long_ago_is_no_point_to_look_at(scene: Scene) -> None:
    scene.plateforme.repondra(Rejected("trop long"), genre=Genre.AVIS)
    await scene.dire("nadia", VACANCE)
    executer(scene.base, "DELETE FROM jalon")
    assert "Non aboutis" in await scene.dire("ana", "/etat")
    scene.horloge.avancer(timedelta(days=8))
    assert "Non aboutis" not in await scene.dire("ana", "/etat")


async def test_each_platform_says_since_when_it_was_heard_whole(scene: Scene) -> None:
    with scene.base.transaction() as uow:
        uow.ecoutes.noter("telegram", scene.maintenant - timedelta(seconds=12))
    dit = await scene.dire("ana", "/etat")
    assert "Écoute telegram : il y a 12\xa0secondes" in dit
    assert "Dernier sceau : aucun encore" in dit


async def test_several_copies_are_named_by_their_machine(scene: Scene) -> None:
    fin = scene.maintenant + timedelta(seconds=10)
    with scene.base.transaction() as uow:
        uow.mandats.prendre("slack", "nord/1/a", fin, None)
    assert "Copies" not in await scene.dire("ana", "/etat")
    with scene.base.transaction() as uow:
        uow.mandats.prendre("telegram", "sud/2/b", fin, None)
    assert "Copies qui écoutent : nord et sud" in await scene.dire("ana", "/etat")
