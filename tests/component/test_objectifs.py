"""/objectifs: the year's objectives and shares, entered and read by those they concern."""

from __future__ import annotations

from dataclasses import replace

import pytest_asyncio

from bot.cli.donnees import semer
from bot.handlers.arguments import Arguments
from bot.handlers.objectifs import objectifs
from bot.handlers.router import contexte_de
from core.domain.organisations import PAGE
from tests.component.instantanes import Instantanes
from tests.component.plateforme import NOM
from tests.component.scene import NUR, VACANCE, Scene

ETAT = "État (préfet de la Loire-Atlantique)"
DECLARE = (
    '/objectifs declarer contingent="Action Logement" total=40 prioritaires=8 hors_qpv=30 '
    "quartile=9 en_qpv=10"
)


@pytest_asyncio.fixture
async def nantes(scene: Scene, instantanes: Instantanes) -> Scene:
    """Camille (DDETS), Soline (Silène), Hugo (Habitat 44), Lea (Action Logement)."""

    async def peupler(scene: Scene) -> None:
        semer(scene.base, "loire-atlantique-2024")
        scene.inscrire("camille", ETAT)
        scene.inscrire("soline", "Silène")
        scene.inscrire("hugo", "Habitat 44")
        scene.inscrire("lea", "Action Logement")

    return await instantanes.suivre("nantes_objectifs", scene, peupler)


async def test_until_the_etat_enters_it_the_objective_is_said_missing(nantes: Scene) -> None:
    assert "annexe 1 non fournie : à saisir" in await nantes.dire("camille", "/objectifs")
    note = await nantes.dire("camille", "/objectifs annee=2026 global=400")
    assert "Objectif global : 400 relogements, enregistré." in note
    lu = await nantes.dire("soline", "/objectifs")
    assert "400 relogements" in lu
    assert "18,6 % de l'année écoulés, en retard de 75 relogements" in lu


async def test_only_the_etat_enters_objectives_and_only_bailleurs_declare(nantes: Scene) -> None:
    refus = await nantes.dire("soline", "/objectifs annee=2026 global=4")
    assert "/objectifs global est réservé à : État. Silène n'en est pas." in refus
    assert "/objectifs declarer est réservé à : bailleur." in await nantes.dire("camille", DECLARE)


async def test_an_objective_is_replaced_once_and_the_journal_keeps_both(nantes: Scene) -> None:
    for nombre in (400, 400, 450):
        lu = await nantes.dire("camille", f"/objectifs annee=2026 global={nombre}")
    assert "450 relogements, à la place de 400." in lu
    suite = [(une.action, une.de, une.a) for une in nantes.journal("OBJ-2026")]
    assert suite == [("objectif saisi", "", "400"), ("objectif remplacé", "400", "450")]


async def test_a_bailleurs_objective_is_read_by_it_and_by_the_etat(nantes: Scene) -> None:
    await nantes.dire("camille", '/objectifs bailleur="Silène" nombre=40')
    ligne = "Silène : 0 sur 40, 0 en attente, en retard de 8 relogements"
    assert ligne in await nantes.dire("camille", "/objectifs")
    assert ligne in await nantes.dire("soline", "/objectifs 2026")
    assert "Silène" not in await nantes.dire("hugo", "/objectifs")


async def test_categories_are_entered_and_read_on_a_page_only(nantes: Scene) -> None:
    refus = await nantes.dire("camille", "/objectifs categorie=dalo nombre=120")
    assert "ne se tape pas dans une conversation" in refus
    fixe = {"action": "categorie"}
    champs = {"categorie": "DALO : décision favorable", "nombre": "120"}
    assert not await nantes.soumettre("camille", commande="objectifs", fixe=fixe, champs=champs)
    note = nantes.fil("camille")[-1].texte
    assert "Objectif de cette catégorie : 120 relogements, enregistré." in note
    lu = await nantes.dire("camille", "/objectifs")
    assert "DALO" not in lu.partition("Parts de l'année")[0]
    assert "Le détail par catégorie se lit sur votre page" in lu
    assert not any("dalo" in str(une).casefold() for une in nantes.journal("OBJ-2026"))
    assert "DALO : décision favorable : 0 sur 120" in sur_la_page(nantes, "camille")


