"""What becomes of a decision, and what a meeting examines: read from the households (LA art. 2)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from core.domain.commissions import EtatDecision
from core.domain.ordre_du_jour import HORS_TEMPS, Partie, parties_de, parties_examinees
from core.domain.prioritaires import (
    DossierPrioritaire,
    EtatDossier,
    Prive,
    ReponseProposition,
    Signale,
)
from core.domain.prioritaires import LectureSignalement as Lecture
from core.domain.suites_commission import EtatSuite, Moment, plus_recentes, suite_de
from tests.menages_prioritaires import HABITAT, INSTANT, NEOTOA, un_logement, un_menage
from tests.seances import PARIS, REGLES, SEANCE, une_decision

JOUR = date(2026, 4, 9)
DESIGNE = EtatDossier.DESIGNE


def etat(dossier: DossierPrioritaire, jour: date, echeance: date | None = None) -> EtatSuite:
    """Tell what became of a decision for Habitat 44 on that day."""
    return suite_de(une_decision(), dossier, echeance, Moment(jour, PARIS)).etat


def offert(**changements: Any) -> DossierPrioritaire:
    """Give a household to which Habitat 44 offered a dwelling."""
    return un_menage(EtatDossier.PROPOSE, suivi={"propositions": (un_logement(**changements),)})


def test_a_proposal_is_due_until_its_day_and_late_after_it() -> None:
    echeance = date(2026, 4, 20)
    assert etat(un_menage(DESIGNE), echeance, echeance) is EtatSuite.ATTENDUE
    assert etat(un_menage(DESIGNE), echeance + timedelta(days=1), echeance) is EtatSuite.EN_RETARD


def test_without_any_meeting_fixed_nothing_is_late() -> None:
    assert etat(un_menage(DESIGNE), date(2030, 1, 1)) is EtatSuite.ATTENDUE


@pytest.mark.parametrize("reponse", [None, ReponseProposition.ACCEPTE, ReponseProposition.REFUSE])
def test_a_dwelling_offered_since_keeps_the_decision(reponse: ReponseProposition | None) -> None:
    assert etat(offert(le=JOUR, reponse=reponse), JOUR) is EtatSuite.TENUE


def test_a_dwelling_offered_before_counts_once_answered_since() -> None:
    veille = JOUR - timedelta(days=1)
    assert etat(offert(le=veille), JOUR) is EtatSuite.ATTENDUE
    repondu = offert(le=veille, reponse=ReponseProposition.ACCEPTE, repondu_le=JOUR)
    assert etat(repondu, JOUR) is EtatSuite.TENUE


@pytest.mark.parametrize(
    "offre", [{"bailleur": NEOTOA.id, "le": JOUR}, {"reponse": ReponseProposition.SANS_SUITE}]
)
def test_another_s_dwelling_or_one_given_up_keeps_nothing(offre: dict[str, Any]) -> None:
    assert etat(offert(**{"le": JOUR, **offre}), JOUR) is EtatSuite.ATTENDUE


def test_a_file_closed_or_given_to_another_has_no_more_object() -> None:
    assert etat(un_menage(EtatDossier.RETIRE), JOUR) is EtatSuite.SANS_OBJET
    assert etat(un_menage(DESIGNE, bailleur=NEOTOA), JOUR) is EtatSuite.SANS_OBJET


def test_a_decision_for_no_bailleur_is_only_noted() -> None:
    decision = une_decision(bailleur=None)
    suite = suite_de(decision, un_menage(), JOUR - timedelta(days=9), Moment(JOUR, PARIS))
    assert suite.etat is EtatSuite.NOTEE


def test_the_last_decision_on_a_household_is_the_one_followed() -> None:
    ancienne, retiree = une_decision(), une_decision(rang=2, etat=EtatDecision.RETIREE)
    recente = une_decision(rang=3, instant=SEANCE + timedelta(hours=1))
    assert plus_recentes((recente, retiree, ancienne)) == (recente,)


def menage(categorie: str, rang: int = 1, **suivi: Any) -> DossierPrioritaire:
    """Give a household inscribed of a category."""
    reference = f"DP-2026-{rang:04d}"
    return un_menage(suivi=suivi, prive=Prive(categorie), reference=reference)


def examines(*dossiers: DossierPrioritaire) -> list[list[str]]:
    """Give the references of each part, in order."""
    return [_references(une) for une in parties_de(REGLES, dossiers, JOUR)]


def _references(partie: Partie) -> list[str]:
    return [un.dossier.reference for un in partie.menages]


def test_every_dalo_household_comes_first_the_longest_wait_at_the_head() -> None:
    court, long = menage("dalo", 1), menage("dalo", 2, reconnu_le=date(2024, 1, 1))
    assert examines(court, long) == [["DP-2026-0002", "DP-2026-0001"], []]


def test_urgent_ones_then_those_with_a_caleol_come_before_longer_waits() -> None:
    long, urgent = menage("dalo", 1, reconnu_le=date(2020, 1, 1)), menage("dalo", 3, urgent=True)
    signale = Signale(HABITAT.id, INSTANT, date(2026, 4, 15), Lecture.A_TEMPS)
    fixe = replace(menage("dalo", 2, signalements=(signale,)), bailleur=HABITAT)
    assert examines(long, fixe, urgent)[0] == ["DP-2026-0003", "DP-2026-0002", "DP-2026-0001"]


@pytest.mark.parametrize(
    "raison", [{"complexe": True}, {"urgent": True}, {"reconnu_le": date(2025, 10, 9)}]
)
def test_of_the_other_contingents_only_those_with_a_reason_are_examined(
    raison: dict[str, Any],
) -> None:
    retenu, suivi = menage("bpi", 1, **raison), menage("bpi", 2)
    (_, autres) = parties_de(REGLES, (retenu, suivi), JOUR)
    assert (_references(autres), autres.suivis) == (["DP-2026-0001"], 1)


def test_a_wait_one_day_short_of_six_months_is_not_long_yet() -> None:
    assert examines(menage("bpi", 1, reconnu_le=date(2025, 10, 10)))[1] == []


def test_insalubrite_is_always_examined_a_signalement_and_other_categories_never() -> None:
    signale = replace(menage("dalo", 2), etat=EtatDossier.SIGNALE)
    assert examines(menage("insalubrite"), signale, menage("l", 3)) == [[], ["DP-2026-0001"]]


def test_what_a_meeting_dealt_with_stays_in_its_account_whatever_became_of_it() -> None:
    reloge = replace(menage("dalo"), etat=EtatDossier.RELOGE, reloge_le=JOUR)
    dalo, _, autres = parties_examinees(REGLES, (reloge, menage("l", 2)), JOUR)
    assert _references(dalo) == ["DP-2026-0001"]
    assert (autres.temps.titre, _references(autres)) == (HORS_TEMPS, ["DP-2026-0002"])
