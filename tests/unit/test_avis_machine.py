"""Whatever people and the clock do to an avis, the law holds (LP art. 6)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from core.domain.avis import (
    A_DECIDER,
    A_RECEVOIR,
    AVANT_CALEOL,
    CLOS,
    EN_ATTENTE,
    PERMIS,
    Etat,
    Livraison,
    accepter_tardifs,
    emettre,
    ouvrir,
    rectifier,
    rendre,
    retirer,
    suffisance,
)
from core.domain.baux import signer
from core.domain.calendrier import Unite
from core.domain.caleol import Choix, decider, en_jeu, repondre_sur
from core.domain.candidatures import actives
from core.domain.conditions import trancher
from core.domain.convention import LectureRelance
from core.domain.jalons import NatureJalon
from core.domain.offres import notifier, repondre
from core.domain.parcours import Decision, Presentation, ReponseMenage
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


decidable = dans("noter une décision")
numeros = st.integers(1, 5)


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
        repondu=st.booleans(),
    )
    def poster(self, commune, mois, unite, report, lecture, reservataire, financement, repondu):  # type: ignore[no-untyped-def]
        brouillon = un_avis(
            Etat.BROUILLON,
            termes=des_termes(unite=unite, report=report, lecture_relance=lecture),
            logement=un_logement(commune=commune, preavis=mois, financement=financement),
            reservataire=reservataire,
        )
        self.partie = Partie(brouillon, RECU_LE)
        self.partie.faire("émettre", emettre)
        if repondu:
            self.partie.proposer(3)

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
            if partie.etat in A_RECEVOIR:
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
        sans_retour = sortie == "retirer" and self.partie.avis.tardifs_acceptes
        if sortie and self.partie.etat in PERMIS[sortie] and not sans_retour:
            self.partie.faire(sortie, actions[sortie])

    @dans("accepter")
    @precondition(lambda self: self.partie.tardifs > 0)
    @rule()
    def accept_late_candidates(self) -> None:
        partie = self.partie
        partie.faire("accepter", lambda avis: accepter_tardifs(avis, partie.tardifs))
        partie.ajouter(partie.tardifs)
        partie.tardifs = 0

    @decidable
    @rule(numero=numeros, ecarte=st.booleans())
    def answer_on_a_candidate(self, numero: int, ecarte: bool) -> None:
        partie, sens = self.partie, Presentation.ECARTEE if ecarte else Presentation.PRESENTEE
        partie.tenter(
            "répondre sur",
            lambda: repondre_sur(partie.avis, partie.liste, numero, sens, "pièce manquante"),
        )

    @decidable
    @rule(
        numero=numeros,
        decision=st.sampled_from([Decision.ATTRIBUTION] * 2 + list(Decision)),
        rang=st.one_of(st.none(), st.integers(1, 4)),
        condition=st.sampled_from([None, None, "loyer apuré"]),
    )
    def decide(self, numero, decision, rang, condition):  # type: ignore[no-untyped-def]
        partie = self.partie
        avant = partie.jour if condition else None
        choix = Choix(decision, partie.jour, rang, condition, avant)
        partie.tenter(
            "décider", lambda: decider(partie.avis, partie.liste, numero, choix, partie.jour)
        )

    @decidable
    @rule(decisions=st.lists(st.sampled_from(Decision), min_size=1, max_size=4))
    def decide_for_everybody(self, decisions: list[Decision]) -> None:
        for numero, une in enumerate(actives(self.partie.liste)):
            decision = decisions[numero % len(decisions)]
            if self.partie.etat in A_DECIDER and une.parcours.decision is None:
                self.decide_for(une.numero, decision)

    def decide_for(self, numero: int, decision: Decision) -> None:
        """Decide today of one candidate."""
        partie = self.partie
        choix = Choix(decision, partie.jour)
        partie.tenter(
            "décider", lambda: decider(partie.avis, partie.liste, numero, choix, partie.jour)
        )

    @dans("notifier une offre")
    @rule(combien=st.integers(1, 4))
    def offer_and_let_the_households_be_silent(self, combien: int) -> None:
        for _ in range(combien):
            if self.partie.etat is not Etat.ATTRIBUE:
                return
            self.offer_the_dwelling_to_the_first()
            fins = [un.instant for un in self.partie.dus if un.nature is NatureJalon.OFFRE]
            self.partie.heure = max([self.partie.heure, *fins])
            self.partie.echoir()

    @decidable
    @rule(numero=numeros, remplie=st.booleans())
    def settle_a_condition(self, numero: int, remplie: bool) -> None:
        partie = self.partie
        partie.tenter(
            "trancher",
            lambda: trancher(partie.avis, partie.liste, numero, remplie, partie.jour, partie.jour),
        )

    @dans("notifier une offre")
    @rule()
    def offer_the_dwelling_to_the_first(self) -> None:
        partie = self.partie
        numero = en_jeu(partie.liste)[0].numero
        partie.tenter(
            "notifier",
            lambda: notifier(partie.avis, partie.liste, numero, partie.jour, partie.jour),
        )

    @dans("noter une réponse")
    @rule(numero=numeros, reponse=st.sampled_from([ReponseMenage.ACCEPTE, ReponseMenage.REFUSE]))
    def answer_the_offer(self, numero: int, reponse: ReponseMenage) -> None:
        partie = self.partie
        offertes = [une for une in actives(partie.liste) if une.parcours.offre]
        if offertes:
            une = offertes[numero % len(offertes)]
            offre = une.parcours.offre
            assert offre
            le = min(partie.jour, offre.dernier_jour)
            partie.tenter(
                "répondre",
                lambda: repondre(partie.avis, partie.liste, une.numero, reponse, le, partie.jour),
            )

    @dans("signer un bail")
    @rule(numero=numeros)
    def sign_the_lease(self, numero: int) -> None:
        partie = self.partie
        numero = en_jeu(partie.liste)[0].numero if numero > 2 else numero
        partie.tenter(
            "signer",
            lambda: signer(partie.avis, partie.liste, numero, partie.jour, partie.jour),
        )

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
        assert set(sorties) <= {"accepter", "répondre"}

    @invariant()
    def attributed_if_and_only_if_a_household_is_in_play(self) -> None:
        partie = self.partie
        if partie.etat in A_DECIDER:
            assert (partie.etat is Etat.ATTRIBUE) is bool(en_jeu(partie.liste))

    @invariant()
    def a_rank_is_held_by_one_household(self) -> None:
        rangs = [une.parcours.rang for une in actives(self.partie.liste) if une.parcours.rang]
        assert len(rangs) == len(set(rangs))

    @invariant()
    def one_household_at_most_has_accepted_or_signed(self) -> None:
        suites = [une.parcours for une in actives(self.partie.liste)]
        assert sum(un.reponse is ReponseMenage.ACCEPTE for un in suites) <= 1
        assert any(un.bail_le for un in suites) is (self.partie.etat is Etat.BAIL_SIGNE)

    @invariant()
    def refused_by_all_leaves_nobody_and_somebody_did_refuse(self) -> None:
        partie = self.partie
        if partie.etat is Etat.REFUSE_PAR_TOUS:
            suites = [une.parcours for une in actives(partie.liste)]
            assert any(un.a_refuse for un in suites)
            assert not any(un.en_jeu or un.indecise for un in suites)

    @invariant()
    def a_household_is_silent_only_once_its_days_are_over(self) -> None:
        for une in self.partie.liste:
            if une.parcours.reponse is ReponseMenage.SILENCE:
                assert une.parcours.offre
                assert une.parcours.offre.fin <= self.partie.heure

    @invariant()
    def a_dwelling_counts_only_once_something_delivered_it(self) -> None:
        avis = self.partie.avis
        if avis.livraison is Livraison.BAIL:
            assert avis.etat is Etat.BAIL_SIGNE
        if avis.livraison is Livraison.REFUS_PAR_TOUS:
            assert avis.etat is Etat.REFUSE_PAR_TOUS
        assert (avis.livraison is None) is (avis.livre_le is None)

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


VieDUnAvis.TestCase.settings = settings(max_examples=80, stateful_step_count=30, deadline=None)
TestWhateverHappensTheLawHolds = VieDUnAvis.TestCase
