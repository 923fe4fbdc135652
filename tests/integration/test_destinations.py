"""Conversations that die or move, and organisations that nobody reads for."""

from datetime import timedelta

from core.domain.avis import Etat
from core.domain.envois import Genre, Gone, MovedTo, Outcome, Rejected, RetryAt, Uncertain
from core.domain.organisations import Role
from core.usecases.adhesions import inviter
from storage.depots.releve import EtatEnvoi
from tests.component.scene import REF, VACANCE, Scene, groupe

MORTE = Gone("le bot a été bloqué")
CODE = "ABCD-2345-WXYZ"


async def enroler(scene: Scene, cle: str) -> str:
    """Enrol somebody of Le Port with a code, as people do."""
    port = scene.organisation("Le Port")
    with scene.base.transaction() as uow:
        inviter(uow, scene.maintenant, port, Role.AGENT, CODE)
    return await scene.dire(cle, f"/inscription {CODE}")


async def test_a_dead_conversation_starts_no_clock(scene: Scene) -> None:
    scene.plateforme.repondra(MORTE, genre=Genre.AVIS)
    await scene.dire("nadia", VACANCE)
    assert scene.etat() is Etat.EMIS
    assert scene.avis().premiere is None


async def test_when_the_last_conversation_dies_bailleur_and_administrateurs_are_told(
    scene: Scene,
) -> None:
    scene.plateforme.repondra(MORTE, genre=Genre.AVIS)
    await scene.dire("nadia", VACANCE)
    for lecteur in ("nadia", "ana"):
        (texte,) = scene.textes(lecteur, Genre.NON_REMIS)
        assert "Aucun délai ne court (LP art. 6)." in texte
    assert "avis non remis" in scene.actions()


async def test_a_notice_takes_the_organisation_s_other_conversations(scene: Scene) -> None:
    await scene.dire("marie", "/canal", groupe())
    scene.plateforme.repondra(MORTE, adresse=groupe().adresse, genre=Genre.AVIS)
    await scene.dire("nadia", VACANCE)
    assert len(scene.textes("marie", Genre.AVIS)) == 1
    assert scene.etat() is Etat.OUVERT
    assert scene.envois(Genre.NON_REMIS) == []


async def test_a_dead_conversation_is_not_written_to_again(scene: Scene) -> None:
    await scene.dire("marie", "/canal", groupe())
    scene.plateforme.repondra(MORTE, adresse=groupe().adresse, genre=Genre.AVIS)
    await scene.dire("nadia", VACANCE)
    await scene.dire("nadia", VACANCE)
    assert len(scene.plateforme.tentatives(Genre.AVIS, groupe().adresse)) == 1


async def test_of_two_members_one_dead_changes_nothing_for_the_other(scene: Scene) -> None:
    scene.inscrire("luc", "Le Port")
    scene.plateforme.repondra(MORTE, adresse="marie", genre=Genre.AVIS)
    await scene.dire("nadia", VACANCE)
    assert scene.etat() is Etat.OUVERT
    assert len(scene.textes("luc", Genre.AVIS)) == 1
    assert scene.envois(Genre.NON_REMIS) == []


async def test_two_members_dead_are_told_of_once(scene: Scene) -> None:
    scene.inscrire("luc", "Le Port")
    scene.plateforme.repondra(MORTE, MORTE, genre=Genre.AVIS)
    await scene.dire("nadia", VACANCE)
    assert len(scene.textes("nadia", Genre.NON_REMIS)) == 1


async def test_many_conversations_settled_at_once_do_not_stand_in_each_other_s_way(
    scene: Scene,
) -> None:
    for rang in range(6):
        scene.inscrire(f"agent-{rang}", "Le Port", Role.AGENT)
    for adresse in ("agent-0", "agent-1", "agent-2"):
        scene.plateforme.repondra(MORTE, adresse=adresse, sans_fin=True)
    for adresse in ("agent-3", "agent-4", "marie"):
        scene.plateforme.repondra(RetryAt("occupé"), Uncertain("?"), adresse=adresse)
    for _ in range(4):
        await scene.ecrire("nadia", VACANCE)
    await scene.dispatcher.vider()
    for _ in range(3):
        await scene.attendre(minutes=2)
    assert {scene.etat(f"AV-2026-000{rang}") for rang in range(1, 5)} == {Etat.OUVERT}
    assert len(scene.textes("agent-5", Genre.AVIS)) == 4


