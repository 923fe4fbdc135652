"""When a list is enough, and what a changed list brings about (LP art. 6, CCH R441-3)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.domain.avis import AvisDeVacance, Etat, accepter_tardifs, apprecier, suffisance
from core.domain.candidatures import (
    EtatCandidature,
    actives,
    deja_connue,
    numero_suivant,
    tardives,
    trouver,
)
from core.errors import Introuvable
from tests.builders import (
    LE_PORT,
    PREFET,
    TERRITOIRE,
    des_candidatures,
    un_avis,
    un_logement,
    un_numero,
)

MOTIVE = {"motif": "deux demandes radiées"}
DU_PREFET = {"reservataire": PREFET}
EN_PLAIA = {"logement": un_logement(financement="PLAIA")}


@pytest.mark.parametrize("candidats", [3, 4, 10])
def test_three_candidates_are_enough(candidats: int) -> None:
    assert suffisance(un_avis(), candidats) == "LP art. 6"


@pytest.mark.parametrize("candidats", [0, 1, 2])
def test_fewer_than_three_are_not_enough_by_themselves(candidats: int) -> None:
    assert suffisance(un_avis(), candidats) is None


@pytest.mark.parametrize("candidats", [1, 2])
def test_fewer_with_a_written_reason_are_enough(candidats: int) -> None:
    assert suffisance(un_avis(**MOTIVE), candidats) == "LP art. 6, liste motivée"


@pytest.mark.parametrize("candidats", [1, 2])
def test_one_household_designated_by_the_prefet_is_enough(candidats: int) -> None:
    assert suffisance(un_avis(**DU_PREFET), candidats) == (
        "CCH R441-3 (personnes désignées par le préfet)"
    )


@pytest.mark.parametrize("candidats", [1, 2])
def test_one_household_is_enough_for_a_subsidised_dwelling(candidats: int) -> None:
    assert suffisance(un_avis(**EN_PLAIA), candidats) == (
        "CCH R441-3 (subvention de l'article D331-25-1)"
    )


@pytest.mark.parametrize("changement", [MOTIVE, DU_PREFET, EN_PLAIA])
def test_no_rule_makes_an_empty_list_enough(changement: dict[str, object]) -> None:
    assert suffisance(un_avis(**changement), 0) is None


@pytest.mark.parametrize("financement", ["PLAI", "PLUS", "PLS", "LLTS", "LLS"])
def test_an_ordinary_financement_still_needs_three(financement: str) -> None:
    assert suffisance(un_avis(logement=un_logement(financement=financement)), 2) is None


def apres(avis: AvisDeVacance, candidats: int) -> Etat:
    passage = apprecier(avis, candidats)
    return passage.avis.etat if passage else avis.etat


@pytest.mark.parametrize("etat", [Etat.OUVERT, Etat.EN_RELANCE, Etat.INCOMPLET])
def test_a_list_that_becomes_enough_designates(etat: Etat) -> None:
    passage = apprecier(un_avis(etat), 3)
    assert passage is not None
    assert (passage.avis.etat, passage.action, passage.de) == (Etat.DESIGNE, "désignation", etat)


@pytest.mark.parametrize("etat", [Etat.OUVERT, Etat.EN_RELANCE])
@pytest.mark.parametrize("candidats", [0, 1, 2])
def test_a_list_still_short_changes_nothing(etat: Etat, candidats: int) -> None:
    assert apprecier(un_avis(etat), candidats) is None


@pytest.mark.parametrize("candidats", [3, 5])
def test_a_designation_already_made_is_not_made_again(candidats: int) -> None:
    assert apprecier(un_avis(Etat.DESIGNE), candidats) is None


@pytest.mark.parametrize("candidats", [0, 1, 2])
def test_a_designation_that_lost_its_candidates_falls_back_to_the_first_delay(
    candidats: int,
) -> None:
    avis = un_avis(Etat.DESIGNE)
    passage = apprecier(avis, candidats)
    assert passage is not None
    assert passage.avis.etat is Etat.OUVERT
    assert passage.avis.premiere == avis.premiere


def test_after_a_relance_it_falls_back_to_the_relance() -> None:
    relance = un_avis(Etat.EN_RELANCE)
    designe = un_avis(Etat.DESIGNE, seconde=relance.seconde, relance_le=relance.relance_le)
    passage = apprecier(designe, 2)
    assert passage is not None
    assert (passage.avis.etat, passage.avis.echeance) == (Etat.EN_RELANCE, relance.seconde)


def test_an_incomplet_that_loses_its_last_candidate_falls_back() -> None:
    assert apres(un_avis(Etat.INCOMPLET), 0) is Etat.EN_RELANCE


@pytest.mark.parametrize("candidats", [1, 2])
def test_an_incomplet_with_a_candidate_left_stays_so(candidats: int) -> None:
    assert apres(un_avis(Etat.INCOMPLET), candidats) is Etat.INCOMPLET


def test_late_candidates_accepted_are_a_designation_however_few() -> None:
    assert accepter_tardifs(un_avis(Etat.REPUTE_TENU), 1).avis.etat is Etat.DESIGNE


def test_a_candidate_more_never_undoes_the_designation_of_late_candidates() -> None:
    accepte = accepter_tardifs(un_avis(Etat.REPUTE_TENU), 1).avis
    assert apres(accepte, 2) is Etat.DESIGNE


def test_only_candidates_proposed_count() -> None:
    liste = [*des_candidatures(2), *des_candidatures(3, EtatCandidature.RETIREE)]
    assert len(actives(liste)) == 2


def test_late_candidates_are_kept_apart() -> None:
    liste = [*des_candidatures(2), *des_candidatures(1, EtatCandidature.TARDIVE)]
    assert [une.etat for une in tardives(liste)] == [EtatCandidature.TARDIVE]


@pytest.mark.parametrize("etat", sorted(set(EtatCandidature) - {EtatCandidature.RETIREE}))
def test_a_household_named_twice_is_recognised(etat: EtatCandidature) -> None:
    liste = des_candidatures(3, etat)
    assert deja_connue(liste, un_numero(2), LE_PORT.id) is liste[1]


def test_a_household_withdrawn_may_be_named_again() -> None:
    retirees = des_candidatures(3, EtatCandidature.RETIREE)
    assert deja_connue(retirees, un_numero(2), LE_PORT.id) is None


def test_a_household_of_a_former_round_is_known_to_its_own_proposer_only() -> None:
    passees = des_candidatures(3, EtatCandidature.PASSEE)
    assert deja_connue(passees, un_numero(2), LE_PORT.id) is passees[1]
    assert deja_connue(passees, un_numero(2), TERRITOIRE.id) is None


def test_a_household_named_anew_counts_before_its_former_round() -> None:
    passee, *_ = des_candidatures(1, EtatCandidature.PASSEE)
    neuve = replace(passee, numero=2, organisation=TERRITOIRE.id, etat=EtatCandidature.ACTIVE)
    assert deja_connue((passee, neuve), un_numero(1), LE_PORT.id) is neuve


def test_the_number_of_a_withdrawn_candidate_is_never_used_again() -> None:
    assert numero_suivant(des_candidatures(3, EtatCandidature.RETIREE)) == 4
    assert numero_suivant(()) == 1


def test_a_candidate_is_found_by_its_number() -> None:
    liste = des_candidatures(3)
    assert trouver(liste, 2, "AV-2026-0001") is liste[1]


@pytest.mark.parametrize(
    ("combien", "connus"), [(2, "1, 2"), (0, "aucun")], ids=["two candidates", "none"]
)
def test_an_unknown_number_is_refused_with_those_that_exist(combien: int, connus: str) -> None:
    with pytest.raises(Introuvable, match=rf"pas de candidat n° 9.*{connus}\."):
        trouver(des_candidatures(combien), 9, "AV-2026-0001")


def test_a_withdrawn_candidate_is_not_found() -> None:
    with pytest.raises(Introuvable):
        trouver(des_candidatures(1, EtatCandidature.RETIREE), 1, "AV-2026-0001")


def test_repr_of_a_candidature_shows_neither_number_nor_salt() -> None:
    (une,) = des_candidatures(1)
    assert une.organisation == LE_PORT.id
    assert "9740318" not in repr(une)
    assert "sel 1" not in repr(une)
