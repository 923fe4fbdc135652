"""A person who asks too much is told once, then nothing they send does anything for a minute."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.handlers.frein import FreinParPersonne
from bot.handlers.router import Routeur
from core.domain.envois import Genre
from tests.component.scene import NUR, VACANCE, Scene, groupe
from tests.integration.outils import compter

ASSEZ = 3


@pytest.fixture
def freinee(scene: Scene) -> Scene:
    """The same people, who may each ask three things a minute."""
    scene.routeur = Routeur(scene.base, FreinParPersonne(ASSEZ))
    return scene


async def insister(scene: Scene, fois: int = ASSEZ) -> list[str]:
    """Have Nadia ask for help so many times; give the answers."""
    return [await scene.dire("nadia", "/aide") for _ in range(fois)]


async def test_the_first_request_too_many_is_told_when_to_try_again(freinee: Scene) -> None:
    *_, dernier = await insister(freinee, ASSEZ + 1)
    assert dernier == (
        "Ce n'est pas possible\n\nPlus de 3 demandes en une minute, c'est trop : celle-ci et les "
        "suivantes ne changent rien. Réessayez dans une minute."
    )


async def test_what_follows_is_met_with_silence(freinee: Scene) -> None:
    await insister(freinee, ASSEZ + 1)
    assert await insister(freinee) == ["", "", ""]


async def test_after_a_minute_all_is_let_in_again(freinee: Scene) -> None:
    await insister(freinee, ASSEZ + 5)
    freinee.horloge.avancer(timedelta(seconds=60))
    assert "AV-2026-0001" in await freinee.dire("nadia", VACANCE)


async def test_the_others_are_served_meanwhile(freinee: Scene) -> None:
    await insister(freinee, ASSEZ + 5)
    assert "Vous êtes référent pour Le Port" in await freinee.dire("marie", "/aide")


async def test_the_same_identifier_elsewhere_is_somebody_else(freinee: Scene) -> None:
    await insister(freinee, ASSEZ + 1)
    ailleurs = replace(freinee.requete("nadia"), plateforme="ailleurs")
    assert freinee.routeur.frein
    freinee.routeur.frein.exiger(ailleurs, freinee.maintenant)


async def test_nothing_asked_too_fast_is_half_stored(freinee: Scene) -> None:
    await insister(freinee)
    for _ in range(2):
        await freinee.dire("nadia", VACANCE)
        await freinee.dire("nadia", "/vacance")
    assert compter(freinee.base, "avis") == 0
    assert compter(freinee.base, "dialogue") == 0


async def test_a_delivery_made_too_fast_is_settled(freinee: Scene) -> None:
    await insister(freinee, ASSEZ + 1)
    with freinee.base.transaction() as uow:
        uow.arrivees.ajouter("essai", "1", "{}", freinee.maintenant)
        (arrivee,) = uow.arrivees.en_attente("essai")
    requete = freinee.requete("nadia", texte=VACANCE)
    freinee.routeur.traiter(requete, freinee.maintenant, arrivee)
    with freinee.base.transaction() as uow:
        assert uow.arrivees.en_attente("essai") == []


async def test_a_form_sent_too_fast_is_refused_in_place(freinee: Scene) -> None:
    await insister(freinee, ASSEZ + 1)
    fautes = await freinee.soumettre("nadia", commande="vacance", champs={"commune": "Le Port"})
    assert "Réessayez dans une minute." in fautes[""]


async def test_a_number_shown_to_a_group_too_fast_is_removed_all_the_same(freinee: Scene) -> None:
    await insister(freinee, ASSEZ + 1)
    await freinee.dire("nadia", f"/candidats AV-2026-0001 {NUR[0]}", groupe())
    assert len(freinee.envois(Genre.EFFACEMENT)) == 1


async def test_an_official_who_clicks_once_a_second_is_never_held_back(scene: Scene) -> None:
    frein = FreinParPersonne()
    for seconde in range(600):
        frein.exiger(scene.requete("nadia"), scene.maintenant + timedelta(seconds=seconde))
