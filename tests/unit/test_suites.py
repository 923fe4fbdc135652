"""What the candidates' outcomes make of the avis, and whether it counts (LP art. 3)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.domain.avis import AvisDeVacance, Etat, Livraison
from core.domain.caleol import Choix, decider, en_jeu, rang_libre
from core.domain.candidatures import Candidature, EtatCandidature
from core.domain.convention import RefusParTous
from core.domain.offres import delai_offre
from core.domain.parcours import (
    Condition,
    Decision,
    Parcours,
    Presentation,
    ReponseMenage,
)
from core.domain.reprises import du_tour_clos, reprenable, reprendre
from core.domain.suites import epuiser, etat_courant
from core.errors import Refus
from tests.builders import SIDR, des_candidatures, des_termes, un_avis

LE = date(2026, 12, 15)
ATTRIBUEE = Parcours(decision=Decision.ATTRIBUTION, decide_le=LE)
NON_ATTRIBUEE = Parcours(decision=Decision.NON_ATTRIBUTION, decide_le=LE)
IRRECEVABLE = Parcours(decision=Decision.IRRECEVABILITE, decide_le=LE)
ECARTEE = Parcours(presentation=Presentation.ECARTEE, difficulte="pièce manquante")
REFUSEE = replace(ATTRIBUEE, rang=1, reponse=ReponseMenage.REFUSE, repondu_le=LE)
MUETTE = replace(REFUSEE, rang=2, reponse=ReponseMenage.SILENCE, repondu_le=date(2027, 1, 4))
MANQUEE = replace(ATTRIBUEE, rang=3, condition=Condition("loyer apuré", LE, False, LE))
INDECISE = Parcours()


def liste(*parcours: Parcours, du_bailleur: int = 0) -> list[Candidature]:
    """Give candidatures of these courses, the last `du_bailleur` of them the bailleur's own."""
    faites = [
        replace(une, parcours=un)
        for une, un in zip(des_candidatures(len(parcours)), parcours, strict=True)
    ]
    debut = len(faites) - du_bailleur
    return faites[:debut] + [replace(une, organisation=SIDR.id) for une in faites[debut:]]


def fin(siennes: list[Candidature], avis: AvisDeVacance | None = None) -> AvisDeVacance | None:
    """Give the avis as it ends when nobody is left; None while it goes on."""
    passage = epuiser(avis or un_avis(Etat.ATTRIBUE), siennes)
    return passage.avis if passage else None


@pytest.mark.parametrize(
    "parcours",
    [
        (REFUSEE,),
        (REFUSEE, MUETTE),
        (REFUSEE, NON_ATTRIBUEE, ECARTEE),
        (MUETTE, MANQUEE, IRRECEVABLE),
    ],
)
def test_refused_by_every_attributaire_is_refused_by_all(parcours: tuple[Parcours, ...]) -> None:
    avis = fin(liste(*parcours))
    assert avis
    assert (avis.etat, avis.livraison) == (Etat.REFUSE_PAR_TOUS, Livraison.REFUS_PAR_TOUS)


def test_it_counts_on_the_day_of_the_last_refusal() -> None:
    avis = fin(liste(REFUSEE, MUETTE))
    assert avis
    assert avis.livre_le == date(2027, 1, 4)


@pytest.mark.parametrize(
    ("parcours", "etat"),
    [
        ((REFUSEE, MUETTE), Etat.REFUSE_PAR_TOUS),
        ((REFUSEE, NON_ATTRIBUEE), Etat.SANS_ATTRIBUTAIRE),
        ((REFUSEE, ECARTEE), Etat.SANS_ATTRIBUTAIRE),
    ],
)
def test_read_strictly_only_the_refusal_of_all_its_candidates_delivers(
    parcours: tuple[Parcours, ...], etat: Etat
) -> None:
    termes = des_termes(refus_par_tous=RefusParTous.TOUS_LES_CANDIDATS)
    avis = fin(liste(*parcours), un_avis(Etat.ATTRIBUE, termes=termes))
    assert avis
    assert avis.etat is etat
    assert (avis.livraison is not None) is (etat is Etat.REFUSE_PAR_TOUS)


@pytest.mark.parametrize("dernier", [REFUSEE, MANQUEE, NON_ATTRIBUEE])
def test_the_bailleur_s_own_candidate_never_matters(dernier: Parcours) -> None:
    avis = fin(liste(REFUSEE, MUETTE, dernier, du_bailleur=1))
    assert avis
    assert (avis.etat, avis.livre_le) == (Etat.REFUSE_PAR_TOUS, date(2027, 1, 4))


def test_with_nobody_presented_any_more_the_avis_is_designated_again() -> None:
    assert etat_courant(un_avis(Etat.EN_CALEOL), liste(ECARTEE, ECARTEE, ECARTEE)) is Etat.DESIGNE
    assert etat_courant(un_avis(Etat.EN_CALEOL), liste(ECARTEE, ECARTEE)) is Etat.INCOMPLET


def test_a_candidate_withdrawn_is_left_out_of_the_count() -> None:
    siennes = liste(REFUSEE, INDECISE)
    siennes[1] = replace(siennes[1], etat=EtatCandidature.RETIREE)
    avis = fin(siennes)
    assert avis
    assert avis.etat is Etat.REFUSE_PAR_TOUS


