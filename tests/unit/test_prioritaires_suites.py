"""Whatever is done to a household, in any order: one state, one bailleur, counted once at most."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from core.domain.prioritaires import (
    DossierPrioritaire,
    EtatDossier,
    Imputation,
    LectureSignalement,
    ReponseProposition,
    Signale,
)
from core.domain.prioritaires_agenda import attendus
from core.domain.prioritaires_logement import Issue, entrer, imputer, proposer, repondre
from core.domain.prioritaires_passages import (
    Moment,
    designer,
    ecarter,
    inscrire,
    prevenir,
    retirer,
    signaler,
)
from core.domain.regles_priorite import Articles
from core.errors import Refus
from tests.menages_prioritaires import (
    HABITAT,
    INSTANT,
    JOUR,
    MOMENT,
    NEOTOA,
    loire_atlantique,
    un_logement,
    un_menage,
)

Geste = Callable[[DossierPrioritaire, Moment], DossierPrioritaire]
CLOS = {EtatDossier.RELOGE, EtatDossier.RETIRE, EtatDossier.NON_INSCRIT}


def _repondre(reponse: ReponseProposition) -> Geste:
    return lambda un, quand: repondre(un, Issue(reponse, quand.jour), quand)


def _signaler(un: DossierPrioritaire, quand: Moment) -> DossierPrioritaire:
    signale = Signale(HABITAT.id, quand.instant, quand.jour, LectureSignalement.A_TEMPS)
    return signaler(un, signale, un.bailleur or HABITAT, urgent=False)


GESTES: dict[str, Geste] = {
    "inscrire": inscrire,
    "écarter": lambda un, quand: ecarter(un, "demande radiée", quand),
    "désigner Habitat": lambda un, quand: designer(un, HABITAT, quand, confirme=True),
    "désigner Neotoa": lambda un, quand: designer(un, NEOTOA, quand, confirme=False),
    "signaler": _signaler,
    "proposer": lambda un, quand: proposer(un, un_logement(le=quand.jour), quand),
    "accepter": _repondre(ReponseProposition.ACCEPTE),
    "refuser": _repondre(ReponseProposition.REFUSE),
    "sans suite": _repondre(ReponseProposition.SANS_SUITE),
    "entrer": lambda un, quand: entrer(un, quand.jour, Imputation(True), quand),
    "ne pas imputer": lambda un, quand: imputer(un, Imputation(False, "donnée fausse"), Articles()),
    "imputer": lambda un, quand: imputer(un, Imputation(True), Articles()),
    "retirer": lambda un, quand: retirer(un, "demande radiée", quand, confirme=True),
    "prévenir": lambda un, quand: prevenir(un, quand.jour, quand),
}


@settings(max_examples=200)
@given(st.lists(st.sampled_from(sorted(GESTES)), max_size=25), st.booleans())
def test_no_sequence_breaks_what_a_household_is(noms: list[str], signale: bool) -> None:
    dossier = un_menage()
    if signale:
        dossier = _signaler(un_menage(EtatDossier.SIGNALE, inscrit_le=None), MOMENT)
    for rang, nom in enumerate(noms):
        quand = Moment(INSTANT + timedelta(days=rang), JOUR + timedelta(days=rang))
        avant = dossier
        try:
            dossier = GESTES[nom](dossier, quand)
        except Refus:
            continue
        _verifier(avant, dossier)
        assert all(
            un.instant > quand.instant
            for un in attendus(dossier, loire_atlantique(), quand.instant)
        )


def _verifier(avant: DossierPrioritaire, dossier: DossierPrioritaire) -> None:
    suivi = dossier.suivi
    entrees = [une for une in suivi.propositions if une.entree_le]
    ouvertes = [une for une in suivi.propositions if une.en_cours and not une.entree_le]
    assert (dossier.etat is EtatDossier.RELOGE) == bool(entrees) == bool(dossier.reloge_le)
    assert len(entrees) <= 1 and (suivi.imputation is None) != bool(entrees)
    assert len(ouvertes) <= 1
    loge = dossier.etat in (EtatDossier.PROPOSE, EtatDossier.ACCEPTE)
    assert loge <= (len(ouvertes) == 1)
    if dossier.etat is EtatDossier.DESIGNE:
        assert dossier.bailleur and suivi.designations[-1].bailleur == dossier.bailleur.id
    assert [une.numero for une in suivi.propositions] == [*range(1, len(suivi.propositions) + 1)]
    if avant.etat in CLOS and dossier.etat is not avant.etat:
        assert (avant.etat, dossier.etat) == (EtatDossier.NON_INSCRIT, EtatDossier.INSCRIT)
    assert avant.parties <= dossier.parties
