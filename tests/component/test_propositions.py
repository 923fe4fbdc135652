"""A dwelling posted without a réservataire: fluxbot proposes, the bailleur chooses."""

from __future__ import annotations

import pytest_asyncio

from tests.component.scene import LOGEMENT, REF, VACANCE, Scene
from tests.component.test_flux import retenir


@pytest_asyncio.fixture
async def scene_droits(scene: Scene) -> Scene:
    """Le Port is owed four dwellings, Territoire de l'Ouest two."""
    retenir(scene, "Le Port", 4)
    retenir(scene, "Territoire de l'Ouest", 2)
    return scene


async def test_the_one_furthest_behind_is_proposed_with_its_figures(scene_droits: Scene) -> None:
    await scene_droits.dire("nadia", VACANCE)
    lu = await scene_droits.dire("nadia", f"/vacance {LOGEMENT} reference=B2")
    assert lu.startswith("À qui proposer ce T3 (Le Port) ?")
    assert (
        "Je propose Territoire de l'Ouest, dont le prochain logement est dû le plus tôt : "
        "0 logement sur un droit de 2, sa part à ce jour : 0,7"
    ) in lu
    assert "Le Port : 1 logement sur un droit de 4, sa part à ce jour : 1,3" in lu


async def test_nothing_is_stored_before_the_choice(scene_droits: Scene) -> None:
    await scene_droits.dire("nadia", f"/vacance {LOGEMENT}")
    assert "Aucun avis en cours" in await scene_droits.dire("nadia", "/avis")
    assert not scene_droits.fil("marie")


async def test_the_choice_sends_the_avis_as_it_was_typed(scene_droits: Scene) -> None:
    await scene_droits.dire("nadia", f"/vacance {LOGEMENT}")
    assert f"{REF} : envoyé au Port" in await scene_droits.presser("nadia", "Choisir Le Port")
    logement = scene_droits.avis().logement
    assert (logement.quartier, str(logement.loyer)) == ("Rivière des Galets", "512.30")


async def test_the_proposal_and_another_choice_are_both_in_the_journal(scene_droits: Scene) -> None:
    await scene_droits.dire("nadia", f"/vacance {LOGEMENT}")
    await scene_droits.presser("nadia", "Choisir Territoire de l'Ouest")
    details = scene_droits.journal(f"CH-{REF}")[0].details
    assert details["réservataire proposé"].startswith("Le Port, 0 logement sur un droit de 4")
    assert details["réservataire choisi"] == "Territoire de l'Ouest"


async def test_only_the_bailleur_reads_what_was_proposed(scene_droits: Scene) -> None:
    """Le Port's right and count are none of the other's business."""
    await scene_droits.dire("nadia", f"/vacance {LOGEMENT}")
    await scene_droits.presser("nadia", "Choisir Territoire de l'Ouest")
    assert "proposé par fluxbot : Le Port, 0 logement" in await scene_droits.dire(
        "nadia", f"/avis {REF}"
    )
    assert "proposé par fluxbot" not in await scene_droits.dire("paul", f"/avis {REF}")
    await scene_droits.dire("paul", f"/preuve {REF}")
    message = scene_droits.fil("paul")[-1].livraison.message
    assert message and message.piece
    assert "Le Port, 0 logement" not in message.piece.contenu.decode()


async def test_dwellings_entered_in_a_row_are_not_all_for_the_same_one(scene: Scene) -> None:
    """Brouillons count: with equal rights, the second goes to the other."""
    retenir(scene, "Le Port", 2)
    retenir(scene, "Territoire de l'Ouest", 2)
    for rang, qui in ((1, "Le Port"), (2, "Territoire de l'Ouest"), (3, "Le Port")):
        lu = await scene.dire("nadia", f'/vacance commune="Le Port" type=T3 reference=B{rang}')
        assert f"Je propose {qui}" in lu
        await scene.presser("nadia", f"Choisir {qui}")


