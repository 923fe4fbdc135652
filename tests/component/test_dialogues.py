"""A dialogue: one question at a time, and nothing typed is ever lost."""

from datetime import timedelta

from bot.handlers.router import Routeur
from core.domain.avis import Etat
from storage.engine import ouvrir
from storage.unit_of_work import Base
from tests.component.scene import NUR, REF, VACANCE, Scene, groupe

REPONSES = [
    "Le Port",
    "Le Port",
    "Rivière des Galets",
    "oui",
    "T3",
    "512,30",
    "LLTS",
    "1998",
    "non",
    "non",
    "1",
]
FACULTATIVES = 5


async def repondre(scene: Scene, cle: str, reponses: list[str]) -> str:
    """Type answers one after the other; give what is said after the last."""
    dernier = ""
    for texte in reponses:
        dernier = await scene.dire(cle, texte)
    return dernier


async def test_a_command_alone_asks_its_first_question(scene: Scene) -> None:
    reponse = await scene.dire("nadia", "/vacance")
    assert "Nouvel avis de vacance : À quel réservataire ?" in reponse
    assert "Question 1 sur 16" in reponse


async def test_questions_answered_one_by_one_send_the_avis(scene: Scene) -> None:
    await scene.dire("nadia", "/vacance")
    reponse = await repondre(scene, "nadia", [*REPONSES, *["/passer"] * FACULTATIVES])
    assert f"{REF} : envoyé au Port" in reponse
    assert scene.etat() is Etat.OUVERT


async def test_nothing_is_stored_before_the_last_answer(scene: Scene) -> None:
    await scene.dire("nadia", "/vacance")
    await repondre(scene, "nadia", REPONSES)
    with scene.base.transaction() as uow:
        assert uow.avis.par_reference(REF) is None


async def test_a_bad_answer_is_explained_and_the_same_question_asked_again(scene: Scene) -> None:
    await scene.dire("nadia", "/vacance")
    reponse = await repondre(scene, "nadia", [*REPONSES[:5], "cinq cents"])
    assert "loyer : « cinq cents » n'est pas un montant en euros" in reponse
    assert "Question 6 sur 16" in reponse


async def test_what_was_typed_is_kept_through_an_error(scene: Scene) -> None:
    await scene.dire("nadia", "/vacance")
    await repondre(scene, "nadia", [*REPONSES[:5], "cinq cents", *REPONSES[5:]])
    await repondre(scene, "nadia", ["/passer"] * FACULTATIVES)
    logement = scene.avis().logement
    assert (logement.quartier, logement.type, str(logement.loyer)) == (
        "Rivière des Galets",
        "T3",
        "512.30",
    )


async def test_a_fault_found_at_the_end_brings_back_to_its_field_only(scene: Scene) -> None:
    await scene.dire("nadia", "/vacance")
    reponse = await repondre(scene, "nadia", ["Nantes", *REPONSES[1:], *["/passer"] * FACULTATIVES])
    assert "reservataire : « Nantes » n'est pas une organisation connue ici" in reponse
    assert f"{REF} : envoyé au Port" in await scene.dire("nadia", "Le Port")


async def test_a_question_that_must_be_answered_cannot_be_skipped(scene: Scene) -> None:
    await scene.dire("nadia", "/vacance")
    assert "Cette question est obligatoire." in await scene.dire("nadia", "/passer")


async def test_a_dialogue_left_sends_nothing(scene: Scene) -> None:
    await scene.dire("nadia", "/vacance")
    assert "rien n'a été envoyé" in await scene.dire("nadia", "/annuler")
    assert "Je ne comprends que les commandes." in await scene.dire("nadia", "Le Port")


async def test_there_may_be_nothing_to_leave(scene: Scene) -> None:
    assert "Aucune saisie en cours ici." in await scene.dire("nadia", "/annuler")


async def test_there_may_be_nothing_to_skip(scene: Scene) -> None:
    assert "Aucune question en cours ici." in await scene.dire("nadia", "/passer")


async def test_a_dialogue_survives_a_new_process(scene: Scene) -> None:
    await scene.dire("nadia", "/vacance")
    await repondre(scene, "nadia", REPONSES[:6])
    moteur = ouvrir(scene.base.moteur.url.render_as_string(hide_password=False))
    scene.routeur = Routeur(Base(moteur, scene.base.conventions, scene.base.coffre))
    await repondre(scene, "nadia", [*REPONSES[6:], *["/passer"] * FACULTATIVES])
    moteur.dispose()
    assert scene.etat() is Etat.OUVERT


async def test_a_dialogue_is_forgotten_after_a_day(scene: Scene) -> None:
    await scene.dire("nadia", "/vacance")
    scene.horloge.avancer(timedelta(hours=24))
    assert "Je ne comprends que les commandes." in await scene.dire("nadia", "Le Port")


