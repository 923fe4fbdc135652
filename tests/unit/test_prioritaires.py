"""A priority household from signalement to entry: what each step takes and refuses (LA)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from core.domain.prioritaires import (
    EtatDossier,
    Imputation,
    ReponseProposition,
    Signale,
    Voie,
)
from core.domain.prioritaires_agenda import Attendu, attendus
from core.domain.prioritaires_attente import attend_depuis, jours_d_attente, prochaine_caleol
from core.domain.prioritaires_logement import Issue, ecarts, entrer, imputer, proposer, repondre
from core.domain.prioritaires_passages import (
    a_prevenir,
    designer,
    ecarter,
    inscrire,
    prevenir,
    retirer,
    signaler,
)
from core.domain.prioritaires_signalement import lire_le_signalement
from core.domain.regles_priorite import Articles
from core.errors import AConfirmer, Refus, SaisieInvalide, TransitionImpossible
from tests.menages_prioritaires import (
    DDETS,
    HABITAT,
    INSTANT,
    JOUR,
    MOMENT,
    NEOTOA,
    REF,
    loire_atlantique,
    un_logement,
    un_menage,
)

REGLE = loire_atlantique().priorite.signalement  # type: ignore[union-attr]
ACCEPTE, REFUSE = ReponseProposition.ACCEPTE, ReponseProposition.REFUSE
OUI, NON = Imputation(True), Imputation(False, "ressources mensuelles erronées")


@pytest.mark.parametrize(
    ("avance", "urgent", "lecture"),
    [
        (10, False, "à temps"),
        (9, False, "hors délai"),
        (9, True, "en urgence"),
        (2, True, "en urgence"),
        (1, True, "hors délai"),
        (0, False, "hors délai"),
        (-1, True, "après la CALEOL, à titre exceptionnel"),
    ],
)
def test_a_signalement_is_read_against_its_caleol(avance: int, urgent: bool, lecture: str) -> None:
    caleol = JOUR + timedelta(days=avance)
    assert REGLE
    assert lire_le_signalement(caleol, JOUR, REGLE, urgent=urgent) == lecture


def test_the_days_of_a_signalement_are_the_convention_s() -> None:
    assert REGLE
    brume = replace(
        REGLE,
        jours=replace(REGLE.jours, valeur=6),
        heures_urgence=replace(REGLE.heures_urgence, valeur=24),
    )
    assert lire_le_signalement(JOUR + timedelta(days=6), JOUR, brume, urgent=False) == "à temps"
    assert lire_le_signalement(JOUR + timedelta(days=1), JOUR, brume, urgent=True) == "en urgence"


def test_the_wait_runs_from_the_recognition_and_stops_at_the_entry() -> None:
    dossier = un_menage(suivi={"reconnu_le": date(2026, 1, 10)})
    assert (attend_depuis(dossier), jours_d_attente(dossier, JOUR)) == (date(2026, 1, 10), 59)
    loge = replace(dossier, reloge_le=date(2026, 2, 10))
    assert jours_d_attente(loge, JOUR) == 31


def test_without_a_recognition_the_wait_runs_from_the_inscription() -> None:
    assert attend_depuis(un_menage()) == JOUR


def test_the_caleol_is_the_one_of_the_present_bailleur() -> None:
    regle = lire_le_signalement(JOUR, JOUR, REGLE, urgent=False)  # type: ignore[arg-type]
    signale = Signale(HABITAT.id, INSTANT, JOUR, regle)
    dossier = signaler(un_menage(EtatDossier.DESIGNE), signale, HABITAT, urgent=True)
    assert prochaine_caleol(dossier, JOUR) == JOUR
    assert prochaine_caleol(dossier, JOUR + timedelta(days=1)) is None
    assert designer(dossier, NEOTOA, MOMENT, confirme=True).caleol is None
    assert dossier.suivi.urgent


def test_the_inscription_starts_the_wait_anew() -> None:
    dossier = un_menage(EtatDossier.SIGNALE, suivi={"depuis": date(2026, 1, 1)}, inscrit_le=None)
    inscrit = inscrire(dossier, MOMENT)
    assert (inscrit.etat, inscrit.suivi.depuis, inscrit.inscrit_le) == (
        EtatDossier.INSCRIT,
        JOUR,
        INSTANT,
    )


def test_one_bailleur_at_a_time_and_only_after_a_confirmation() -> None:
    dossier = designer(un_menage(), HABITAT, MOMENT, confirme=False)
    with pytest.raises(AConfirmer, match="libère Habitat 44"):
        designer(dossier, NEOTOA, MOMENT, confirme=False)
    change = designer(dossier, NEOTOA, MOMENT, confirme=True)
    assert change.bailleur == NEOTOA
    assert [une.bailleur for une in change.suivi.designations] == [HABITAT.id, NEOTOA.id]
    assert change.est_partie(HABITAT)


def test_the_same_bailleur_is_not_designated_twice() -> None:
    dossier = designer(un_menage(), HABITAT, MOMENT, confirme=False)
    with pytest.raises(TransitionImpossible, match="déjà désigné"):
        designer(dossier, HABITAT, MOMENT, confirme=True)


@pytest.mark.parametrize("designe", [True, False])
def test_after_a_refusal_the_household_waits_again_under_the_same_bailleur(designe: bool) -> None:
    dossier = un_menage(EtatDossier.DESIGNE) if designe else un_menage(bailleur=HABITAT)
    refuse = repondre(proposer(dossier, un_logement(), MOMENT), Issue(REFUSE, JOUR), MOMENT)
    assert refuse.etat == ("désigné" if designe else "inscrit")
    assert refuse.bailleur == HABITAT


def test_a_household_that_accepted_may_still_give_up() -> None:
    dossier = proposer(un_menage(EtatDossier.DESIGNE), un_logement(), MOMENT)
    accepte = repondre(dossier, Issue(ACCEPTE, JOUR), MOMENT)
    with pytest.raises(TransitionImpossible, match="déjà notée"):
        repondre(accepte, Issue(ACCEPTE, JOUR), MOMENT)
    assert repondre(accepte, Issue(REFUSE, JOUR), MOMENT).etat is EtatDossier.DESIGNE


def test_only_a_refusal_may_be_unjustified() -> None:
    dossier = proposer(un_menage(EtatDossier.DESIGNE), un_logement(), MOMENT)
    with pytest.raises(SaisieInvalide, match="seul un refus du ménage"):
        repondre(dossier, Issue(ACCEPTE, JOUR, injustifie=True), MOMENT)


@pytest.mark.parametrize(
    ("le", "phrase"),
    [
        (JOUR + timedelta(days=1), "est dans l'avenir"),
        (JOUR - timedelta(days=1), "précède l'inscription du ménage"),
    ],
)
def test_an_offer_is_of_a_possible_day(le: date, phrase: str) -> None:
    with pytest.raises(SaisieInvalide, match=phrase):
        proposer(un_menage(EtatDossier.DESIGNE), un_logement(le=le), MOMENT)


def test_an_offer_tells_what_the_household_did_not_look_for() -> None:
    dossier = un_menage(suivi={"types": ("T2",), "communes": ("Rezé", "nantes")})
    assert ecarts(dossier, un_logement()) == ("type T3 (recherché : T2)",)


def test_the_entry_counts_once_and_a_wrong_code_is_not_counted() -> None:
    dossier = proposer(un_menage(EtatDossier.DESIGNE), un_logement(), MOMENT)
    accepte = repondre(dossier, Issue(ACCEPTE, JOUR), MOMENT)
    loge = entrer(accepte, JOUR, OUI, MOMENT)
    assert (loge.etat, loge.reloge_le, loge.suivi.imputation) == (EtatDossier.RELOGE, JOUR, OUI)
    assert loge.proposition and loge.proposition.entree_le == JOUR
    with pytest.raises(TransitionImpossible, match="déjà imputé"):
        imputer(loge, OUI, Articles())
    assert imputer(loge, NON, Articles()).suivi.imputation == NON
    with pytest.raises(SaisieInvalide, match="raison"):
        imputer(loge, Imputation(False), Articles())


def test_the_label_is_withdrawn_without_asking_after_an_unjustified_refusal_only() -> None:
    dossier = un_menage(EtatDossier.DESIGNE)
    with pytest.raises(AConfirmer, match="Aucun refus injustifié"):
        retirer(dossier, "demande radiée", MOMENT, confirme=False)
    propose = proposer(dossier, un_logement(), MOMENT)
    refuse = repondre(propose, Issue(REFUSE, JOUR, injustifie=True), MOMENT)
    retire = retirer(refuse, "offre adaptée refusée", MOMENT, confirme=False)
    assert (retire.etat, retire.suivi.motif) == (EtatDossier.RETIRE, "offre adaptée refusée")


def test_the_household_is_told_of_its_inscription_then_of_the_withdrawal() -> None:
    dossier = un_menage()
    assert a_prevenir(dossier)
    prevenu = prevenir(dossier, JOUR, MOMENT)
    assert not a_prevenir(prevenu)
    retire = retirer(prevenu, "demande radiée", MOMENT, confirme=True)
    assert a_prevenir(retire)
    assert prevenir(retire, JOUR, MOMENT).suivi.retrait_notifie_le == JOUR


def test_an_automatic_code_is_told_to_nobody() -> None:
    dossier = un_menage(voie=Voie.AUTOMATIQUE)
    assert not a_prevenir(dossier)
    with pytest.raises(TransitionImpossible, match="pas à être signifiée"):
        prevenir(dossier, JOUR, MOMENT)


def test_nothing_moves_a_closed_household() -> None:
    ecarte = ecarter(un_menage(EtatDossier.SIGNALE), "demande radiée", MOMENT)
    with pytest.raises(Refus, match="« non inscrit » depuis le 10/03/2026"):
        designer(ecarte, HABITAT, MOMENT, confirme=True)
    with pytest.raises(Refus, match="seul le service de l'État peut encore l'inscrire"):
        proposer(ecarte, un_logement(), MOMENT)
    assert inscrire(ecarte, MOMENT).etat is EtatDossier.INSCRIT


def test_a_signalement_with_its_caleol_near_is_recalled_then_said_to_be_over() -> None:
    signale = Signale(
        HABITAT.id,
        INSTANT,
        date(2026, 3, 20),
        lire_le_signalement(date(2026, 3, 20), JOUR, REGLE, urgent=False),  # type: ignore[arg-type]
    )
    dossier = signaler(
        un_menage(EtatDossier.SIGNALE, bailleur=HABITAT), signale, HABITAT, urgent=False
    )
    dus = attendus(dossier, loire_atlantique(), INSTANT)
    assert [(un.nature, un.instant.day, un.instant.hour) for un in dus] == [
        (Attendu.INSTRUIRE, 17, 8),
        (Attendu.INSTRUIRE, 19, 8),
        (Attendu.CALEOL_PASSEE, 21, 8),
    ]


def test_an_offer_without_an_answer_is_recalled_four_weeks_across_the_change_of_hour() -> None:
    dossier = proposer(un_menage(EtatDossier.DESIGNE), un_logement(), MOMENT)
    prevenu = replace(dossier, suivi=replace(dossier.suivi, prevenu_le=JOUR))
    dus = attendus(prevenu, loire_atlantique(), INSTANT)
    assert [(un.nature, un.jours, un.instant.day, un.instant.hour) for un in dus] == [
        (Attendu.REPONSE, 7, 17, 8),
        (Attendu.REPONSE, 14, 24, 8),
        (Attendu.REPONSE, 21, 31, 7),
        (Attendu.REPONSE, 28, 7, 7),
    ]


def test_its_refusals_show_no_category_nor_number() -> None:
    assert "dalo" not in repr(un_menage()) and "0440" not in repr(un_menage())
    assert DDETS.id in un_menage().parties and REF in repr(un_menage())
