"""What time brings: reminders, relance, réputé tenu, and what an outage may not do."""

from datetime import UTC, datetime, timedelta

import pytest

from core.domain.avis import Etat
from core.domain.candidatures import EtatCandidature
from core.domain.envois import Genre
from tests.component.scene import NUR, REF, VACANCE, Scene


def le(mois: int, jour: int, heure: int = 0, minute: int = 0) -> datetime:
    """Give an instant of 2026 by the clock of La Réunion."""
    return datetime(2026, mois, jour, heure, minute, tzinfo=UTC) - timedelta(hours=4)


@pytest.mark.parametrize(("jour", "reste"), [(13, 7), (17, 3), (19, 1)])
async def test_a_reminder_goes_out_at_nine_on_its_day(
    scene_ouverte: Scene, jour: int, reste: int
) -> None:
    await scene_ouverte.vivre_jusqu_a(le(3, jour, 8, 59))
    avant = len(scene_ouverte.envois(Genre.RAPPEL))
    await scene_ouverte.vivre_jusqu_a(le(3, jour, 9))
    apres = scene_ouverte.textes("marie", Genre.RAPPEL)
    assert len(apres) == avant + 1
    assert ("dernier jour demain" if reste == 1 else f"échéance dans {reste} jours") in apres[-1]


async def test_each_reminder_goes_out_once(scene_ouverte: Scene) -> None:
    for jour in range(11, 20):
        await scene_ouverte.vivre_jusqu_a(le(3, jour, 9))
        await scene_ouverte.battre()
    assert len(scene_ouverte.envois(Genre.RAPPEL)) == 3


async def test_of_the_reminders_missed_only_the_latest_goes_out(scene_ouverte: Scene) -> None:
    scene_ouverte.horloge.avancer_a(le(3, 18, 12))
    await scene_ouverte.battre()
    (texte,) = scene_ouverte.textes("marie", Genre.RAPPEL)
    assert "échéance dans 2 jours" in texte


async def test_a_reminder_is_not_sent_to_a_reservataire_that_answered(scene_ouverte: Scene) -> None:
    await scene_ouverte.dire("marie", f"/candidats {REF} {' '.join(NUR[:3])}")
    await scene_ouverte.vivre_jusqu_a(le(4, 20))
    assert scene_ouverte.envois(Genre.RAPPEL) == []


async def test_the_second_delai_has_one_reminder(en_relance: Scene) -> None:
    await en_relance.vivre_jusqu_a(le(3, 23, 9))
    assert [une.pas_avant for une in en_relance.envois(Genre.RAPPEL)][3:] == [le(3, 23, 9)]


async def test_the_relance_goes_out_when_the_first_delai_ends_and_not_before(
    scene_ouverte: Scene,
) -> None:
    await scene_ouverte.vivre_jusqu_a(le(3, 20, 23, 59))
    assert scene_ouverte.etat() is Etat.OUVERT
    await scene_ouverte.vivre_jusqu_a(le(3, 21))
    assert scene_ouverte.etat() is Etat.EN_RELANCE
    assert len(scene_ouverte.textes("marie", Genre.RELANCE)) == 1


async def test_the_second_delai_counts_from_the_reception_of_the_relance(
    en_relance: Scene,
) -> None:
    seconde = en_relance.avis().seconde
    assert seconde
    assert (seconde.debut, seconde.fin) == (le(3, 21), le(3, 25))


async def test_without_any_candidate_the_engagement_is_repute_tenu_and_both_are_told(
    repute_tenu: Scene,
) -> None:
    assert repute_tenu.etat() is Etat.REPUTE_TENU
    for lecteur in ("marie", "nadia"):
        assert len(repute_tenu.textes(lecteur, Genre.REPUTE_TENU)) == 1


async def test_nothing_is_done_twice_when_ticks_follow_one_another(repute_tenu: Scene) -> None:
    avant = repute_tenu.actions()
    for _ in range(3):
        await repute_tenu.battre()
    assert repute_tenu.actions() == avant


async def test_after_an_outage_one_relance_leaves_at_once_and_its_delai_counts_from_that_day(
    scene_ouverte: Scene,
) -> None:
    scene_ouverte.horloge.avancer_a(le(3, 26, 15))
    await scene_ouverte.battre()
    assert len(scene_ouverte.textes("marie", Genre.RELANCE)) == 1
    seconde = scene_ouverte.avis().seconde
    assert seconde
    assert (seconde.debut, seconde.fin) == (le(3, 26, 15), le(3, 30))


async def test_an_outage_sends_no_stale_reminder_beside_the_relance(scene_ouverte: Scene) -> None:
    scene_ouverte.horloge.avancer_a(le(3, 26, 15))
    await scene_ouverte.battre()
    assert scene_ouverte.envois(Genre.RAPPEL) == []


