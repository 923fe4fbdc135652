"""The dispatcher: claim, render, send, settle, in order."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from bot.channels.base import Livraison
from bot.scheduler import livraisons
from bot.scheduler.departs import MARGE
from core.domain.avis import Etat
from core.domain.envois import Genre, Outcome, Rejected, RetryAt, Sent
from storage.depots.releve import EtatEnvoi
from storage.unit_of_work import Base
from tests.component.plateforme import PlateformeEnMemoire
from tests.component.scene import NUR, REF, VACANCE, Scene
from tests.integration.outils import executer

MINUTE = timedelta(minutes=1)


async def test_acceptance_starts_the_clock_and_tells_the_bailleur(scene: Scene) -> None:
    await scene.dire("nadia", VACANCE)
    premiere = scene.avis().premiere
    assert premiere
    assert premiere.debut == scene.maintenant
    assert len(scene.textes("nadia", Genre.AVIS_RECU)) == 1


async def test_acceptance_is_kept_as_a_proof(scene: Scene) -> None:
    instant = scene.maintenant - timedelta(seconds=3)
    scene.plateforme.repondra(Sent("m-77", instant), genre=Genre.AVIS)
    await scene.dire("nadia", VACANCE)
    (preuve,) = scene.receptions()
    assert (preuve.message, preuve.instant, preuve.horodatage, preuve.destination.adresse) == (
        "m-77",
        scene.maintenant,
        instant,
        "marie",
    )


async def test_the_first_of_two_receptions_starts_the_clock(scene: Scene) -> None:
    scene.inscrire("luc", "Le Port")
    scene.plateforme.repondra(RetryAt("occupé", MINUTE), genre=Genre.AVIS, adresse="marie")
    await scene.dire("nadia", VACANCE)
    debut = scene.maintenant
    await scene.attendre(minutes=1)
    premiere = scene.avis().premiere
    assert premiere
    assert premiere.debut == debut
    assert len(scene.textes("nadia", Genre.AVIS_RECU)) == 1


async def test_the_text_sent_is_kept_as_it_was_said(scene: Scene) -> None:
    await scene.dire("nadia", VACANCE)
    (envoi,) = scene.envois(Genre.AVIS)
    assert envoi.texte.startswith(f"Avis de vacance {REF}\n\nSIDR vous propose ce logement.")


async def test_a_wait_asked_by_the_platform_is_obeyed(scene: Scene) -> None:
    scene.plateforme.repondra(RetryAt("trop vite", 7 * MINUTE), genre=Genre.AVIS)
    await scene.dire("nadia", VACANCE)
    await scene.attendre(minutes=6, seconds=59)
    assert scene.etat() is Etat.EMIS
    await scene.attendre(seconds=1)
    assert scene.etat() is Etat.OUVERT


async def test_while_a_send_waits_what_follows_it_waits_too(scene: Scene) -> None:
    scene.plateforme.repondra(RetryAt("trop vite", MINUTE), genre=Genre.AVIS)
    await scene.dire("nadia", VACANCE)
    await scene.dire("marie", "/aide")
    assert scene.fil("marie") == []
    await scene.attendre(minutes=1)
    assert [un.genre for un in scene.fil("marie")] == [Genre.AVIS, Genre.REPONSE]


async def test_while_a_conversation_waits_the_others_are_served(scene: Scene) -> None:
    scene.plateforme.repondra(RetryAt("trop vite", MINUTE), genre=Genre.AVIS)
    assert f"{REF} : envoyé" in await scene.dire("nadia", VACANCE)


async def test_failures_in_a_row_wait_longer_and_longer(scene: Scene) -> None:
    scene.plateforme.repondra(RetryAt("occupé"), genre=Genre.AVIS, sans_fin=True)
    await scene.dire("nadia", VACANCE)
    attentes = []
    for _ in range(4):
        (envoi,) = scene.envois(Genre.AVIS)
        attentes.append((envoi.pas_avant - scene.maintenant).total_seconds())
        scene.horloge.avancer_a(envoi.pas_avant)
        await scene.dispatcher.vider()
    assert attentes == [2, 4, 8, 16]


async def test_after_many_failures_people_are_told_while_it_is_still_tried(scene: Scene) -> None:
    scene.plateforme.repondra(RetryAt("occupé"), genre=Genre.AVIS, sans_fin=True)
    await scene.dire("nadia", VACANCE)
    for _ in range(10):
        await scene.attendre(minutes=2)
    assert len(scene.textes("nadia", Genre.NON_REMIS)) == 1
    assert scene.envois(Genre.AVIS)[0].etat is EtatEnvoi.EN_ATTENTE


async def test_a_notice_put_off_says_what_is_true_when_it_leaves(scene: Scene) -> None:
    await scene.dire("nadia", VACANCE)
    scene.plateforme.repondra(RetryAt("occupé", MINUTE), genre=Genre.RECTIFICATIF)
    await scene.dire("nadia", f"/vacance {REF} loyer=498")
    await scene.dire("nadia", f"/vacance {REF} loyer=400")
    await scene.attendre(minutes=1)
    assert all("400,00" in texte for texte in scene.textes("marie", Genre.RECTIFICATIF))


async def test_a_relance_answered_before_it_left_is_closed(scene: Scene) -> None:
    await scene.dire("nadia", VACANCE)
    scene.plateforme.repondra(RetryAt("occupé", MINUTE), genre=Genre.RELANCE)
    await scene.attendre(days=11)
    await scene.ecrire("marie", f"/candidats {REF} {' '.join(NUR[:3])}")
    await scene.attendre(minutes=1)
    assert [une.etat for une in scene.envois(Genre.RELANCE)] == [EtatEnvoi.OBSOLETE]
    assert scene.textes("marie", Genre.RELANCE) == []


async def test_an_avis_withdrawn_before_it_left_is_closed(scene: Scene) -> None:
    scene.plateforme.repondra(RetryAt("occupé", MINUTE), genre=Genre.AVIS)
    await scene.dire("nadia", VACANCE)
    await scene.dire("nadia", f'/retirer {REF} motif="logement vendu"')
    await scene.attendre(minutes=1)
    assert [une.etat for une in scene.envois(Genre.AVIS)] == [EtatEnvoi.OBSOLETE]


async def test_a_reminder_that_could_not_leave_before_the_echeance_is_closed(scene: Scene) -> None:
    await scene.dire("nadia", VACANCE)
    scene.plateforme.repondra(RetryAt("occupé", timedelta(days=3)), genre=Genre.RAPPEL)
    await scene.attendre(days=9)
    await scene.attendre(days=3)
    assert [une.etat for une in scene.envois(Genre.RAPPEL)] == [EtatEnvoi.OBSOLETE]


async def test_a_rendering_fault_does_not_lose_the_row(
    scene: Scene, incidents: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    def tomber(*_: object) -> None:
        raise RuntimeError

    with monkeypatch.context() as faute:
        faute.setattr(livraisons, "presenter", tomber)
        await scene.dire("nadia", VACANCE)
    assert [une["genre"] for une in incidents if une["event"] == "rendu"] == [Genre.AVIS]
    incidents.clear()
    assert [une.etat for une in scene.envois(Genre.AVIS)] == [EtatEnvoi.EN_ATTENTE]
    await scene.attendre(minutes=1)
    assert scene.etat() is Etat.OUVERT


async def test_a_fault_of_the_platform_s_own_code_does_not_lose_the_row(
    scene: Scene, incidents: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def tomber(_: Livraison) -> Outcome:
        raise RuntimeError

    with monkeypatch.context() as faute:
        faute.setattr(scene.plateforme, "envoyer", tomber)
        await scene.dire("nadia", VACANCE)
    incidents.clear()
    await scene.attendre(seconds=scene.plateforme.rythme.delai + MARGE)
    await scene.attendre(minutes=1)
    assert scene.etat() is Etat.OUVERT


async def test_two_copies_of_the_program_send_each_notice_once(scene: Scene) -> None:
    autre = Scene(scene.base, scene.maintenant, PlateformeEnMemoire())
    for texte in (VACANCE, VACANCE, "/avis", "/aide"):
        await scene.ecrire("nadia", texte)
    for _ in range(3):
        await envoyer_ensemble(scene, autre)
    envoyes = [une.envoi.id for une in (*scene.plateforme.essais, *autre.plateforme.essais)]
    assert len(envoyes) == len(set(envoyes))
    assert {scene.etat(), scene.etat("AV-2026-0002")} == {Etat.OUVERT}


async def envoyer_ensemble(*scenes: Scene) -> None:
    """Let several dispatchers send at once."""
    await asyncio.gather(*(une.dispatcher.vider() for une in scenes))


async def test_a_rejected_edit_stops_nothing(scene: Scene) -> None:
    scene.plateforme.repondra(Rejected("trop vieux"), genre=Genre.MISE_A_JOUR, sans_fin=True)
    await scene.dire("nadia", VACANCE)
    await scene.dire("marie", f"/candidats {REF} {' '.join(NUR[:3])}")
    assert scene.etat() is Etat.DESIGNE
    assert scene.envois(Genre.NON_REMIS) == []


def lacher(base: Base) -> None:
    """Leave the only avis as a process that died while sending would."""
    executer(
        base,
        "UPDATE envoi SET etat = 'en cours', reclame_jusqu_a = pas_avant, "
        "parti_le = pas_avant, prise = 'morte' WHERE genre = 'avis'",
    )


async def test_a_send_left_by_a_dead_process_is_sent_once_more_and_marked(scene: Scene) -> None:
    await scene.ecrire("nadia", VACANCE)
    lacher(scene.base)
    await scene.battre()
    assert scene.plateforme.tentatives(Genre.AVIS) == []
    await scene.attendre(minutes=1)
    assert len(scene.plateforme.tentatives(Genre.AVIS)) == 1
    assert "Ce message vous est peut-être déjà parvenu" in scene.envois(Genre.AVIS)[0].texte
    assert scene.etat() is Etat.OUVERT


async def test_a_send_still_claimed_is_left_to_its_process(scene: Scene) -> None:
    await scene.ecrire("nadia", VACANCE)
    with scene.base.transaction() as uow:
        prets = uow.envois.a_prendre(scene.maintenant, ["essai"])
        uow.envois.prendre(prets, scene.maintenant + MINUTE, "autre copie")
    await scene.attendre(seconds=59)
    assert scene.plateforme.essais == []


async def test_a_seal_rings_nobody_s_telephone(scene: Scene) -> None:
    await scene.dire("nadia", VACANCE)
    await scene.attendre(days=1)
    assert all(un.livraison.silencieux for un in scene.fil("marie", Genre.SCEAU))


async def test_what_is_said_of_an_avis_answers_its_first_message(scene: Scene) -> None:
    await scene.dire("nadia", VACANCE)
    await scene.attendre(days=7)
    (avis,), (rappel,) = scene.fil("marie", Genre.AVIS), scene.fil("marie", Genre.RAPPEL)
    assert rappel.livraison.repond_a == avis.id


@pytest.mark.parametrize("tours", range(6))
async def test_a_stop_that_comes_with_a_wake_up_is_never_lost(scene: Scene, tours: int) -> None:
    tache = asyncio.ensure_future(scene.dispatcher.tourner())
    while not scene.dispatcher.endormi:
        await asyncio.sleep(0)
    scene.base.reveiller()
    for _ in range(tours):
        await asyncio.sleep(0)
    tache.cancel()
    finies, _ = await asyncio.wait([tache], timeout=5)
    assert finies == {tache}
