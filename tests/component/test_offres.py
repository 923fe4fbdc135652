"""The offer to the household: its days, its silence, the next rank (CCH R441-10)."""

from datetime import UTC, datetime, timedelta

import pytest

from core.domain.avis import Etat, Livraison
from core.domain.envois import Genre
from tests.component.instantanes import Instantanes
from tests.component.scene import NUR, REF, VACANCE, Scene
from tests.component.suites import attribuer, candidat, designer, ecarter_les_autres, issues


def le(mois: int, jour: int, heure: int = 0, minute: int = 0) -> datetime:
    """Give an instant of 2026 by the clock of La Réunion."""
    return datetime(2026, mois, jour, heure, minute, tzinfo=UTC) - timedelta(hours=4)


FIN = le(3, 21)
"""Notified on 10 March, ten days: the end of Friday 20 March."""


@pytest.fixture
async def attribue(designe: Scene, instantanes: Instantanes) -> Scene:
    """Attributed to n° 1 then n° 2; n° 3 set aside."""

    async def suite(scene: Scene) -> None:
        await attribuer(scene, 1, 2)
        await ecarter_les_autres(scene, 1, 2)

    return await instantanes.suivre("attribue", designe, suite)


@pytest.fixture
async def offert(attribue: Scene, instantanes: Instantanes) -> Scene:
    """The household of rank 1 notified on 10 March."""

    async def suite(scene: Scene) -> None:
        await scene.dire("nadia", f"/offre {REF} 1 date=10/03/2026")

    return await instantanes.suivre("offert", attribue, suite)


async def test_the_offer_says_until_when_the_household_may_answer(attribue: Scene) -> None:
    reponse = await attribue.dire("nadia", f"/offre {REF} 1 date=10/03/2026")
    assert "le candidat n° 1 a jusqu'au vendredi 20/03/2026 à 24 h pour répondre" in reponse
    assert "jour de notification non compté" in reponse
    (texte,) = attribue.textes("marie", Genre.OFFRE)
    assert "attendue avant le vendredi 20/03/2026 à 24 h" in texte


async def test_the_last_day_moves_off_a_weekend_and_the_other_reading_is_shown(
    attribue: Scene,
) -> None:
    await attribue.attendre(days=1)
    reponse = await attribue.dire("nadia", f"/offre {REF} 1 date=11/03/2026")
    assert "lundi 23/03/2026 à 24 h" in reponse
    assert "autre lecture, sans effet ici (sans report) : 21/03/2026 à 24 h" in reponse


async def test_only_the_best_rank_in_play_is_offered_the_dwelling(attribue: Scene) -> None:
    reponse = await attribue.dire("nadia", f"/offre {REF} 2 date=10/03/2026")
    assert "le candidat n° 1 (rang 1, attribuée, rang 1) passe avant le n° 2 (rang 2)" in reponse
    assert not candidat(attribue, 2).parcours.offre


async def test_an_offer_on_an_impossible_day_is_refused(attribue: Scene) -> None:
    demain = await attribue.dire("nadia", f"/offre {REF} 1 date=11/03/2026")
    assert "est dans le futur" in demain
    hier = await attribue.dire("nadia", f"/offre {REF} 1 date=09/03/2026")
    assert "précède la décision (10/03/2026)" in hier
    assert not candidat(attribue, 1).parcours.offre


async def test_the_end_of_an_offer_is_an_echeance_that_the_sandbox_jumps_to(offert: Scene) -> None:
    with offert.base.transaction() as uow:
        assert uow.jalons.prochaine_echeance() == FIN


async def test_an_offer_that_runs_ranks_its_avis_among_the_most_urgent(offert: Scene) -> None:
    await offert.attendre(days=3)
    await offert.dire("nadia", VACANCE)
    reponse = await offert.dire("nadia", "/avis")
    assert reponse.index(REF) < reponse.index("AV-2026-0002")


async def test_silence_is_a_refusal_at_the_end_of_the_last_day_and_not_before(
    offert: Scene,
) -> None:
    await offert.vivre_jusqu_a(FIN - timedelta(minutes=1))
    assert issues(offert)[0] == "attribuée, rang 1"
    await offert.vivre_jusqu_a(FIN)
    assert issues(offert)[0] == "sans réponse (refus)"
    assert offert.etat() is Etat.ATTRIBUE


async def test_both_parties_learn_of_the_silence_and_who_comes_next(offert: Scene) -> None:
    await offert.vivre_jusqu_a(FIN)
    for lecteur in ("marie", "nadia"):
        (texte,) = offert.textes(lecteur, Genre.REPONSE_MENAGE)
        assert "le silence vaut refus (CCH R441-10)" in texte
        assert "Rang 2 : le candidat n° 2. Reste à lui notifier l'offre" in texte
        assert not any(numero in texte for numero in NUR)


