"""An invited address is confirmed by a person, once, on its page."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import httpx
import pytest_asyncio

from core.domain.organisations import Role
from core.usecases.adhesions import inviter
from core.usecases.adresses import dossier_de
from tests.component.pages.navigateur import Formulaire, Page, client
from tests.component.scene import Scene

CODE, ADRESSE = "ABCD-2345-WXYZ", "accueil@leport.re"


def invitation(scene: Scene) -> str:
    """Invite an address of Le Port, kept for when nobody else reads; gives its link."""
    port = scene.organisation("Le Port")
    with scene.base.transaction() as uow:
        inviter(uow, scene.maintenant, port, Role.AGENT, CODE, ADRESSE, secours=True)
    assert scene.base.liens
    return scene.base.liens.inscription(port.id, CODE, scene.maintenant)


@pytest_asyncio.fixture
async def ouvert(scene: Scene) -> AsyncIterator[httpx.AsyncClient]:
    async with client(scene) as navigateur:
        yield navigateur


async def poster(ouvert: httpx.AsyncClient, formulaire: Formulaire) -> Page:
    """Press the button of the page."""
    reponse = await ouvert.post(formulaire.action, data=formulaire.champs, follow_redirects=True)
    return Page(reponse)


async def test_the_page_names_the_address_and_enrols_nobody(
    scene: Scene, ouvert: httpx.AsyncClient
) -> None:
    page = Page(await ouvert.get(invitation(scene)))
    for dit in (ADRESSE, "Le Port", "agent", "de secours"):
        assert dit in page.texte
    with scene.base.transaction() as uow:
        assert uow.membres.par_identite("courriel", ADRESSE) is None


async def test_the_address_is_confirmed_and_its_receipt_leads_to_its_avis(
    scene: Scene, ouvert: httpx.AsyncClient
) -> None:
    page = Page(await ouvert.get(invitation(scene)))
    recu = await poster(ouvert, page.formulaires[0])
    assert "accueil@leport.re lit désormais pour Le Port" in recu.titre
    port = scene.organisation("Le Port")
    with scene.base.transaction() as uow:
        siennes = {une.courriel: une for une in uow.membres.adresses(port.id)}
    assert siennes[ADRESSE].secours
    espace = Page(await ouvert.get(recu.liens["Revenir à mes dossiers"]))
    assert f"Ouverte pour {ADRESSE}" in espace.texte


async def test_two_presses_at_once_enrol_once_with_one_receipt(
    scene: Scene, ouvert: httpx.AsyncClient
) -> None:
    page = Page(await ouvert.get(invitation(scene)))
    recus = await asyncio.gather(*(poster(ouvert, page.formulaires[0]) for _ in range(2)))
    assert {un.statut for un in recus} == {200}
    assert len({un.titre for un in recus}) == 1
    port = scene.organisation("Le Port")
    (seule,) = scene.journal(dossier_de(port))
    assert (seule.action, seule.plateforme) == ("adresse confirmée", "page signée")
    assert ADRESSE not in str(seule)


async def test_a_used_or_expired_invitation_opens_nothing(
    scene: Scene, ouvert: httpx.AsyncClient
) -> None:
    lien = invitation(scene)
    page = Page(await ouvert.get(lien))
    await poster(ouvert, page.formulaires[0])
    assert (await ouvert.get(lien)).status_code == 404
    scene.horloge.avancer(timedelta(days=15))
    assert (await poster(ouvert, page.formulaires[0])).statut == 404


async def test_an_address_of_another_organisation_is_told_who_must_act(
    scene: Scene, ouvert: httpx.AsyncClient
) -> None:
    sidr = scene.organisation("SIDR")
    with scene.base.transaction() as uow:
        uow.membres.ajouter(sidr, Role.AGENT, "courriel", ADRESSE, ADRESSE, scene.maintenant)
    page = await poster(ouvert, Page(await ouvert.get(invitation(scene))).formulaires[0])
    assert page.statut == 422
    assert "déjà inscrit pour SIDR" in page.texte