async def test_equal_in_all_the_alphabet_decided_and_it_is_said(scene: Scene) -> None:
    retenir(scene, "Le Port", 1)
    retenir(scene, "Territoire de l'Ouest", 1)
    lu = await scene.dire("nadia", f"/vacance {LOGEMENT}")
    assert "l'ordre alphabétique a départagé" in lu


async def test_when_all_have_their_share_it_is_said(scene: Scene) -> None:
    retenir(scene, "Le Port", 1)
    retenir(scene, "Territoire de l'Ouest", 1)
    for qui in ("Le Port", "Ouest"):
        await scene.dire("nadia", f'/vacance reservataire="{qui}" {LOGEMENT}')
    lu = await scene.dire("nadia", f"/vacance {LOGEMENT} reference=B3")
    assert "Chacun a déjà son droit de l'année" in lu


async def test_a_named_reservataire_is_no_proposal(scene_droits: Scene) -> None:
    await scene_droits.dire("nadia", VACANCE)
    assert scene_droits.journal(f"CH-{REF}") == []


async def test_a_button_pressed_twice_offers_the_dwelling_once(scene_droits: Scene) -> None:
    await scene_droits.dire("nadia", f"/vacance {LOGEMENT}")
    await scene_droits.presser("nadia", "Choisir Le Port")
    encore = await scene_droits.presser("nadia", "Choisir Territoire de l'Ouest")
    assert f"Ce logement est déjà proposé : {REF}" in encore
    assert not scene_droits.fil("paul")


async def test_at_equal_places_the_balance_decides_and_says_so(scene: Scene) -> None:
    """Equal rights; Le Port had a T3, the other a T2: this T2 brings Le Port nearer."""
    retenir(scene, "Le Port", 3)
    retenir(scene, "Territoire de l'Ouest", 3)
    await scene.dire("nadia", VACANCE)
    petit = LOGEMENT.replace("type=T3", "type=T2")
    await scene.dire("nadia", f"/vacance reservataire=Ouest {petit}")
    lu = await scene.dire("nadia", f"/vacance {petit} reference=B2")
    assert "Je propose Le Port" in lu
    assert "À égalité avec Territoire de l'Ouest ; l'équilibre départage" in lu


async def test_without_any_right_the_bailleur_still_chooses(scene: Scene) -> None:
    lu = await scene.dire("nadia", f"/vacance {LOGEMENT}")
    assert "Aucun réservataire n'a de droit connu pour 2026" in lu
    assert f"{REF} : envoyé au Port" in await scene.presser("nadia", "Choisir Le Port")


async def test_last_years_rights_stand_in_and_are_named(scene: Scene) -> None:
    retenir(scene, "Le Port", 4, annee=2024)
    lu = await scene.dire("nadia", f"/vacance {LOGEMENT}")
    assert "Je propose Le Port, seul à avoir un droit connu" in lu
    assert "Faute de droit retenu pour 2026, j'ai pris le dernier connu : Le Port (2024)" in lu
    assert "Sans droit connu, donc non classés : Territoire de l'Ouest" in lu


async def test_a_bad_value_is_refused_before_any_proposal(scene_droits: Scene) -> None:
    lu = await scene_droits.dire("nadia", f"/vacance {LOGEMENT.replace('T3', 'T33')}")
    assert "n'est pas une typologie" in lu


async def test_a_proposal_can_not_be_typed(scene_droits: Scene) -> None:
    lu = await scene_droits.dire("nadia", f'{VACANCE} proposition="Le Port, 9 sur 10"')
    assert "ne connaît pas « proposition= »" in lu


async def test_the_form_leaves_the_reservataire_to_fluxbot(scene_droits: Scene) -> None:
    champs = {
        "reservataire": "fluxbot propose",
        "commune": "Le Port",
        "quartier": "Centre",
        "qpv": "oui",
        "type": "T3",
        "loyer": "512,30",
        "financement": "LLTS",
        "annee": "1998",
        "pmr": "non",
        "ascenseur": "non",
        "preavis": "1",
    }
    assert not await scene_droits.soumettre("nadia", commande="vacance", champs=champs)
    assert f"{REF} : envoyé au Port" in await scene_droits.presser("nadia", "Choisir Le Port")