async def test_silence_waits_until_every_message_was_heard(offert: Scene) -> None:
    entendre(offert, FIN - timedelta(minutes=1))
    await offert.vivre_jusqu_a(FIN + timedelta(days=1))
    assert issues(offert)[0] == "attribuée, rang 1"
    entendre(offert, FIN)
    await offert.battre()
    assert issues(offert)[0] == "sans réponse (refus)"


async def test_nothing_is_done_twice_when_ticks_follow_one_another(offert: Scene) -> None:
    await offert.vivre_jusqu_a(FIN)
    avant = offert.actions()
    for _ in range(3):
        await offert.battre()
    assert offert.actions() == avant


async def test_the_bailleur_is_reminded_three_days_and_one_day_before_the_end(
    offert: Scene,
) -> None:
    await offert.vivre_jusqu_a(FIN)
    trois, un = offert.textes("nadia", Genre.RAPPEL_OFFRE)
    assert "l'offre prend fin dans 3 jours" in trois
    assert "dernier jour demain" in un


async def test_of_the_reminders_missed_only_the_latest_goes_out(offert: Scene) -> None:
    offert.horloge.avancer_a(le(3, 19, 12))
    await offert.battre()
    (texte,) = offert.textes("nadia", Genre.RAPPEL_OFFRE)
    assert "dernier jour demain" in texte


async def test_no_reminder_goes_out_once_the_household_answered(offert: Scene) -> None:
    await offert.dire("nadia", f"/reponse {REF} 1 accepte")
    await offert.vivre_jusqu_a(FIN)
    assert offert.textes("nadia", Genre.RAPPEL_OFFRE) == []


async def test_a_household_that_accepts_leaves_only_the_lease_to_sign(offert: Scene) -> None:
    reponse = await offert.dire("nadia", f"/reponse {REF} 1 accepte")
    assert "Le candidat n° 1 a accepté." in reponse
    assert "Reste à signer le bail." in reponse
    assert offert.etat() is Etat.ATTRIBUE


async def test_a_refusal_calls_the_next_rank_and_tells_the_reservataire(offert: Scene) -> None:
    reponse = await offert.dire("nadia", f'/reponse {REF} 1 refuse motif="logement trop petit"')
    assert "Rang 2 : le candidat n° 2. Reste à lui notifier l'offre" in reponse
    (texte,) = offert.textes("marie", Genre.REPONSE_MENAGE)
    assert "Motif : logement trop petit." in texte
    assert "Rang 2 : le candidat n° 2" in texte


async def test_without_an_offer_there_is_no_answer(attribue: Scene) -> None:
    reponse = await attribue.dire("nadia", f"/reponse {REF} 1 accepte")
    assert f"Notez-la d'abord : /offre {REF} 1 date=10/03/2026" in reponse


async def test_an_answer_given_in_time_but_typed_late_takes_the_place_of_the_silence(
    offert: Scene,
) -> None:
    await offert.vivre_jusqu_a(FIN + timedelta(days=3))
    await offert.dire("nadia", f"/reponse {REF} 1 accepte date=19/03/2026")
    assert issues(offert)[0] == "a accepté"
    entree = offert.journal()[-1]
    assert entree.details["à la place de"] == "sans réponse (refus), le 20/03/2026"


async def test_an_answer_given_after_the_delai_is_refused_with_the_rule(offert: Scene) -> None:
    await offert.vivre_jusqu_a(FIN + timedelta(days=3))
    reponse = await offert.dire("nadia", f"/reponse {REF} 1 accepte date=21/03/2026")
    assert "dépasse le délai de l'offre, qui a pris fin le vendredi 20/03/2026 à 24 h" in reponse
    assert "Exemple : date=20/03/2026" in reponse
    assert issues(offert)[0] == "sans réponse (refus)"


async def test_an_answer_typed_late_comes_too_late_once_the_next_rank_accepted(
    offert: Scene,
) -> None:
    await offert.vivre_jusqu_a(FIN)
    await offert.dire("nadia", f"/offre {REF} 2 date=21/03/2026")
    await offert.dire("nadia", f"/reponse {REF} 2 accepte")
    reponse = await offert.dire("nadia", f"/reponse {REF} 1 accepte date=19/03/2026")
    assert "le candidat n° 2 (rang 2) a déjà accepté ; le n° 1 ne peut plus" in reponse


async def test_a_household_that_accepted_may_still_give_up(offert: Scene) -> None:
    await offert.dire("nadia", f"/reponse {REF} 1 accepte")
    await offert.attendre(days=20)
    await offert.dire("nadia", f"/reponse {REF} 1 refuse")
    assert issues(offert)[:2] == ["a refusé", "attribuée, rang 2"]


