"""What is typed late, or by mistake, about the household (CCH R441-10, LP art. 3, ADR 12)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from core.domain.avis import Etat, Livraison
from core.domain.envois import Genre
from tests.component.instantanes import Instantanes
from tests.component.scene import NUR, REF, VACANCE, Scene
from tests.component.suites import attribuer, candidat, ecarter_les_autres, issues


def le(mois: int, jour: int, heure: int = 0) -> datetime:
    """Give an instant of 2026 by the clock of La Réunion."""
    return datetime(2026, mois, jour, heure, tzinfo=UTC) - timedelta(hours=4)


FIN = le(3, 21)
"""Notified on 10 March, ten days: the end of Friday 20 March."""
A_TEMPS = "accepte date=19/03/2026"


@pytest.fixture
async def seul(designe: Scene, instantanes: Instantanes) -> Scene:
    """The bailleur's own n° 4 alone has the dwelling; its days ended in silence."""

    async def suite(scene: Scene) -> None:
        await ecarter_les_autres(scene)
        await scene.dire("nadia", f"/completer {REF} {NUR[3]}")
        await attribuer(scene, 4)
        await scene.dire("nadia", f"/offre {REF} 4 date=10/03/2026")
        await scene.vivre_jusqu_a(FIN)

    return await instantanes.suivre("seul", designe, suite)


@pytest.fixture
async def deux(designe: Scene, instantanes: Instantanes) -> Scene:
    """Ranks 1 and 2; n° 1 fell silent, n° 2 was notified on 21 March."""

    async def suite(scene: Scene) -> None:
        await attribuer(scene, 1, 2)
        await ecarter_les_autres(scene, 1, 2)
        await scene.dire("nadia", f"/offre {REF} 1 date=10/03/2026")
        await scene.vivre_jusqu_a(le(3, 21, 9))
        await scene.dire("nadia", f"/offre {REF} 2 date=21/03/2026")

    return await instantanes.suivre("deux", designe, suite)


async def test_an_acceptance_given_in_time_takes_up_the_round_that_a_silence_ended(
    seul: Scene,
) -> None:
    assert (seul.etat(), seul.avis().tour) == (Etat.OUVERT, 2)
    reponse = await seul.dire("nadia", f"/reponse {REF} 4 {A_TEMPS}")
    assert "Reste à signer le bail" in reponse
    assert seul.etat() is Etat.ATTRIBUE
    assert seul.avis().premiere is None
    assert candidat(seul, 4).issue == "a accepté"
    for lecteur in ("marie", "nadia"):
        (texte,) = seul.textes(lecteur, Genre.REPRISE)
        assert "Le délai ouvert depuis s'arrête" in texte
    passage = seul.journal()[-2]
    assert (passage.action, passage.de, passage.a) == (
        "tour précédent repris",
        "ouvert",
        "attribué",
    )


async def test_a_round_taken_up_again_waits_for_no_candidate_any_more(seul: Scene) -> None:
    await seul.dire("nadia", f"/reponse {REF} 4 {A_TEMPS}")
    await seul.vivre_jusqu_a(le(5, 1))
    assert seul.etat() is Etat.ATTRIBUE
    assert seul.textes("marie", Genre.RELANCE) == []


async def test_it_comes_too_late_once_the_new_round_has_a_candidate(seul: Scene) -> None:
    await seul.dire("marie", f"/candidats {REF} {NUR[5]}")
    reponse = await seul.dire("nadia", f"/reponse {REF} 4 {A_TEMPS}")
    assert "a déjà été proposé pour le nouveau tour" in reponse
    assert seul.etat() is Etat.OUVERT


async def test_a_refusal_in_words_takes_up_no_round(designe: Scene) -> None:
    await ecarter_les_autres(designe)
    await designe.dire("nadia", f"/completer {REF} {NUR[3]}")
    await attribuer(designe, 4)
    await designe.dire("nadia", f"/offre {REF} 4 date=10/03/2026")
    await designe.dire("nadia", f"/reponse {REF} 4 refuse confirmer=oui")
    reponse = await designe.dire("nadia", f"/reponse {REF} 4 accepte")
    assert "« ouvert »" in reponse
    assert designe.avis().tour == 2