async def test_an_outage_over_both_delais_makes_nothing_repute_tenu(scene_ouverte: Scene) -> None:
    scene_ouverte.horloge.avancer_a(le(5, 20))
    await scene_ouverte.battre()
    assert scene_ouverte.etat() is Etat.EN_RELANCE


async def test_repute_tenu_waits_until_every_message_was_heard(en_relance: Scene) -> None:
    entendre(en_relance, le(3, 24, 23, 59))
    await en_relance.vivre_jusqu_a(le(3, 26))
    assert en_relance.etat() is Etat.EN_RELANCE
    entendre(en_relance, le(3, 25))
    await en_relance.battre()
    assert en_relance.etat() is Etat.REPUTE_TENU


async def test_an_answer_heard_late_still_counts(en_relance: Scene) -> None:
    entendre(en_relance, le(3, 24, 23))
    await en_relance.vivre_jusqu_a(le(3, 25, 10))
    await en_relance.dire("marie", f"/candidats {REF} {' '.join(NUR[:3])}")
    assert en_relance.etat() is Etat.DESIGNE


async def test_late_candidates_are_kept_apart_and_refused_with_the_date(
    repute_tenu: Scene,
) -> None:
    reponse = await repute_tenu.dire("marie", f"/candidats {REF} {NUR[0]}")
    assert f"{REF} : trop tard" in reponse
    assert "mardi 24/03/2026 à 24 h" in reponse
    assert [une.etat for une in repute_tenu.candidatures()] == [EtatCandidature.TARDIVE]


async def test_the_bailleur_learns_how_many_candidates_came_late(repute_tenu: Scene) -> None:
    await repute_tenu.dire("marie", f"/candidats {REF} {NUR[0]} {NUR[1]}")
    (texte,) = repute_tenu.textes("nadia", Genre.TARDIFS)
    assert f"{REF} : 2 candidats après l'échéance" in texte
    assert NUR[0] not in texte


async def test_the_bailleur_takes_the_late_candidates_in_one_action(repute_tenu: Scene) -> None:
    await repute_tenu.dire("marie", f"/candidats {REF} {NUR[0]} {NUR[1]}")
    assert "2 candidats tardifs acceptés" in await repute_tenu.dire("nadia", f"/accepter {REF}")
    assert repute_tenu.etat() is Etat.DESIGNE
    assert len(repute_tenu.textes("marie", Genre.TARDIFS_ACCEPTES)) == 1


async def test_without_late_candidates_there_is_nothing_to_accept(repute_tenu: Scene) -> None:
    reponse = await repute_tenu.dire("nadia", f"/accepter {REF}")
    assert "n'a reçu aucun candidat après l'échéance" in reponse


async def test_a_late_reason_changes_nothing(repute_tenu: Scene) -> None:
    reponse = await repute_tenu.dire("marie", f'/candidats {REF} motif="retard"')
    assert "un motif n'y change plus rien" in reponse


async def test_a_command_sees_the_echeance_that_no_tick_has_seen_yet(en_relance: Scene) -> None:
    en_relance.horloge.avancer_a(le(3, 25, 0, 1))
    await en_relance.dire("marie", f"/candidats {REF} {NUR[0]}")
    assert en_relance.etat() is Etat.REPUTE_TENU


async def test_a_long_preavis_outside_the_listed_communes_gives_thirty_days(scene: Scene) -> None:
    await scene.dire(
        "nadia",
        VACANCE.replace('commune="Le Port"', "commune=Trois-Bassins").replace("avis=1", "avis=3"),
    )
    premiere = scene.avis().premiere
    assert premiere
    assert premiere.fin == le(4, 10)


async def test_the_seal_of_a_day_reaches_both_parties_the_day_after(scene_ouverte: Scene) -> None:
    await scene_ouverte.attendre(days=1)
    for lecteur in ("marie", "nadia"):
        (texte,) = scene_ouverte.textes(lecteur, Genre.SCEAU)
        assert "Sceau du journal, 10/03/2026" in texte
    assert scene_ouverte.textes("paul", Genre.SCEAU) == []


async def test_before_seven_nobody_s_telephone_rings(en_relance: Scene) -> None:
    (relance,) = en_relance.fil("marie", Genre.RELANCE)
    assert relance.livraison.silencieux


def entendre(scene: Scene, jusqu_a: datetime) -> None:
    """Note up to when a platform's messages were all handled."""
    with scene.base.transaction() as uow:
        uow.ecoutes.noter("essai", jusqu_a)


async def test_the_bailleurs_own_candidate_is_no_answer_of_the_reservataire(
    scene_ouverte: Scene,
) -> None:
    await scene_ouverte.dire("marie", f"/candidats {REF} {NUR[0]}")
    await scene_ouverte.jusqu_a_l_echeance()
    await scene_ouverte.dire("nadia", f"/completer {REF} {NUR[1]}")
    await scene_ouverte.dire("marie", f"/candidats {REF} retirer=1")
    await scene_ouverte.jusqu_a_l_echeance()
    assert scene_ouverte.etat() is Etat.REPUTE_TENU