async def test_refused_by_every_attributaire_the_dwelling_counts_as_delivered(
    offert: Scene,
) -> None:
    await offert.dire("nadia", f"/reponse {REF} 1 refuse")
    await offert.attendre(days=1)
    await offert.dire("nadia", f"/offre {REF} 2 date=11/03/2026")
    reponse = await offert.dire("nadia", f"/reponse {REF} 2 refuse")
    avis = offert.avis()
    assert avis.etat is Etat.REFUSE_PAR_TOUS
    assert (avis.livraison, avis.livre_le) == (
        Livraison.REFUS_PAR_TOUS,
        datetime(2026, 3, 11, tzinfo=UTC).date(),
    )
    assert "refus de tous les attributaires : compte comme livré" in reponse
    assert "autre lecture, refus de tous les candidats du réservataire : ne compte pas" in reponse


async def test_the_reading_that_acted_is_in_the_journal_and_on_the_avis(offert: Scene) -> None:
    await offert.dire("nadia", f"/reponse {REF} 1 refuse")
    await offert.dire("nadia", f"/offre {REF} 2 date=10/03/2026")
    await offert.dire("nadia", f"/reponse {REF} 2 refuse")
    assert "autre lecture, refus de tous" in await offert.dire("marie", f"/avis {REF}")
    entree = offert.journal()[-1]
    assert (entree.de, entree.a, entree.article) == ("attribué", "refusé par tous", "LP art. 3")
    assert entree.lecture.startswith("refus de tous les attributaires : compte comme livré")


async def test_a_silence_taken_back_brings_the_dwelling_back_and_it_counts_no_more(
    offert: Scene,
) -> None:
    await offert.dire("nadia", f"/reponse {REF} 1 refuse")
    await offert.dire("nadia", f"/offre {REF} 2 date=10/03/2026")
    await offert.vivre_jusqu_a(FIN)
    assert offert.avis().livraison is Livraison.REFUS_PAR_TOUS
    await offert.dire("nadia", f"/reponse {REF} 2 accepte date=20/03/2026")
    avis = offert.avis()
    assert (avis.etat, avis.livraison, avis.livre_le) == (Etat.ATTRIBUE, None, None)


async def test_after_a_refusal_the_commission_may_still_decide_for_the_others(
    designe: Scene,
) -> None:
    await attribuer(designe, 1)
    await designe.dire("nadia", f"/offre {REF} 1 date=10/03/2026")
    reponse = await designe.dire("nadia", f"/reponse {REF} 1 refuse")
    assert "La CALEOL doit encore décider pour : n° 2 et n° 3." in reponse
    assert designe.etat() is Etat.EN_CALEOL


async def test_a_refusal_of_the_bailleur_s_own_candidate_delivers_nothing(
    scene_ouverte: Scene,
) -> None:
    await designer(scene_ouverte)
    await ecarter_les_autres(scene_ouverte)
    await scene_ouverte.dire("nadia", f"/completer {REF} {NUR[3]}")
    await attribuer(scene_ouverte, 4)
    await scene_ouverte.dire("nadia", f"/offre {REF} 4 date=10/03/2026")
    await scene_ouverte.dire("nadia", f"/reponse {REF} 4 refuse confirmer=oui")
    avis = scene_ouverte.avis()
    assert (avis.livraison, avis.tour) == (None, 2)


async def test_a_lease_signed_delivers_the_dwelling_in_its_year(offert: Scene) -> None:
    await offert.attendre(days=4)
    reponse = await offert.dire("nadia", f"/bail {REF} 1 date=13/03/2026")
    avis = offert.avis()
    assert (avis.etat, avis.livraison) == (Etat.BAIL_SIGNE, Livraison.BAIL)
    assert f"{avis.livre_le}" == "2026-03-13"
    assert "compte comme livré en 2026 (LP art. 3)" in reponse
    (texte,) = offert.textes("marie", Genre.BAIL)
    assert "a signé son bail le 13/03/2026" in texte


async def test_a_lease_is_an_acceptance_even_before_any_offer_was_noted(attribue: Scene) -> None:
    await attribue.dire("nadia", f"/bail {REF} 1 date=10/03/2026")
    parcours = candidat(attribue, 1).parcours
    assert (attribue.etat(), parcours.reponse) == (Etat.BAIL_SIGNE, "accepte")


async def test_no_lease_for_a_household_that_refused(offert: Scene) -> None:
    await offert.dire("nadia", f"/reponse {REF} 1 refuse")
    reponse = await offert.dire("nadia", f"/bail {REF} 1 date=10/03/2026")
    assert "candidat n° 1 : a refusé" in reponse
    assert offert.etat() is Etat.ATTRIBUE


