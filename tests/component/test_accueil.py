"""What is said to somebody lost, and what the service says of itself."""

import pytest

from core.domain.envois import Genre, Gone, Rejected
from core.domain.organisations import Role
from tests.component.scene import REF, VACANCE, Scene, groupe


@pytest.mark.parametrize(
    ("tape", "propose"), [("/vacanc", "vacance"), ("/avi", "avis"), ("/retire", "retirer")]
)
async def test_an_unknown_command_proposes_the_nearest(
    scene: Scene, tape: str, propose: str
) -> None:
    reponse = await scene.dire("nadia", tape)
    assert f"La commande {tape} n'existe pas. Vouliez-vous dire /{propose} ?" in reponse


async def test_a_command_that_one_may_not_use_is_never_proposed(scene: Scene) -> None:
    assert "/candidats" not in await scene.dire("nadia", "/candidat")


async def test_a_command_is_understood_whatever_its_case_and_its_bot(scene: Scene) -> None:
    assert "Aucun avis en cours" in await scene.dire("nadia", "/AVIS@fluxbot_bot")


async def test_a_reference_is_understood_in_any_shape(scene_ouverte: Scene) -> None:
    for tape in ("av-2026-1", "AV 2026-0001".replace(" ", ""), "av-2026-00001"):
        assert f"{REF} : ouvert" in await scene_ouverte.dire("marie", f"/avis {tape}")


async def test_a_text_that_is_no_command_is_answered_with_help(scene: Scene) -> None:
    assert "Je ne comprends que les commandes." in await scene.dire("nadia", "bonjour")


async def test_the_detail_of_an_avis_explains_its_echeance_step_by_step(
    scene_ouverte: Scene,
) -> None:
    reponse = await scene_ouverte.dire("marie", f"/avis {REF}")
    assert "Avis reçu le 10/03/2026 à 10:15" in reponse
    assert "jour de réception non compté → le 20/03/2026 à 24 h (LP art. 6)." in reponse


async def test_the_detail_of_an_avis_shows_its_history(scene_ouverte: Scene) -> None:
    reponse = await scene_ouverte.dire("marie", f"/avis {REF}")
    assert "avis émis [brouillon → émis], SIDR, référent n° 1 (essai), LP art. 5" in reponse
    assert "avis reçu [émis → ouvert], fluxbot (essai), LP art. 6" in reponse


async def test_the_list_shows_the_most_urgent_first(scene_ouverte: Scene) -> None:
    await scene_ouverte.attendre(days=2)
    await scene_ouverte.dire("nadia", VACANCE)
    reponse = await scene_ouverte.dire("marie", "/avis")
    assert reponse.index(REF) < reponse.index("AV-2026-0002")


async def test_the_proof_file_is_joined_without_any_number(scene_ouverte: Scene) -> None:
    await scene_ouverte.dire("marie", f"/preuve {REF}")
    message = scene_ouverte.fil("marie")[-1].livraison.message
    assert message
    assert message.piece
    assert message.piece.contenu.decode().startswith(f"FICHIER DE PREUVE · AVIS DE VACANCE {REF}")


async def test_a_conversation_attached_receives_the_notices_in_place_of_the_members(
    scene: Scene, port: str
) -> None:
    assert "Les avis du Port arriveront ici." in await scene.dire("marie", "/canal", groupe())
    await scene.dire("nadia", VACANCE)
    assert len(scene.textes(port, Genre.AVIS)) == 1
    assert scene.textes("marie", Genre.AVIS) == []


async def test_a_conversation_detached_gives_the_notices_back_to_the_members(scene: Scene) -> None:
    await scene.dire("marie", "/canal", groupe())
    reponse = await scene.dire("marie", "/canal retirer", groupe())
    assert "Cette conversation ne reçoit plus les avis du Port." in reponse
    await scene.dire("nadia", VACANCE)
    assert len(scene.textes("marie", Genre.AVIS)) == 1


async def test_attaching_a_conversation_twice_says_so(scene: Scene) -> None:
    await scene.dire("marie", "/canal", groupe())
    assert "recevait déjà les avis" in await scene.dire("marie", "/canal", groupe())


async def test_canal_understands_nothing_but_retirer(scene: Scene) -> None:
    assert "/canal ne comprend pas « arrêter »" in await scene.dire("marie", "/canal arrêter")


async def test_all_is_well_when_nothing_is_stuck(scene_ouverte: Scene) -> None:
    assert "État du service : tout va bien" in await scene_ouverte.dire("ana", "/etat")


async def test_the_state_shows_dead_conversations_and_what_nobody_received(scene: Scene) -> None:
    scene.plateforme.repondra(Gone("bloqué"), genre=Genre.AVIS)
    await scene.dire("nadia", VACANCE)
    reponse = await scene.dire("ana", "/etat")
    assert "Le Port · essai : bloqué" in reponse
    assert f"Personne n'a reçu\n\n• {REF}" in reponse


async def test_the_state_shows_what_was_refused(scene: Scene) -> None:
    scene.plateforme.repondra(Rejected("trop long"), genre=Genre.AVIS)
    await scene.dire("nadia", VACANCE)
    assert f"avis {REF} · refusé : trop long" in await scene.dire("ana", "/etat")


async def test_the_state_names_no_person(scene: Scene) -> None:
    scene.inscrire("jean.payet", "Le Port", Role.AGENT)
    scene.plateforme.repondra(Gone("bloqué"), genre=Genre.AVIS, sans_fin=True)
    await scene.dire("nadia", VACANCE)
    assert "payet" not in await scene.dire("ana", "/etat")
