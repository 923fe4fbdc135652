"""/page: a link to one's own page, in private only."""

from __future__ import annotations

import re
from typing import Any

import pytest
import pytest_asyncio

from bot.channels.sandbox.bac import Bac, Personne
from bot.clock import HorlogeReglable
from bot.presenters.corps import Corps, ecrire_corps
from bot.web.sandbox_page import vues
from bot.web.sandbox_page.etat import Page
from bot.web.sandbox_page.gabarits import rendre
from core.domain.acces import But
from core.domain.envois import Genre, NouvelEnvoi
from core.messages.model import Bouton, Message
from storage.unit_of_work import Base
from tests.component.scene import REF, VACANCE, Scene, groupe


@pytest_asyncio.fixture
async def scene_pages(base_sqlite: Base, incidents: list[Any]) -> Scene:
    """Nadia (SIDR) and Marie (Le Port), where pages are served, and AV-2026-0001 received."""
    base = Base(
        base_sqlite.moteur, base_sqlite.conventions, base_sqlite.coffre, "https://fluxbot.test"
    )
    scene = Scene(base)
    scene.inscrire("nadia", "SIDR")
    scene.inscrire("marie", "Le Port")
    await scene.dire("nadia", VACANCE)
    return scene


def bouton(scene: Scene, adresse: str) -> Bouton:
    """Give the only button of the last message."""
    message = scene.fil(adresse)[-1].livraison.message
    assert message
    (seul,) = message.boutons
    return seul


@pytest.mark.parametrize(
    ("commande", "but", "objet", "fin"),
    [(f"/page {REF}", But.DOSSIER, REF, "24/04/2026"), ("/page", But.ESPACE, "", "09/04/2026")],
)
async def test_the_link_opens_for_its_author_what_it_says_and_until_when(
    scene_pages: Scene, commande: str, but: But, objet: str, fin: str
) -> None:
    reponse = await scene_pages.dire("marie", commande)
    assert f"jusqu'au {fin}" in reponse
    lien = bouton(scene_pages, "marie").lien
    assert lien.startswith("https://fluxbot.test/p/")
    assert scene_pages.base.liens
    lu = scene_pages.base.liens.lire(lien.rpartition("/")[2])
    with scene_pages.base.transaction() as uow:
        marie = uow.membres.par_identite("essai", "marie")
    assert marie
    assert (lu.but, lu.objet, lu.membre) == (but, objet, marie.id)


async def test_no_link_is_given_in_a_group(scene_pages: Scene) -> None:
    reponse = await scene_pages.dire("marie", f"/page {REF}", groupe())
    assert f"je ne le donne qu'en privé. Écrivez-moi en privé : /page {REF}" in reponse
    assert "https://fluxbot.test" not in repr(scene_pages.plateforme.essais)


async def test_asking_for_a_link_is_no_act_on_the_avis(scene_pages: Scene) -> None:
    avant = scene_pages.journal()
    await scene_pages.dire("marie", f"/page {REF}")
    assert scene_pages.journal() == avant


async def test_without_a_public_address_the_setting_is_named(scene_ouverte: Scene) -> None:
    assert "FLUXBOT_PUBLIC_URL" in await scene_ouverte.dire("marie", f"/page {REF}")


async def test_a_link_that_would_reach_a_group_is_taken_out_before_it_leaves(
    scene_pages: Scene,
) -> None:
    page = Bouton("Ouvrir la page", "page", lien="https://fluxbot.test/p/jeton")
    corps = ecrire_corps(Corps(Message("Page", (), (page, Bouton("Voir", "avis")))))
    envoi = NouvelEnvoi(Genre.REPONSE, groupe(), "lien", scene_pages.maintenant, corps=corps)
    with scene_pages.base.transaction() as uow:
        uow.envois.ajouter(envoi)
    await scene_pages.dispatcher.vider()
    assert bouton(scene_pages, groupe().adresse) == Bouton("Voir", "avis")


async def test_the_sandbox_shows_the_link_as_a_link(scene_pages: Scene) -> None:
    bac = Bac(
        scene_pages.base,
        HorlogeReglable(scene_pages.maintenant),
        (Personne("jean", "Jean", "Le Port"),),
    )
    bac.inscrire_tous()
    await bac.ecrire("jean", "/page")
    vue = vues.fil(Page(bac), "jean")[-1]
    ecrit = rendre("_message", vue=vue, cle="jean", genre_du_bloc=vues.genre_du_bloc)
    assert re.search(
        r'<a class="bouton" href="https://fluxbot\.test/p/\S+" target="_blank" rel="noopener">'
        r"Ouvrir la page</a>",
        ecrit,
    )