async def test_a_better_rank_back_in_play_suspends_the_later_offer(deux: Scene) -> None:
    await deux.dire("nadia", f"/reponse {REF} 1 {A_TEMPS}")
    assert issues(deux)[:2] == ["a accepté", "attribuée, rang 2, offre suspendue"]
    for lecteur in ("marie", "nadia"):
        (texte,) = deux.textes(lecteur, Genre.OFFRE_SUSPENDUE)
        assert "son silence ne vaudra pas refus" in texte
    await deux.vivre_jusqu_a(le(4, 10))
    assert issues(deux)[1] == "attribuée, rang 2, offre suspendue"
    assert all("n° 2" not in un for un in deux.textes("nadia", Genre.RAPPEL_OFFRE))


async def test_a_suspended_household_that_accepted_keeps_the_dwelling_if_the_first_gives_up(
    deux: Scene,
) -> None:
    await deux.dire("nadia", f"/reponse {REF} 1 {A_TEMPS}")
    await deux.vivre_jusqu_a(le(3, 25, 9))
    await deux.dire("nadia", f"/reponse {REF} 2 accepte date=25/03/2026")
    await deux.vivre_jusqu_a(le(4, 5, 9))
    await deux.dire("nadia", f"/reponse {REF} 1 refuse")
    assert issues(deux)[:2] == ["a refusé", "a accepté"]
    assert (deux.etat(), deux.avis().livraison) == (Etat.ATTRIBUE, None)


async def test_a_suspended_household_has_its_days_anew_if_the_first_gives_up(deux: Scene) -> None:
    await deux.dire("nadia", f"/reponse {REF} 1 {A_TEMPS}")
    await deux.vivre_jusqu_a(le(4, 7, 9))
    await deux.dire("nadia", f"/reponse {REF} 1 refuse")
    assert deux.etat() is Etat.ATTRIBUE
    reponse = await deux.dire("nadia", f"/offre {REF} 2 date=07/04/2026")
    assert "a jusqu'au vendredi 17/04/2026 à 24 h" in reponse
    assert "suspendue" in deux.journal()[-1].details["à la place de"]


async def test_a_refusal_in_words_is_never_replaced(designe: Scene) -> None:
    await attribuer(designe, 1, 2)
    await designe.dire("nadia", f"/offre {REF} 1 date=10/03/2026")
    await designe.dire("nadia", f"/reponse {REF} 1 refuse")
    await designe.dire("nadia", f"/offre {REF} 2 date=10/03/2026")
    reponse = await designe.dire("nadia", f"/reponse {REF} 1 accepte")
    assert "il a refusé le 10/03/2026. Seul un silence peut être remplacé" in reponse
    assert issues(designe)[0] == "a refusé"


async def test_an_answer_heard_late_because_of_an_outage_is_dated_in_time(designe: Scene) -> None:
    await attribuer(designe, 1)
    await designe.dire("nadia", f"/offre {REF} 1 date=10/03/2026")
    with designe.base.transaction() as uow:
        uow.ecoutes.noter("essai", FIN - timedelta(hours=4))
    designe.horloge.avancer_a(FIN + timedelta(hours=8))
    await designe.battre()
    await designe.dire("nadia", f"/reponse {REF} 1 accepte")
    assert issues(designe)[0] == "a accepté"
    entree = designe.journal()[-1]
    assert (entree.details["le"], entree.lecture) == (
        "20/03/2026",
        "fluxbot n'écoutait pas : comptée au dernier jour de l'offre",
    )


async def test_refused_by_all_the_reservataire_s_attributaires_it_counts(designe: Scene) -> None:
    await ecarter_les_autres(designe, 1, 2)
    await designe.dire("nadia", f"/completer {REF} {NUR[4]}")
    await attribuer(designe, 1, 2, 4)
    for numero in (1, 2, 4):
        await designe.dire("nadia", f"/offre {REF} {numero} date=10/03/2026")
        await designe.dire("nadia", f"/reponse {REF} {numero} refuse")
    avis = designe.avis()
    assert (avis.etat, avis.livraison) == (Etat.REFUSE_PAR_TOUS, Livraison.REFUS_PAR_TOUS)


async def test_a_condition_met_after_its_limit_does_not_save_the_attribution(
    designe: Scene,
) -> None:
    condition = 'condition="situation régularisée" avant=12/03/2026'
    await designe.dire("nadia", f"/caleol {REF} 1 attribution {condition}")
    await designe.vivre_jusqu_a(le(3, 15, 9))
    reponse = await designe.dire("nadia", f"/caleol {REF} 1 condition_remplie")
    assert "dépasse la limite fixée par la commission, le 12/03/2026" in reponse
    assert "Exemple : date=12/03/2026" in reponse
    await designe.dire("nadia", f"/caleol {REF} 1 condition_remplie date=12/03/2026")
    assert issues(designe)[0] == "attribuée, rang 1"


