"""Whatever people and the clock do to an avis, the law holds (LP art. 6)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from core.domain.avis import (
    AVANT_CALEOL,
    CLOS,
    EN_ATTENTE,
    PERMIS,
    Etat,
    accepter_tardifs,
    emettre,
    ouvrir,
    rectifier,
    rendre,
    retirer,
    suffisance,
)
from core.domain.calendrier import Unite
from core.domain.convention import LectureRelance
from core.domain.jalons import NatureJalon
from tests.builders import (
    LE_PORT,
    PREFET,
    RECU_LE,
    TERRITOIRE,
    des_termes,
    un_avis,
    un_logement,
)
from tests.unit.avis_model import Partie

communes = st.sampled_from(["Trois-Bassins", "Le Port"])
preavis = st.integers(0, 6)
durees = st.one_of(
    st.integers(1, 60 * 24 * 4).map(lambda n: timedelta(minutes=n)),
    st.integers(1, 40).map(lambda n: timedelta(days=n)),
)


def dans(*verbes: str):  # type: ignore[no-untyped-def]
    """Let a rule run only where the table permits its verbs."""
    return precondition(lambda self: all(self.partie.etat in PERMIS[un] for un in verbes))


class VieDUnAvis(RuleBasedStateMachine):
    """One avis, from émis on, under any terms."""

    @initialize(
        commune=communes,
        mois=preavis,
        unite=st.sampled_from(list(Unite)),
        report=st.booleans(),
        lecture=st.sampled_from(list(LectureRelance)),
        reservataire=st.sampled_from([LE_PORT] * 6 + [PREFET]),
        financement=st.sampled_from(["LLTS"] * 6 + ["PLAIA"]),
    )
    def poster(self, commune, mois, unite, report, lecture, reservataire, financement):  # type: ignore[no-untyped-def]
        brouillon = un_avis(
            Etat.BROUILLON,
            termes=des_termes(unite=unite, report=report, lecture_relance=lecture),
            logement=un_logement(commune=commune, preavis=mois, financement=financement),
            reservataire=reservataire,
        )
        self.partie = Partie(brouillon, RECU_LE)
        self.partie.faire("émettre", emettre)

    @rule(duree=durees)
    def wait(self, duree: timedelta) -> None:
        self.partie.avancer(duree)

    @rule(duree=durees)
    def wait_and_tick(self, duree: timedelta) -> None:
        self.partie.avancer(duree)
        self.partie.echoir()

    @rule(etapes=st.integers(1, 4))
    def nobody_answers(self, etapes: int) -> None:
        self.go_on(etapes)

    def go_on(self, etapes: int) -> None:
        """Do what comes next when nobody answers: receive, wait for what is due, do it."""
        partie = self.partie
        for _ in range(etapes):
            if partie.etat is Etat.EMIS:
                partie.recevoir()
            elif partie.etat is Etat.EN_RELANCE and not partie.avis.seconde:
                partie.recevoir_relance()
            else:
                dus = [un.instant for un in partie.dus if un.nature is not NatureJalon.RAPPEL]
                partie.heure = max([partie.heure, *dus])
                partie.echoir()

    @dans("recevoir")
    @rule()
    def receive(self) -> None:
        self.partie.recevoir()

    @precondition(lambda self: self.partie.etat is Etat.EN_RELANCE and not self.partie.avis.seconde)
    @rule()
    def receive_the_relance(self) -> None:
        self.partie.recevoir_relance()

    @precondition(lambda self: self.partie.etat in AVANT_CALEOL | {Etat.REPUTE_TENU})
    @rule(combien=st.sampled_from([1, 1, 1, 2, 3]))
    def propose(self, combien: int) -> None:
        self.partie.proposer(combien)

    @dans("proposer")
    @rule(combien=st.integers(1, 2))
    def answer_too_little_and_let_the_delays_run(self, combien: int) -> None:
        self.partie.proposer(combien)
        self.go_on(4)

    @dans("proposer")
    @precondition(lambda self: self.partie.actifs > 0)
    @rule()
    def withdraw_a_candidate(self) -> None:
        self.partie.retirer_un()

    @dans("proposer")
    @precondition(lambda self: self.partie.actifs > 0)
    @rule()
    def motivate(self) -> None:
        self.partie.echoir()
        if self.partie.etat in AVANT_CALEOL:
            self.partie.avis = replace(self.partie.avis, motif="deux demandes radiées")
            self.partie.conclure()

    @dans("rectifier")
    @rule(commune=communes, mois=preavis, relancer=st.sampled_from([False, False, True]))
    def rectify(self, commune: str, mois: int, relancer: bool) -> None:
        logement = replace(self.partie.avis.logement, commune=commune, preavis=mois)
        relancer = relancer and self.partie.etat in PERMIS["relancer le délai"]
        self.partie.faire("rectifier", lambda un: rectifier(un, logement, relancer_delai=relancer))

    @dans("retirer")
    @rule(sortie=st.sampled_from(["", "", "", "ouvrir", "rendre", "retirer"]))
    def open_hand_back_or_withdraw(self, sortie: str) -> None:
        actions = {
            "ouvrir": lambda avis: ouvrir(avis, TERRITOIRE),
            "rendre": rendre,
            "retirer": lambda avis: retirer(avis, "vendu"),
        }
        if sortie and self.partie.etat in PERMIS[sortie]:
            self.partie.faire(sortie, actions[sortie])

    @dans("accepter")
    @precondition(lambda self: self.partie.tardifs > 0)
    @rule()
    def accept_late_candidates(self) -> None:
        partie = self.partie
        partie.faire("accepter", lambda avis: accepter_tardifs(avis, partie.tardifs))
        partie.actifs, partie.tardifs = partie.tardifs, 0

    @invariant()
    def repute_tenu_needs_two_proved_receptions_and_two_elapsed_delays(self) -> None:
        partie = self.partie
        if partie.etat is not Etat.REPUTE_TENU:
            return
        avis, relance = partie.preuve("avis"), partie.preuve("relance")
        assert avis is not None
        assert relance is not None
        premiere, seconde = partie.avis.premiere, partie.avis.seconde
        assert premiere is not None
        assert seconde is not None
        assert (premiere.debut, seconde.debut) == (avis.instant, relance.instant)
        assert max(premiere.fin, seconde.fin) <= partie.heure
        assert partie.actifs == 0

    @invariant()
    def incomplet_has_one_or_two_candidates_and_too_few(self) -> None:
        partie = self.partie
        if partie.etat is Etat.INCOMPLET:
            assert 1 <= partie.actifs <= 2
            assert suffisance(partie.avis, partie.actifs) is None

    @invariant()
    def designated_if_and_only_if_the_list_is_enough(self) -> None:
        partie = self.partie
        if partie.etat in AVANT_CALEOL:
            assez = suffisance(partie.avis, partie.actifs) is not None
            assert (partie.etat is Etat.DESIGNE) is assez

    @invariant()
    def a_closed_avis_is_left_only_by_accepting_late_candidates(self) -> None:
        sorties = [verbe for de, vers, verbe in self.partie.passages if de in CLOS and vers != de]
        assert set(sorties) <= {"accepter"}

    @invariant()
    def nothing_is_due_once_closed(self) -> None:
        if self.partie.etat in CLOS:
            assert self.partie.dus == ()

    @invariant()
    def every_clock_that_runs_started_at_a_proof_of_this_round(self) -> None:
        partie = self.partie
        for echeance, objet in ((partie.avis.premiere, "avis"), (partie.avis.seconde, "relance")):
            if echeance is not None:
                preuve = partie.preuve(objet)
                assert preuve is not None
                assert echeance.debut == preuve.instant

    @invariant()
    def a_relance_never_comes_before_the_reception_of_its_avis(self) -> None:
        avis, relance = self.partie.preuve("avis"), self.partie.preuve("relance")
        if relance is not None:
            assert avis is not None
            assert avis.instant <= relance.instant

    @invariant()
    def an_avis_that_waits_always_has_a_way_out(self) -> None:
        partie = self.partie
        if partie.etat in EN_ATTENTE and partie.avis.echeance is not None:
            assert [un for un in partie.dus if un.nature is not NatureJalon.RAPPEL]


VieDUnAvis.TestCase.settings = settings(max_examples=120, stateful_step_count=30, deadline=None)
TestWhateverHappensTheLawHolds = VieDUnAvis.TestCase
