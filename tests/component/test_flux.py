"""/flux: what was promised for the year, and what came of it."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest_asyncio

from core.domain.annexes import AnnexeLP
from core.domain.droits import Droit
from tests.component.scene import LOGEMENT, NUR, VACANCE, Scene

RETENU_PAR = "SIDR, référent n° 1"


def une_annexe(reservataire: str, annee: int) -> AnnexeLP:
    return AnnexeLP(
        "SIDR",
        reservataire,
        annee,
        1887,
        0,
        134,
        98,
        0,
        Decimal("6.82"),
        31,
        0,
        20,
        Decimal("6.89"),
    )


def retenir(scene: Scene, reservataire: str, part: int, annee: int = 2026) -> None:
    """Have a right on record, as an annexe sent to fluxbot leaves it."""
    droit = Droit(
        scene.organisation("SIDR"),
        scene.organisation(reservataire),
        annee,
        "le-port-2024",
        une_annexe(reservataire, annee),
        part,
        scene.maintenant,
        RETENU_PAR,
    )
    with scene.base.transaction() as uow:
        uow.droits.retenir(droit)


@pytest_asyncio.fixture
async def scene_droits(scene: Scene) -> Scene:
    """Le Port is owed four dwellings of 2026 by the SIDR, Territoire de l'Ouest two."""
    retenir(scene, "Le Port", 4)
    retenir(scene, "Territoire de l'Ouest", 2)
    return scene


async def test_the_bailleur_reads_each_reservataire_and_the_total(scene_droits: Scene) -> None:
    await scene_droits.dire("nadia", VACANCE)
    lu = await scene_droits.dire("nadia", "/flux")
    assert lu.startswith("Flux 2026 : SIDR")
    assert "droit 4 · posés 1 · désignés 0 · livrés 0 · reste 4" in lu
    assert "droit 2 · posés 0 · désignés 0 · livrés 0 · reste 2" in lu
    assert "En tout : droit 6 · posés 1 · livrés 0" in lu


async def test_a_designation_then_a_lease_are_followed_as_they_happen(scene_droits: Scene) -> None:
    await scene_droits.dire("nadia", VACANCE)
    await scene_droits.dire("marie", f"/candidats AV-2026-0001 {' '.join(NUR[:3])}")
    assert "posés 1 · désignés 1 · livrés 0 · reste 4" in await scene_droits.dire("nadia", "/flux")
    await scene_droits.dire("nadia", "/caleol AV-2026-0001 1 attribution")
    await scene_droits.dire("nadia", "/bail AV-2026-0001 1 date=10/03/2026")
    lu = await scene_droits.dire("nadia", '/flux reservataire="Le Port"')
    assert "Livrés : 1 (bail signé 1)" in lu
    assert "Reste : 3" in lu


async def test_repute_tenu_is_counted_and_shown_apart(scene_droits: Scene) -> None:
    await scene_droits.dire("nadia", VACANCE)
    await scene_droits.vivre_jusqu_a(scene_droits.maintenant + timedelta(days=60))
    lu = await scene_droits.dire("marie", "/flux 2026")
    assert "livrés 1 · reste 3" in lu
    assert "dont réputé tenu : 1" in lu


async def test_the_reservataire_reads_only_its_own_side(scene_droits: Scene) -> None:
    await scene_droits.dire("nadia", VACANCE)
    lu = await scene_droits.dire("paul", '/flux bailleur="sidr"')
    assert lu.startswith("Flux 2026 : SIDR et Territoire de l'Ouest")
    assert "Droit : 2 logements" in lu
    assert "Le Port" not in lu


async def test_a_reservataire_without_a_name_reads_all_its_bailleurs(scene_droits: Scene) -> None:
    lu = await scene_droits.dire("marie", "/flux")
    assert all(nom in lu for nom in ("SIDR", "SODIAC", "SEMADER", "SHLMR", "SEDRE"))