async def test_a_condition_already_past_when_it_is_typed_is_asked_about_at_once(
    designe: Scene,
) -> None:
    await designe.vivre_jusqu_a(le(3, 15, 12))
    condition = 'condition="situation régularisée" avant=12/03/2026'
    await designe.dire("nadia", f"/caleol {REF} 1 attribution {condition} date=10/03/2026")
    await designe.vivre_jusqu_a(le(3, 20))
    (texte,) = designe.textes("nadia", Genre.RAPPEL_CONDITION)
    assert "devait être remplie avant le 12/03/2026" in texte


@pytest.mark.parametrize("suite", ["bail", "refuse"])
async def test_a_dwelling_already_counted_as_repute_tenu_is_not_counted_again(
    deux_fois_tenu: Scene, suite: str
) -> None:
    autre = "AV-2026-0002"
    jour = f"{deux_fois_tenu.maintenant + timedelta(hours=4):%d/%m/%Y}"
    await deux_fois_tenu.dire("marie", f"/candidats {autre} {NUR[0]}")
    await deux_fois_tenu.dire("nadia", f"/accepter {autre}")
    await deux_fois_tenu.dire("nadia", f"/caleol {autre} 1 attribution")
    if suite == "bail":
        await deux_fois_tenu.dire("nadia", f"/bail {autre} 1 date={jour}")
    else:
        await deux_fois_tenu.dire("nadia", f"/offre {autre} 1 date={jour}")
        await deux_fois_tenu.dire("nadia", f"/reponse {autre} 1 refuse")
    avis = deux_fois_tenu.avis(autre)
    assert avis.etat in (Etat.BAIL_SIGNE, Etat.REFUSE_PAR_TOUS)
    assert avis.livraison is None
    assert deux_fois_tenu.journal(autre)[-1].details["livré"] == f"déjà compté : {REF} réputé tenu"
    assert deux_fois_tenu.avis().livraison is Livraison.REPUTE_TENU


async def test_a_lease_comes_after_the_offer_and_the_acceptance(designe: Scene) -> None:
    await attribuer(designe, 1)
    await designe.attendre(days=5)
    await designe.dire("nadia", f"/offre {REF} 1 date=12/03/2026")
    avant_offre = await designe.dire("nadia", f"/bail {REF} 1 date=11/03/2026")
    assert "précède la notification de l'offre (12/03/2026)" in avant_offre
    await designe.dire("nadia", f"/reponse {REF} 1 accepte date=15/03/2026")
    avant_accord = await designe.dire("nadia", f"/bail {REF} 1 date=13/03/2026")
    assert "précède l'acceptation du ménage (15/03/2026)" in avant_accord
    assert designe.etat() is Etat.ATTRIBUE


async def test_an_offer_noted_once_its_days_are_over_leaves_a_day_to_note_the_answer(
    designe: Scene,
) -> None:
    await attribuer(designe, 1)
    designe.horloge.avancer_a(le(3, 30, 10))
    reponse = await designe.dire("nadia", f"/offre {REF} 1 date=12/03/2026")
    assert "À noter avant le" in reponse
    await designe.vivre_jusqu_a(le(3, 31, 9))
    assert issues(designe)[0] == "attribuée, rang 1"
    await designe.vivre_jusqu_a(le(3, 31, 10))
    assert issues(designe)[0] == "sans réponse (refus)"


async def test_when_every_candidate_is_set_aside_the_list_opens_again(designe: Scene) -> None:
    await designe.dire("nadia", f"/retour {REF} 1 presente")
    await ecarter_les_autres(designe)
    assert designe.etat() is Etat.DESIGNE
    assert "0 sur 3" in await designe.dire("marie", f"/avis {REF}")
    await designe.dire("marie", f"/candidats {REF} {NUR[5]}")
    assert candidat(designe, 4).issue == "proposée"


@pytest.fixture
async def refuse_par_silence(designe: Scene) -> Scene:
    """N° 1 alone attributed, silent: refused by all, counted."""
    await attribuer(designe, 1)
    await ecarter_les_autres(designe, 1)
    await designe.dire("nadia", f"/offre {REF} 1 date=10/03/2026")
    await designe.vivre_jusqu_a(FIN)
    return designe


async def test_a_silence_is_replaced_no_more_once_the_dwelling_was_put_up_again(
    refuse_par_silence: Scene,
) -> None:
    await refuse_par_silence.attendre(days=1)
    await refuse_par_silence.dire("nadia", VACANCE)
    reponse = await refuse_par_silence.dire("nadia", f"/reponse {REF} 1 {A_TEMPS}")
    assert "le même logement a été remis en avis depuis (AV-2026-0002)" in reponse
    assert refuse_par_silence.avis().livraison is Livraison.REFUS_PAR_TOUS


