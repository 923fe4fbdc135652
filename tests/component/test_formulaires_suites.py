"""The same steps by buttons, questions and whole forms."""

from core.domain.avis import Etat
from core.domain.envois import Genre
from tests.component.scene import REF, Scene
from tests.component.suites import attribuer, designer, issues

SUR_REF = {"reference_avis": REF}


async def test_the_notice_of_the_designation_leads_to_the_answer_on_each_candidate(
    designe: Scene,
) -> None:
    assert "Quel candidat ?" in await designe.presser("nadia", "Présenter ou écarter")
    assert "Va-t-il à la CALEOL ?" in await designe.presser("nadia", "n° 2")
    assert "Quelle difficulté ?" in await designe.presser("nadia", "écarte")
    assert "Le candidat n° 2 n'est pas présenté." in await designe.dire("nadia", "pièce manquante")
    assert issues(designe) == ["proposée", "écartée", "proposée"]


async def test_a_candidate_presented_is_asked_no_difficulty(designe: Scene) -> None:
    await designe.dire("nadia", f"/retour {REF} 1")
    assert "Le candidat n° 1 est présenté" in await designe.presser("nadia", "présente")


async def test_a_decision_is_asked_question_by_question(designe: Scene) -> None:
    await designe.presser("nadia", "Décision de CALEOL")
    await designe.presser("nadia", "n° 1")
    assert "À quel rang ?" in await designe.presser("nadia", "attribution")
    assert "Quel jour ?" in await designe.dire("nadia", "/passer")
    assert f"{REF} : attribué" in await designe.dire("nadia", "/passer")


async def test_a_whole_form_asks_the_condition_only_when_there_is_one(designe: Scene) -> None:
    manque = await designe.soumettre(
        "nadia",
        commande="caleol",
        fixe=SUR_REF,
        champs={"candidat": "n° 1", "verdict": "attribution sous condition"},
    )
    assert set(manque) == {"condition", "avant"}
    await designe.soumettre(
        "nadia",
        commande="caleol",
        fixe=SUR_REF,
        champs={
            "candidat": "n° 1",
            "verdict": "attribution sous condition",
            "condition": "situation régularisée",
            "avant": "2026-03-20",
        },
    )
    assert issues(designe)[0] == "attribuée sous condition, rang 1"


async def test_the_offer_the_answer_and_the_lease_each_have_a_button(designe: Scene) -> None:
    await attribuer(designe, 1)
    await designe.presser("nadia", "Offre notifiée")
    assert "Notifiée au ménage le" in await designe.presser("nadia", "n° 1")
    await designe.dire("nadia", "10/03/2026")
    await designe.presser("nadia", "Réponse")
    await designe.presser("nadia", "n° 1")
    await designe.presser("nadia", "accepte")
    await designe.dire("nadia", "/passer")
    assert issues(designe)[0] == "a accepté"
    await designe.presser("nadia", "Bail signé")
    await designe.presser("nadia", "n° 1")
    await designe.dire("nadia", "10/03/2026")
    assert designe.etat() is Etat.BAIL_SIGNE


async def test_a_form_without_anybody_to_be_about_says_so(designe: Scene) -> None:
    await attribuer(designe, 1)
    reponse = await designe.dire("nadia", f"/reponse {REF}")
    assert "aucun candidat n'attend cela pour l'instant" in reponse


async def test_an_offer_without_its_day_is_asked_only_that(designe: Scene) -> None:
    await attribuer(designe, 1)
    assert "Notifiée au ménage le" in await designe.dire("nadia", f"/offre {REF} 1")
    reponse = await designe.dire("nadia", "demain")
    assert "« demain » n'est pas une date du calendrier" in reponse
    assert "Offre notifiée au candidat n° 1" in await designe.dire("nadia", "2026-03-10")


async def test_a_bailleur_that_sets_one_aside_is_offered_to_complete_the_list(
    designe: Scene,
) -> None:
    await designe.dire("nadia", f'/retour {REF} 1 ecarte difficulte="pièce manquante"')
    assert "Numéros uniques des candidats" in await designe.presser("nadia", "Compléter la liste")


async def test_the_command_alone_asks_which_avis_among_those_it_may_be_about(
    designe: Scene,
) -> None:
    await designe.dire("nadia", "/retour")
    assert "Quel candidat ?" in await designe.presser("nadia", REF)
    await designe.dire("nadia", "/annuler")
    assert "Quel avis ?" in await designe.dire("nadia", "/bail")
    message = designe.fil("nadia")[-1].livraison.message
    assert message
    assert message.boutons == ()


async def test_no_text_sent_to_a_group_ever_shows_a_number(scene_en_groupe: Scene) -> None:
    await designer(scene_en_groupe)
    await attribuer(scene_en_groupe, 1)
    textes = "".join(scene_en_groupe.textes("groupe-port", Genre.DECISION))
    assert "candidature n° 1 attribuée, rang 1" in textes
    assert "974" not in textes