async def test_without_a_right_for_the_year_the_last_known_one_is_named(scene: Scene) -> None:
    retenir(scene, "Le Port", 4, annee=2024)
    lu = await scene.dire("nadia", '/flux reservataire="Le Port"')
    assert "aucun droit retenu pour 2026 ; en 2024 : 4 logements. Pour le retenir : /annexe" in lu
    assert "Reste : inconnu sans droit" in lu


async def test_the_distance_to_a_balanced_offer_is_told(scene_droits: Scene) -> None:
    """Le Port got the only T3, the other the only T2: half a dwelling each should be the other."""
    await scene_droits.dire("nadia", VACANCE)
    autre = LOGEMENT.replace("type=T3", "type=T2")
    await scene_droits.dire("nadia", f"/vacance reservataire=Ouest {autre}")
    lu = await scene_droits.dire("nadia", "/flux")
    assert lu.count("écart à une offre équilibrée : typologie 0,5 · financement 0 · QPV 0") == 2


async def test_a_picture_comes_at_the_press_of_a_button(scene_droits: Scene) -> None:
    await scene_droits.dire("nadia", VACANCE)
    await scene_droits.dire("nadia", "/flux")
    await scene_droits.presser("nadia", "Voir en image")
    message = scene_droits.fil("nadia")[-1].livraison.message
    assert message and message.piece
    assert (message.piece.nom, message.piece.type) == ("flux-2026.png", "image/png")
    assert message.piece.contenu.startswith(b"\x89PNG")


async def test_a_pair_is_opened_by_its_button(scene_droits: Scene) -> None:
    await scene_droits.dire("nadia", "/flux 2026")
    assert "Flux 2026 : SIDR et Le Port" in await scene_droits.presser("nadia", "Détail : Le Port")


async def test_bad_input_is_answered_with_the_rule_and_an_example(scene_droits: Scene) -> None:
    dire: Any = scene_droits.dire
    assert "« 26 » n'est pas une année entre 2000 et 2100" in await dire("nadia", "/flux 26")
    assert "Exemple : /flux 2026" in await dire("nadia", "/flux ²⁰²⁶")
    assert "n'est pas une organisation connue ici" in await dire(
        "nadia", "/flux reservataire=Nantes"
    )
    assert "bailleur : « SEDRE »" in await dire("nadia", "/flux bailleur=SEDRE")
    assert "ne connaît pas « anne= »" in await dire("nadia", "/flux anne=2026")


async def test_the_annexe_of_a_pair_comes_as_a_document(scene_droits: Scene) -> None:
    await scene_droits.dire("nadia", '/flux reservataire="Le Port"')
    for libelle, nom, debut in (
        ("Annexe en PDF", "annexe-2026-SIDR-Le-Port.pdf", b"%PDF-"),
        ("Annexe en Word", "annexe-2026-SIDR-Le-Port.docx", b"PK"),
        ("Annexe en tableur", "annexe-2026-SIDR-Le-Port.xlsx", b"PK"),
    ):
        await scene_droits.presser("nadia", libelle)
        message = scene_droits.fil("nadia")[-1].livraison.message
        assert message and message.piece
        assert (message.piece.nom, message.piece.contenu[: len(debut)]) == (nom, debut)


async def test_a_document_without_an_annexe_says_how_to_send_one(scene: Scene) -> None:
    lu = await scene.dire("nadia", '/flux reservataire="Le Port" document=pdf')
    assert "SIDR et Le Port : aucun droit retenu pour 2026. Pour le retenir : /annexe." in lu
    assert "n'est pas un format" in await scene.dire("nadia", "/flux document=odt")


async def test_a_reservataire_is_told_who_can_retain_the_right(scene: Scene) -> None:
    lu = await scene.dire("marie", "/flux bailleur=SIDR")
    assert "aucun droit retenu pour 2026. C'est à SIDR de le retenir" in lu


async def test_a_document_of_several_pairs_asks_which(scene_droits: Scene) -> None:
    lu = await scene_droits.dire("marie", "/flux document=pdf")
    assert "demande de nommer l'autre partie. Exemple : /flux bailleur" in lu