async def test_once_the_lease_is_signed_the_avis_is_closed(offert: Scene) -> None:
    await offert.dire("nadia", f"/bail {REF} 1 date=10/03/2026")
    for geste in (f'/retirer {REF} motif="vendu"', f"/reponse {REF} 1 refuse"):
        assert "« bail signé »" in await offert.dire("nadia", geste)
    await offert.vivre_jusqu_a(FIN + timedelta(days=1))
    assert offert.etat() is Etat.BAIL_SIGNE


async def test_late_candidates_that_sign_a_lease_are_counted_once_as_repute_tenu(
    repute_tenu: Scene,
) -> None:
    tenu = repute_tenu.avis()
    assert (tenu.livraison, f"{tenu.livre_le}") == (Livraison.REPUTE_TENU, "2026-03-24")
    await repute_tenu.dire("marie", f"/candidats {REF} {NUR[0]}")
    await repute_tenu.dire("nadia", f"/accepter {REF}")
    await attribuer(repute_tenu, 1)
    await repute_tenu.dire("nadia", f"/bail {REF} 1 date=25/03/2026")
    avis = repute_tenu.avis()
    assert (avis.etat, avis.livraison, avis.livre_le) == (
        Etat.BAIL_SIGNE,
        Livraison.REPUTE_TENU,
        tenu.livre_le,
    )


async def test_late_candidates_that_all_fail_leave_the_avis_repute_tenu(
    repute_tenu: Scene,
) -> None:
    await repute_tenu.dire("marie", f"/candidats {REF} {NUR[0]}")
    await repute_tenu.dire("nadia", f"/accepter {REF}")
    refus = await repute_tenu.dire("nadia", f'/retirer {REF} motif="logement vendu"')
    assert "a été réputé tenu : il compte, et ne se retire plus" in refus
    await repute_tenu.dire("nadia", f"/caleol {REF} 1 non_attribution confirmer=oui")
    assert repute_tenu.etat() is Etat.REPUTE_TENU
    assert "n'a reçu aucun candidat après" in await repute_tenu.dire("nadia", f"/accepter {REF}")


async def test_another_reservataire_learns_what_became_of_its_own_candidate_only(
    scene_ouverte: Scene,
) -> None:
    await scene_ouverte.dire("marie", f'/ouvrir {REF} a="ouest"')
    await scene_ouverte.dire("marie", f"/candidats {REF} {NUR[0]} {NUR[1]}")
    await scene_ouverte.dire("paul", f"/candidats {REF} {NUR[2]}")
    await attribuer(scene_ouverte, 1, 3)
    (texte,) = scene_ouverte.textes("paul", Genre.DECISION)
    assert "candidature n° 3 attribuée, rang 2" in texte
    fiche = await scene_ouverte.dire("paul", f"/avis {REF}")
    assert "n° 3 : attribuée, rang 2" in fiche
    assert "n° 1 : attribuée" not in fiche
    refus = await scene_ouverte.dire("paul", f"/visite {REF} 1 date=10/03/2026")
    assert "n'a pas de candidat n° 1. Candidats proposés : 3." in refus


async def test_the_same_dwelling_is_not_counted_twice_as_repute_tenu(deux_fois_tenu: Scene) -> None:
    assert deux_fois_tenu.avis().livraison is Livraison.REPUTE_TENU
    second = deux_fois_tenu.avis("AV-2026-0002")
    assert (second.etat, second.livraison) == (Etat.REPUTE_TENU, None)
    assert (
        f"réputé tenu par {REF}, sans bail"
        in deux_fois_tenu.journal("AV-2026-0002")[-1].details["livré"]
    )


async def test_a_visit_is_told_to_the_other_party_and_moves_nothing(attribue: Scene) -> None:
    await attribue.dire("marie", f"/visite {REF} 1 date=10/03/2026 bon=oui")
    (texte,) = attribue.textes("nadia", Genre.VISITE)
    assert "Le Port a noté un bon de visite du 10/03/2026 (LP art. 11.2)." in texte
    await attribue.dire("nadia", f"/visite {REF} 1 date=10/03/2026")
    assert len(attribue.textes("marie", Genre.VISITE)) == 1
    assert attribue.etat() is Etat.ATTRIBUE
    assert "bon de visite le 10/03/2026, visite le 10/03/2026" in await attribue.dire(
        "nadia", f"/avis {REF}"
    )


async def test_the_proof_holds_the_offer_with_its_reading(offert: Scene) -> None:
    await offert.dire("nadia", f"/preuve {REF}")
    piece = offert.fil("nadia")[-1].livraison.message.piece
    texte = piece.contenu.decode()
    assert "Réponse à l'offre, candidat n° 1 : vendredi 20/03/2026 à 24 h (CCH R441-10)" in texte
    assert "10 jours calendaires, avec report au jour ouvré suivant" in texte


def entendre(scene: Scene, jusqu_a: datetime) -> None:
    """Note up to when a platform's messages were all handled."""
    with scene.base.transaction() as uow:
        uow.ecoutes.noter("essai", jusqu_a)