async def test_a_dead_edit_buries_nobody(scene: Scene) -> None:
    scene.plateforme.repondra(MORTE, genre=Genre.MISE_A_JOUR)
    await scene.dire("nadia", VACANCE)
    with scene.base.transaction() as uow:
        assert uow.canaux.mortes() == []


async def test_writing_again_in_private_brings_a_conversation_back(scene: Scene) -> None:
    scene.plateforme.repondra(MORTE, genre=Genre.AVIS)
    await scene.dire("nadia", VACANCE)
    await scene.dire("marie", "/aide")
    await scene.attendre(days=2)
    premiere = scene.avis().premiere
    assert premiere
    assert premiere.debut == scene.maintenant


async def test_once_somebody_enrols_the_avis_leaves_and_its_delai_counts_from_then(
    scene: Scene,
) -> None:
    scene.plateforme.repondra(MORTE, genre=Genre.AVIS)
    await scene.dire("nadia", VACANCE)
    await scene.attendre(days=40)
    await enroler(scene, "luc")
    premiere = scene.avis().premiere
    assert premiere
    assert premiere.debut == scene.maintenant
    assert len(scene.textes("luc", Genre.AVIS)) == 1


async def test_once_somebody_enrols_only_what_reached_nobody_leaves_again(scene: Scene) -> None:
    await scene.dire("nadia", VACANCE)
    await enroler(scene, "luc")
    assert scene.textes("luc", Genre.AVIS) == []


async def test_once_a_conversation_is_attached_what_reached_nobody_leaves(scene: Scene) -> None:
    scene.plateforme.repondra(MORTE, genre=Genre.AVIS)
    await scene.dire("nadia", VACANCE)
    await scene.dire("marie", "/canal", groupe())
    assert len(scene.textes(groupe().adresse, Genre.AVIS)) == 1
    assert scene.etat() is Etat.OUVERT


async def test_a_relance_with_nobody_left_to_read_it_is_told_at_once(scene: Scene) -> None:
    await scene.dire("nadia", VACANCE)
    with scene.base.transaction() as uow:
        marie = uow.membres.par_identite("essai", "marie")
        assert marie
        uow.membres.retirer(marie.id, scene.maintenant)
    await scene.attendre(days=11)
    assert f"{REF} : relance non reçue par Le Port" in scene.textes("ana", Genre.NON_REMIS)[0]
    assert scene.avis().seconde is None


async def test_a_relance_that_reached_nobody_starts_no_second_delai(scene: Scene) -> None:
    await scene.dire("nadia", VACANCE)
    scene.plateforme.repondra(MORTE, genre=Genre.RELANCE)
    await scene.attendre(days=11)
    await scene.attendre(days=60)
    assert scene.etat() is Etat.EN_RELANCE
    assert scene.avis().seconde is None
    assert f"{REF} : relance non reçue par Le Port" in scene.textes("nadia", Genre.NON_REMIS)[0]


async def test_a_relance_leaves_again_once_somebody_enrols(scene: Scene) -> None:
    await scene.dire("nadia", VACANCE)
    scene.plateforme.repondra(MORTE, genre=Genre.RELANCE)
    await scene.attendre(days=11)
    await enroler(scene, "luc")
    seconde = scene.avis().seconde
    assert seconde
    assert seconde.debut == scene.maintenant


async def test_a_conversation_that_moved_is_followed(scene: Scene) -> None:
    await scene.dire("marie", "/canal", groupe("-1"))
    scene.plateforme.repondra(MovedTo("-100"), adresse="-1", genre=Genre.AVIS)
    await scene.dire("nadia", VACANCE)
    assert len(scene.textes("-100", Genre.AVIS)) == 1
    assert scene.etat() is Etat.OUVERT


async def test_a_conversation_that_moved_is_written_to_at_its_new_address_from_then_on(
    scene: Scene,
) -> None:
    await scene.dire("marie", "/canal", groupe("-1"))
    scene.plateforme.repondra(MovedTo("-100"), adresse="-1", genre=Genre.AVIS)
    await scene.dire("nadia", VACANCE)
    await scene.dire("nadia", VACANCE)
    assert len(scene.plateforme.tentatives(Genre.AVIS, "-1")) == 1
    assert len(scene.textes("-100", Genre.AVIS)) == 2