async def test_a_silence_is_replaced_no_more_thirty_days_after_the_offer(
    refuse_par_silence: Scene,
) -> None:
    await refuse_par_silence.vivre_jusqu_a(le(4, 20, 9))
    reponse = await refuse_par_silence.dire("nadia", f"/reponse {REF} 1 {A_TEMPS}")
    assert "ne se remplace plus depuis le 19/04/2026, 30 jours après la fin de l'offre" in reponse
    assert refuse_par_silence.etat() is Etat.REFUSE_PAR_TOUS


async def test_what_is_noted_already_is_not_noted_twice(designe: Scene) -> None:
    for geste in (
        "/retour {} 2 presente",
        "/caleol {} 1 attribution",
        "/offre {} 1 date=10/03/2026",
        "/reponse {} 1 accepte",
    ):
        await designe.dire("nadia", geste.format(REF))
        avant = designe.actions()
        assert "déjà noté" in await designe.dire("nadia", geste.format(REF))
        assert designe.actions() == avant


async def test_a_correction_says_what_it_takes_the_place_of(designe: Scene) -> None:
    await attribuer(designe, 1)
    assert designe.actions()[-2:] == ["candidat présenté à la CALEOL", "décision : attribution"]
    await designe.dire("nadia", f"/caleol {REF} 1 attribution rang=2")
    details = designe.journal()[-1].details
    assert details["à la place de"] == "attribuée, rang 1, le 10/03/2026"
    await designe.attendre(days=1)
    await designe.dire("nadia", f"/offre {REF} 1 date=10/03/2026")
    await designe.dire("nadia", f"/offre {REF} 1 date=11/03/2026")
    details = designe.journal()[-1].details
    assert details["à la place de"] == "notifiée le 10/03/2026, dernier jour 20/03/2026"


async def test_the_rank_by_default_comes_after_the_household_that_has_its_offer(
    designe: Scene,
) -> None:
    await attribuer(designe, 1, 2)
    await designe.dire("nadia", f"/caleol {REF} 1 non_attribution")
    await designe.dire("nadia", f"/offre {REF} 2 date=10/03/2026")
    reponse = await designe.dire("nadia", f"/caleol {REF} 3 attribution")
    assert "Candidat n° 3 : attribuée, rang 3." in reponse


async def test_the_bailleur_completes_a_short_list_even_once_one_is_attributed(
    designe: Scene,
) -> None:
    await attribuer(designe, 1)
    refus = await designe.dire("nadia", f"/completer {REF} {NUR[4]}")
    assert "que si les candidats que vous avez écartés en laissent moins de 3" in refus
    await ecarter_les_autres(designe, 1)
    await designe.dire("nadia", f"/completer {REF} {NUR[4]}")
    assert (len(designe.candidatures()), designe.etat()) == (4, Etat.ATTRIBUE)


async def test_an_offer_with_an_empty_date_is_asked_for_its_day(designe: Scene) -> None:
    await attribuer(designe, 1)
    await designe.dire("nadia", f"/offre {REF} 1 date=")
    assert candidat(designe, 1).parcours.offre is None


async def test_a_lease_after_a_silence_says_how_to_note_the_acceptance(designe: Scene) -> None:
    await attribuer(designe, 1)
    await designe.dire("nadia", f"/offre {REF} 1 date=10/03/2026")
    await designe.vivre_jusqu_a(FIN)
    assert designe.etat() is Etat.EN_CALEOL
    reponse = await designe.dire("nadia", f"/bail {REF} 1 date=20/03/2026")
    assert f"/reponse {REF} 1 accepte date=20/03/2026" in reponse


async def test_the_last_decision_that_sends_the_avis_back_is_confirmed_first(
    designe: Scene,
) -> None:
    for numero in (1, 2):
        await designe.dire("nadia", f"/caleol {REF} {numero} non_attribution")
    question = await designe.dire("nadia", f'/caleol {REF} 3 non_attribution motif="plafond"')
    assert "C'est définitif : il ne restera aucun attributaire" in question
    assert (issues(designe)[2], designe.avis().tour) == ("proposée", 1)
    await designe.presser("nadia", "Oui, je confirme")
    assert (issues(designe)[2], designe.avis().tour) == ("non attribuée, tour précédent", 2)