def sur_la_page(scene: Scene, qui: str) -> str:
    """Read /objectifs as a signed page shows it."""
    with scene.base.transaction() as uow:
        membre = uow.membres.par_identite(NOM, qui)
        assert membre
        requete = replace(scene.requete(qui, membre=membre.id), plateforme=PAGE)
        reply = objectifs(contexte_de(uow, requete, scene.maintenant), Arguments())
    assert reply.message
    return reply.message.texte()


async def test_a_bailleur_declares_its_allocations_and_each_reads_its_share(nantes: Scene) -> None:
    note = await nantes.dire("soline", DECLARE)
    assert "Action Logement : 40 attributions, dont 8 à des ménages prioritaires" in note
    part = (
        "Action Logement : ménages DALO, sinon prioritaires, 8 sur ses 40 attributions, soit "
        "20 % ; dû au moins 25 % (LA art. 5), il en manque 2"
    )
    for qui in ("soline", "camille", "lea"):
        lu = await nantes.dire(qui, "/objectifs")
        assert part in lu
        assert "1er quartile, 9 sur 30 attributions hors QPV, soit 30 %" in lu
    assert "aucune attribution déclarée" in await nantes.dire("hugo", "/objectifs")


async def test_a_form_asks_for_what_the_convention_follows(nantes: Scene) -> None:
    question = await nantes.dire("soline", "/objectifs declarer")
    assert "Sur quel contingent ?" in question
    fautes = await nantes.soumettre(
        "soline",
        commande="objectifs",
        fixe={"action": "declarer"},
        champs={
            "contingent": "non réservé",
            "total": "10",
            "prioritaires": "11",
            "hors_qpv": "10",
            "quartile": "0",
            "en_qpv": "0",
        },
    )
    assert "une part ne dépasse pas 100 %" in fautes["prioritaires"]


async def test_bad_input_is_answered_with_the_rule_and_an_example(nantes: Scene) -> None:
    for texte, attendu in (
        ("/objectifs 26", "/objectifs ne comprend pas « 26 »"),
        ("/objectifs annee=1926", "n'est pas une année entre 2000 et 2100"),
        ("/objectifs globale", "Vouliez-vous dire : /objectifs global ?"),
        ("/objectifs annee=2026 global=-3", "global : « -3 » est négatif"),
        ("/objectifs annee=2026 global=beaucoup", "n'est pas un nombre entier"),
        ("/objectifs bailleur=SIDR nombre=3", "n'est pas une organisation connue ici"),
    ):
        assert attendu in await nantes.dire("camille", texte), texte


async def test_under_a_convention_with_avis_the_leases_are_counted_too(scene: Scene) -> None:
    await scene.dire("nadia", VACANCE)
    await scene.dire("marie", f"/candidats AV-2026-0001 {' '.join(NUR[:3])}")
    await scene.dire("nadia", "/caleol AV-2026-0001 1 attribution")
    await scene.dire("nadia", "/bail AV-2026-0001 1 date=10/03/2026")
    lu = await scene.dire("marie", "/objectifs")
    assert "SIDR, Le Port : 1 bail, 1 en QPV, 0 hors QPV" in lu
    assert "Objectif global" not in lu
    await scene.dire(
        "nadia",
        '/objectifs declarer contingent="Le Port" total=0 prioritaires=0 hors_qpv=0 quartile=0 '
        "en_qpv=0 autres_qpv=0",
    )
    assert "1 bail, 1 en QPV, 0 hors QPV ; 0 seulement déclarés" in await scene.dire(
        "nadia", "/objectifs"
    )
