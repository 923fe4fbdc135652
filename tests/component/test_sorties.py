"""Leaving the ordinary course: hand back, withdraw, open to another, complete."""

import pytest_asyncio

from core.domain.avis import Etat
from core.domain.envois import Genre
from core.domain.organisations import Destination
from tests.component.instantanes import Instantanes
from tests.component.plateforme import NOM
from tests.component.scene import NUR, REF, VACANCE, Scene

OUEST = "Territoire de l'Ouest"


@pytest_asyncio.fixture
async def incomplet(scene_ouverte: Scene, instantanes: Instantanes) -> Scene:
    """AV-2026-0001 at the end of both délais, one candidate named."""

    async def suite(scene: Scene) -> None:
        await scene.dire("marie", f"/candidats {REF} {NUR[0]}")
        await scene.jusqu_a_l_echeance()
        await scene.jusqu_a_l_echeance()

    return await instantanes.suivre("incomplet", scene_ouverte, suite)


async def test_a_dwelling_handed_back_is_rendu_and_the_bailleur_is_told(
    scene_ouverte: Scene,
) -> None:
    assert f"{REF} : rendu" in await scene_ouverte.dire("marie", f"/rendre {REF}")
    assert scene_ouverte.etat() is Etat.RENDU
    assert len(scene_ouverte.textes("nadia", Genre.RENDU)) == 1


async def test_a_dwelling_designated_can_no_longer_be_handed_back(scene_ouverte: Scene) -> None:
    await scene_ouverte.dire("marie", f"/candidats {REF} {' '.join(NUR[:3])}")
    reponse = await scene_ouverte.dire("marie", f"/rendre {REF}")
    assert f"{REF} est « désigné » : on ne peut rendre que si l'avis est" in reponse


async def test_handing_back_by_button_asks_for_a_confirmation(scene_ouverte: Scene) -> None:
    assert "C'est définitif : rendre" in await scene_ouverte.presser("marie", "Rendre")
    assert scene_ouverte.etat() is Etat.OUVERT
    await scene_ouverte.presser("marie", "Oui, je confirme")
    assert scene_ouverte.etat() is Etat.RENDU


async def test_a_dwelling_handed_back_gets_no_relance(scene_ouverte: Scene) -> None:
    await scene_ouverte.dire("marie", f"/rendre {REF}")
    await scene_ouverte.attendre(days=30)
    assert scene_ouverte.envois(Genre.RELANCE) == []


async def test_an_avis_withdrawn_tells_the_reservataire_why(scene_ouverte: Scene) -> None:
    await scene_ouverte.dire("nadia", f'/retirer {REF} motif="logement vendu"')
    (texte,) = scene_ouverte.textes("marie", Genre.RETIRE)
    assert "Motif : logement vendu." in texte
    assert scene_ouverte.etat() is Etat.RETIRE


async def test_a_brouillon_withdrawn_tells_nobody(scene: Scene) -> None:
    await scene.dire("nadia", VACANCE.replace(" preavis=1", ""))
    await scene.dire("nadia", f'/retirer {REF} motif="logement vendu"')
    assert scene.etat() is Etat.RETIRE
    assert scene.fil("marie") == []


async def test_a_withdrawal_whose_reason_names_a_person_is_refused(scene_ouverte: Scene) -> None:
    reponse = await scene_ouverte.dire("nadia", f'/retirer {REF} motif="réservé à Jean PAYET"')
    assert "sans nommer personne" in reponse
    assert scene_ouverte.etat() is Etat.OUVERT


async def test_the_text_of_an_avis_withdrawn_says_so(scene_ouverte: Scene) -> None:
    await scene_ouverte.dire("nadia", f'/retirer {REF} motif="logement vendu"')
    (texte,) = scene_ouverte.textes("marie", Genre.AVIS)
    assert "SIDR a retiré cet avis. Rien d'autre à faire." in texte


async def test_another_reservataire_learns_that_an_avis_is_opened_to_it(
    scene_ouverte: Scene,
) -> None:
    reponse = await scene_ouverte.dire("marie", f'/ouvrir {REF} a="ouest"')
    assert f"{REF} : ouvert à {OUEST}" in reponse
    (texte,) = scene_ouverte.textes("paul", Genre.RENFORT)
    assert "Le Port vous ouvre l'avis" in texte
    assert "avant le vendredi 20/03/2026 à 24 h" in texte


async def test_the_bailleur_learns_that_the_avis_was_opened(scene_ouverte: Scene) -> None:
    await scene_ouverte.dire("marie", f'/ouvrir {REF} a="ouest"')
    (texte,) = scene_ouverte.textes("nadia", Genre.OUVERTURE)
    assert "le logement reste imputé au réservataire, Le Port" in texte


async def test_the_other_reservataire_completes_the_list(scene_ouverte: Scene) -> None:
    await scene_ouverte.dire("marie", f"/candidats {REF} {NUR[0]}")
    await scene_ouverte.dire("marie", f'/ouvrir {REF} a="ouest"')
    await scene_ouverte.dire("paul", f"/candidats {REF} {NUR[1]} {NUR[2]}")
    assert scene_ouverte.etat() is Etat.DESIGNE


async def test_opening_an_avis_moves_no_echeance(scene_ouverte: Scene) -> None:
    avant = scene_ouverte.avis().premiere
    await scene_ouverte.attendre(days=3)
    await scene_ouverte.dire("marie", f'/ouvrir {REF} a="ouest"')
    assert scene_ouverte.avis().premiere == avant