async def test_a_dialogue_lives_on_from_one_answer_to_the_next(scene: Scene) -> None:
    await scene.dire("nadia", "/vacance")
    for texte in REPONSES[:3]:
        scene.horloge.avancer(timedelta(hours=23))
        assert "Question" in await scene.dire("nadia", texte)


async def test_a_button_answers_a_question(scene: Scene) -> None:
    await scene.dire("nadia", "/vacance")
    assert "Commune" in await scene.presser("nadia", "Le Port")


async def test_a_button_of_a_dialogue_that_is_over_says_so(scene: Scene) -> None:
    await scene.dire("nadia", "/vacance")
    await scene.dire("nadia", "/annuler")
    assert "Cette saisie est terminée." in await scene.presser("nadia", "Le Port")


async def test_a_command_in_the_middle_is_answered_and_the_question_waits(scene: Scene) -> None:
    await scene.dire("nadia", "/vacance")
    assert "Votre saisie /vacance attend toujours" in await scene.dire("nadia", "/aide")
    assert "Commune" in await scene.dire("nadia", "Le Port")


async def test_two_people_of_a_group_have_each_their_dialogue(scene: Scene) -> None:
    await scene.dire("nadia", "/vacance", groupe())
    await scene.dire("ana", "/vacance", groupe())
    await scene.dire("nadia", "Le Port", groupe(), repond_au_bot=True)
    suite = await scene.dire("ana", "Ouest", groupe(), repond_au_bot=True)
    assert "Question 2 sur 16" in suite


async def test_in_a_group_only_an_answer_to_the_bot_counts(scene: Scene) -> None:
    await scene.dire("nadia", "/vacance", groupe())
    assert await scene.dire("nadia", "Le Port", groupe()) == ""


async def test_a_brouillon_is_completed_by_its_missing_questions_only(scene: Scene) -> None:
    await scene.dire("nadia", VACANCE.replace(" preavis=1", "").replace(" pmr=non", ""))
    assert "Question 1 sur 2" in await scene.dire("nadia", f"/vacance {REF}")
    assert f"{REF} : envoyé" in await repondre(scene, "nadia", ["non", "1"])


async def test_the_reason_is_asked_only_when_the_list_is_short(scene_ouverte: Scene) -> None:
    await scene_ouverte.dire("marie", f"/candidats {REF}")
    assert f"{REF} : désigné" in await scene_ouverte.dire("marie", "\n".join(NUR[:3]))


async def test_a_short_list_is_asked_for_its_reason(scene_ouverte: Scene) -> None:
    await scene_ouverte.dire("marie", f"/candidats {REF}")
    assert "Moins de 3 candidats" in await scene_ouverte.dire("marie", f"{NUR[0]}, {NUR[1]}")
    assert "2 candidats sur 3" in await scene_ouverte.dire("marie", "/passer")


async def test_a_reason_that_names_a_person_keeps_the_numbers_typed(scene_ouverte: Scene) -> None:
    await scene_ouverte.dire("marie", f"/candidats {REF}")
    await scene_ouverte.dire("marie", NUR[0])
    assert "sans nommer personne" in await scene_ouverte.dire("marie", "Mme Payet")
    await scene_ouverte.dire("marie", "secteur sans demande")
    assert scene_ouverte.etat() is Etat.DESIGNE


async def test_a_reference_may_be_picked_among_those_that_wait(scene_ouverte: Scene) -> None:
    await scene_ouverte.dire("marie", "/candidats")
    assert "Numéros uniques des candidats" in await scene_ouverte.presser("marie", REF)


async def test_a_withdrawal_asks_for_its_reason(scene_ouverte: Scene) -> None:
    await scene_ouverte.dire("nadia", f"/retirer {REF}")
    await scene_ouverte.dire("nadia", "logement vendu")
    assert scene_ouverte.avis().motif_retrait == "logement vendu"


async def test_an_opening_asks_to_whom(scene_ouverte: Scene) -> None:
    await scene_ouverte.dire("marie", f"/ouvrir {REF}")
    assert "ouvert à Territoire" in await scene_ouverte.presser("marie", "Territoire de l'Ouest")


async def test_the_reference_chosen_by_button_leads_to_the_next_question(
    scene_ouverte: Scene,
) -> None:
    await scene_ouverte.dire("marie", "/candidats")
    assert "Numéros uniques" in await scene_ouverte.presser("marie", REF)
    assert "désigné" in await scene_ouverte.dire("marie", " ".join(NUR[:3]))


async def test_a_dialogue_whose_avis_was_withdrawn_ends_by_itself(scene_ouverte: Scene) -> None:
    await scene_ouverte.dire("marie", f"/candidats {REF}")
    await scene_ouverte.dire("nadia", f'/retirer {REF} motif="vendu"')
    assert "Votre saisie est abandonnée" in await scene_ouverte.dire("marie", NUR[0])
    assert "attend toujours" not in await scene_ouverte.dire("marie", "/aide")