async def test_a_refused_notice_starts_no_clock_and_people_are_told(scene: Scene) -> None:
    scene.plateforme.repondra(Rejected("message trop long"), genre=Genre.AVIS)
    await scene.dire("nadia", VACANCE)
    assert scene.etat() is Etat.EMIS
    assert len(scene.textes("nadia", Genre.NON_REMIS)) == 1


async def test_a_refused_notice_is_not_sent_over_and_over(scene: Scene) -> None:
    scene.plateforme.repondra(Rejected("message trop long"), genre=Genre.AVIS, sans_fin=True)
    await scene.dire("nadia", VACANCE)
    for _ in range(5):
        await scene.attendre(minutes=10)
    assert len(scene.plateforme.tentatives(Genre.AVIS)) == 1


async def test_a_notice_without_an_answer_is_sent_once_more_and_marked(scene: Scene) -> None:
    await repondre_a_l_avis(scene, Uncertain("délai dépassé"))
    assert len(scene.plateforme.tentatives(Genre.AVIS)) == 2
    assert "Ce message vous est peut-être déjà parvenu" in scene.envois(Genre.AVIS)[0].texte
    assert scene.etat() is Etat.OUVERT


async def test_a_notice_without_any_answer_twice_is_not_sent_a_third_time(scene: Scene) -> None:
    await repondre_a_l_avis(scene, Uncertain("délai dépassé"), Uncertain("délai dépassé"))
    assert len(scene.plateforme.tentatives(Genre.AVIS)) == 2
    assert [une.etat for une in scene.envois(Genre.AVIS)] == [EtatEnvoi.PERDU_DE_VUE]


async def test_a_notice_without_any_answer_twice_starts_no_clock_and_people_are_told(
    scene: Scene,
) -> None:
    await repondre_a_l_avis(scene, Uncertain("délai dépassé"), Uncertain("délai dépassé"))
    assert scene.etat() is Etat.EMIS
    assert len(scene.textes("nadia", Genre.NON_REMIS)) == 1


async def test_a_fault_of_the_platform_before_a_silence_does_not_count_as_one(
    scene: Scene,
) -> None:
    await repondre_a_l_avis(
        scene, RetryAt("502", peut_etre=True), Uncertain("délai dépassé"), RetryAt("occupé")
    )
    assert len(scene.plateforme.tentatives(Genre.AVIS)) == 4
    assert scene.etat() is Etat.OUVERT


async def test_a_possible_double_put_off_is_still_marked(scene: Scene) -> None:
    await repondre_a_l_avis(scene, Uncertain("délai dépassé"), RetryAt("occupé"))
    assert "Ce message vous est peut-être déjà parvenu" in scene.envois(Genre.AVIS)[0].texte


async def test_a_reminder_without_an_answer_is_dropped(scene: Scene) -> None:
    scene.plateforme.repondra(Uncertain("délai dépassé"), genre=Genre.RAPPEL)
    await scene.dire("nadia", VACANCE)
    await scene.attendre(days=7)
    await scene.attendre(minutes=5)
    assert len(scene.plateforme.tentatives(Genre.RAPPEL)) == 1
    assert [une.etat for une in scene.envois(Genre.RAPPEL)] == [EtatEnvoi.PERDU_DE_VUE]


async def test_an_edit_without_an_answer_is_tried_again(scene: Scene) -> None:
    scene.plateforme.repondra(Uncertain("délai dépassé"), genre=Genre.MISE_A_JOUR)
    await scene.dire("nadia", VACANCE)
    await scene.attendre(minutes=1)
    (avis,) = scene.fil("marie", Genre.AVIS)
    assert avis.modifie


async def test_where_the_bot_may_not_delete_the_person_is_asked_to(scene: Scene) -> None:
    scene.plateforme.repondra(Rejected("droit insuffisant"), genre=Genre.EFFACEMENT)
    await scene.dire("marie", "/inscription ZZZZ-9999-ZZZZ", groupe())
    (demande,) = [un for un in scene.fil(groupe().adresse) if "Effacez votre message" in un.texte]
    assert "effacez-le vous-même" in demande.texte
    assert demande.livraison.repond_a


async def repondre_a_l_avis(scene: Scene, *issues: Outcome) -> None:
    """Post an avis whose sends meet these outcomes, and let a quarter of an hour go by."""
    scene.plateforme.repondra(*issues, genre=Genre.AVIS)
    await scene.dire("nadia", VACANCE)
    for _ in range(3):
        scene.horloge.avancer(timedelta(minutes=5))
        await scene.battre()