@pytest.mark.parametrize(
    "siennes",
    [
        liste(NON_ATTRIBUEE, IRRECEVABLE, ECARTEE),
        liste(MANQUEE),
        liste(MANQUEE, NON_ATTRIBUEE),
        liste(NON_ATTRIBUEE, REFUSEE, du_bailleur=1),
    ],
)
def test_without_any_attributaire_left_the_avis_goes_back(siennes: list[Candidature]) -> None:
    avant = un_avis(Etat.EN_CALEOL, motif="deux demandes radiées")
    avis = fin(siennes, avant)
    assert avis
    assert (avis.etat, avis.tour) == (Etat.SANS_ATTRIBUTAIRE, 2)
    assert (avis.premiere, avis.motif, avis.livraison) == (None, None, None)


@pytest.mark.parametrize(
    "siennes",
    [
        liste(REFUSEE, INDECISE),
        liste(NON_ATTRIBUEE, replace(ATTRIBUEE, rang=1)),
        liste(ECARTEE, ECARTEE),
        liste(ECARTEE, Parcours(presentation=Presentation.PRESENTEE)),
    ],
)
def test_while_somebody_may_still_get_it_nothing_ends(siennes: list[Candidature]) -> None:
    assert fin(siennes, un_avis(Etat.EN_CALEOL)) is None


def test_after_a_repute_tenu_the_bailleur_owes_no_new_delai() -> None:
    avis = fin(liste(NON_ATTRIBUEE), un_avis(Etat.EN_CALEOL, tardifs_acceptes=True))
    assert avis
    assert (avis.etat, avis.tour) == (Etat.REPUTE_TENU, 1)


@given(st.permutations([1, 2, 3, 4]))
@settings(max_examples=24)
def test_in_whatever_order_they_are_decided_the_best_rank_comes_first(rangs: list[int]) -> None:
    avis, siennes = un_avis(Etat.EN_CALEOL), list(des_candidatures(4))
    for numero, rang in enumerate(rangs, 1):
        choix = Choix(Decision.ATTRIBUTION, date(2026, 12, 12), rang)
        neuve = decider(avis, siennes, numero, choix, LE)
        siennes[numero - 1] = neuve
        avis = replace(avis, etat=etat_courant(avis, siennes))
    assert [une.parcours.rang for une in en_jeu(siennes)] == [1, 2, 3, 4]
    assert avis.etat is Etat.ATTRIBUE


@given(st.lists(st.one_of(st.none(), st.integers(1, 3)), min_size=1, max_size=4))
@settings(max_examples=60)
def test_a_rank_is_never_held_twice_and_a_free_one_is_named(rangs: list[int | None]) -> None:
    proposes: list[bool] = []
    avis, siennes = un_avis(Etat.EN_CALEOL), list(des_candidatures(4))
    for numero, rang in enumerate(rangs, 1):
        choix = Choix(Decision.ATTRIBUTION, date(2026, 12, 12), rang)
        try:
            siennes[numero - 1] = decider(avis, siennes, numero, choix, LE)
        except Refus as refus:
            proposes.append(f"Exemple : rang={rang_libre(siennes)}" in refus.phrase)
    assert all(proposes)
    tenus = [une.parcours.rang for une in en_jeu(siennes)]
    assert len(tenus) == len(set(tenus))


@pytest.mark.parametrize("rangs", list(permutations((1, 2))))
def test_nobody_passes_before_a_household_that_has_its_offer(rangs: tuple[int, int]) -> None:
    offerte = replace(ATTRIBUEE, rang=rangs[0], notifiee_le=LE, offre=delai_offre(LE, des_termes()))
    siennes = liste(offerte, INDECISE)
    choix = Choix(Decision.ATTRIBUTION, LE, rangs[1])
    if rangs[1] < rangs[0]:
        with pytest.raises(Refus, match="qui a déjà reçu son offre"):
            decider(un_avis(Etat.ATTRIBUE), siennes, 2, choix, LE)
    else:
        assert decider(un_avis(Etat.ATTRIBUE), siennes, 2, choix, LE).parcours.rang == 2


def test_after_a_repute_tenu_a_round_taken_up_again_keeps_what_made_it_count() -> None:
    tenu = un_avis(
        Etat.REPUTE_TENU, tardifs_acceptes=True, livraison=Livraison.REPUTE_TENU, livre_le=LE
    )
    closes = [replace(une, etat=EtatCandidature.PASSEE) for une in liste(MUETTE, REFUSEE)]
    assert reprenable(tenu, closes, 1)
    assert not reprenable(tenu, closes, 2)
    repris = reprendre(tenu, closes, 1).avis
    assert repris == replace(tenu, etat=Etat.ATTRIBUE)


def test_only_the_last_round_that_ended_is_taken_up_again() -> None:
    ancienne, derniere = (
        replace(une, etat=EtatCandidature.PASSEE) for une in liste(MUETTE, MUETTE)
    )
    derniere = replace(derniere, instant=derniere.instant + timedelta(days=30))
    assert du_tour_clos([ancienne, derniere], derniere.instant) == (derniere,)