async def test_the_other_reservataire_cannot_hand_the_dwelling_back(scene_ouverte: Scene) -> None:
    await scene_ouverte.dire("marie", f'/ouvrir {REF} a="ouest"')
    reponse = await scene_ouverte.dire("paul", f"/rendre {REF}")
    assert f"Seul le réservataire, Le Port, peut rendre {REF}." in reponse


async def test_the_other_reservataire_reads_only_its_own_numbers(scene_ouverte: Scene) -> None:
    await scene_ouverte.dire("marie", f"/candidats {REF} {NUR[0]}")
    await scene_ouverte.dire("marie", f'/ouvrir {REF} a="ouest"')
    await scene_ouverte.dire("paul", f"/candidats {REF} {NUR[1]}")
    reponse = await scene_ouverte.dire("paul", f"/numeros {REF}")
    assert NUR[1] in reponse
    assert NUR[0] not in reponse


async def test_the_other_reservataire_does_not_see_the_first_ones_candidates(
    scene_ouverte: Scene,
) -> None:
    await scene_ouverte.dire("marie", f"/candidats {REF} {NUR[0]}")
    await scene_ouverte.dire("marie", f'/ouvrir {REF} a="ouest"')
    assert "n° 1 : 974" not in await scene_ouverte.dire("paul", f"/avis {REF}")


async def test_an_avis_is_not_opened_twice_to_the_same(scene_ouverte: Scene) -> None:
    await scene_ouverte.dire("marie", f'/ouvrir {REF} a="ouest"')
    reponse = await scene_ouverte.dire("marie", f'/ouvrir {REF} a="ouest"')
    assert f"a : {REF} est déjà ouvert à {OUEST}." in reponse


async def test_an_avis_cannot_be_opened_to_a_bailleur(scene_ouverte: Scene) -> None:
    reponse = await scene_ouverte.dire("marie", f"/ouvrir {REF} a=SHLMR")
    assert "a : « SHLMR » n'est pas une organisation connue ici" in reponse


async def test_a_short_list_at_the_end_of_both_delais_is_incomplete(incomplet: Scene) -> None:
    assert incomplet.etat() is Etat.INCOMPLET
    for lecteur in ("marie", "nadia"):
        (texte,) = incomplet.textes(lecteur, Genre.INCOMPLET)
        assert "1 candidat sur 3 à la fin des deux délais" in texte


async def test_the_bailleur_completes_a_list_left_incomplete(incomplet: Scene) -> None:
    reponse = await incomplet.dire("nadia", f"/completer {REF} {NUR[1]} {NUR[2]}")
    assert f"{REF} : désigné, 3 candidats" in reponse
    (texte,) = incomplet.textes("marie", Genre.COMPLETE)
    assert "Le logement vous reste imputé." in texte


async def test_the_bailleur_cannot_complete_before_the_first_echeance(scene_ouverte: Scene) -> None:
    await scene_ouverte.dire("marie", f"/candidats {REF} {NUR[0]}")
    reponse = await scene_ouverte.dire("nadia", f"/completer {REF} {NUR[1]} {NUR[2]}")
    assert f"{REF} est « ouvert » : on ne peut compléter que si l'avis est" in reponse
    assert len(scene_ouverte.candidatures()) == 1


async def test_the_bailleur_cannot_complete_a_list_that_has_nobody(en_relance: Scene) -> None:
    reponse = await en_relance.dire("nadia", f"/completer {REF} {NUR[1]}")
    assert "n'a encore aucun candidat à compléter" in reponse


async def test_the_bailleur_does_not_name_candidates_of_its_own(scene_ouverte: Scene) -> None:
    reponse = await scene_ouverte.dire("nadia", f"/candidats {REF} {NUR[0]}")
    assert "/candidats est réservé à" in reponse


async def test_the_reservataire_may_still_add_to_a_list_left_incomplete(
    incomplet: Scene,
) -> None:
    await incomplet.dire("marie", f"/candidats {REF} {NUR[1]} {NUR[2]}")
    assert incomplet.etat() is Etat.DESIGNE


async def test_the_bailleur_withdraws_a_candidate_that_it_added(incomplet: Scene) -> None:
    await incomplet.dire("nadia", f"/completer {REF} {NUR[1]}")
    assert "retiré" in await incomplet.dire("nadia", f"/completer {REF} retirer=2")
    refus = await incomplet.dire("nadia", f"/completer {REF} retirer=1")
    assert "a été proposé par une autre organisation" in refus


async def test_a_reason_goes_with_the_last_candidate(scene_ouverte: Scene) -> None:
    await scene_ouverte.dire("marie", f'/candidats {REF} {NUR[0]} motif="deux demandes radiées"')
    await scene_ouverte.dire("marie", f"/candidats {REF} retirer=1")
    await scene_ouverte.dire("marie", f"/candidats {REF} {NUR[1]}")
    assert scene_ouverte.etat() is Etat.OUVERT


async def test_a_blocked_town_hall_is_told_apart_from_one_where_nobody_is_enrolled(
    scene: Scene,
) -> None:
    with scene.base.transaction() as uow:
        uow.canaux.enterrer(Destination(NOM, "marie"), "bloqué", scene.maintenant)
    await scene.dire("nadia", VACANCE)
    alerte = scene.textes("ana", Genre.NON_REMIS)[-1]
    assert "doit débloquer fluxbot" in alerte
    assert "un code pour inscrire" not in alerte
