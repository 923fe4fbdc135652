"""Every verb from every state: done where the table permits it, refused in French elsewhere."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from core.domain.avis import (
    AVANT_CALEOL,
    CLOS,
    EN_ATTENTE,
    EN_COURS,
    PERMIS,
    AvisDeVacance,
    Etat,
    Passage,
    accepter_tardifs,
    constater,
    emettre,
    exiger,
    ouvrir,
    recevoir,
    recevoir_relance,
    rectifier,
    relancer,
    rendre,
    retirer,
)
from core.errors import TransitionImpossible
from tests.builders import (
    LE_PORT,
    RECU_LE,
    RELANCE_LE,
    RELANCE_RECUE_LE,
    SIDR,
    SODIAC,
    TERRITOIRE,
    un_avis,
    un_logement,
)

APRES_TOUT = RELANCE_RECUE_LE.replace(year=2027)
VERBES: dict[str, tuple[Callable[[AvisDeVacance], Passage], Etat | None]] = {
    "émettre": (emettre, Etat.EMIS),
    "recevoir": (lambda avis: recevoir(avis, RECU_LE), Etat.OUVERT),
    "relancer": (lambda avis: relancer(avis, RELANCE_LE), Etat.EN_RELANCE),
    "recevoir la relance": (lambda avis: recevoir_relance(avis, RELANCE_RECUE_LE), None),
    "constater": (lambda avis: constater(avis, 0, APRES_TOUT), Etat.REPUTE_TENU),
    "ouvrir": (lambda avis: ouvrir(avis, TERRITOIRE), None),
    "rectifier": (
        lambda avis: rectifier(avis, un_logement(annee=2001), relancer_delai=False),
        None,
    ),
    "relancer le délai": (
        lambda avis: rectifier(avis, avis.logement, relancer_delai=True),
        Etat.EMIS,
    ),
    "rendre": (rendre, Etat.RENDU),
    "retirer": (lambda avis: retirer(avis, "vendu"), Etat.RETIRE),
    "accepter": (lambda avis: accepter_tardifs(avis, 1), Etat.DESIGNE),
}
"""Each verb, and the state it leads to (None: it stays where it is)."""
SUR_UN_CANDIDAT = {
    "répondre sur un candidat",
    "noter une décision",
    "notifier une offre",
    "noter une réponse",
    "signer un bail",
    "noter une visite",
}
ATTENDENT = {Etat.EMIS, Etat.OUVERT, Etat.EN_RELANCE, Etat.SANS_ATTRIBUTAIRE}
TOUS = [(verbe, etat) for verbe in VERBES for etat in Etat]
PERMISES = [(verbe, etat) for verbe, etat in TOUS if etat in PERMIS[verbe]]
REFUSEES = [(verbe, etat) for verbe, etat in TOUS if etat not in PERMIS[verbe]]


def refus(verbe: str, etat: Etat) -> str:
    with pytest.raises(TransitionImpossible) as capture:
        VERBES[verbe][0](un_avis(etat))
    return capture.value.phrase


@pytest.mark.parametrize(("verbe", "etat"), PERMISES)
def test_a_permitted_verb_leads_to_its_state(verbe: str, etat: Etat) -> None:
    faire, arrivee = VERBES[verbe]
    assert faire(un_avis(etat)).avis.etat is (arrivee or etat)


@pytest.mark.parametrize(("verbe", "etat"), PERMISES)
def test_a_passage_says_from_which_state_and_on_which_article(verbe: str, etat: Etat) -> None:
    passage = VERBES[verbe][0](un_avis(etat))
    assert passage.de is etat
    assert passage.action
    assert passage.article.startswith("LP art. ")


@pytest.mark.parametrize(("verbe", "etat"), REFUSEES)
def test_a_refused_verb_names_the_reference_the_state_and_a_way_out(verbe: str, etat: Etat) -> None:
    phrase = refus(verbe, etat)
    assert phrase.startswith(f"AV-2026-0001 est « {etat.value} » : on ne peut {verbe} que si")
    assert phrase.endswith("Voir : /avis AV-2026-0001")


@pytest.mark.parametrize(("verbe", "etat"), REFUSEES)
def test_a_refused_verb_names_every_state_that_would_permit_it(verbe: str, etat: Etat) -> None:
    phrase = refus(verbe, etat)
    assert all(possible.value in phrase for possible in PERMIS[verbe])


@pytest.mark.parametrize("etat", list(Etat))
@pytest.mark.parametrize("verbe", ["proposer", "compléter", *sorted(SUR_UN_CANDIDAT)])
def test_verbs_of_the_list_of_candidates_follow_the_table_too(verbe: str, etat: Etat) -> None:
    if etat in PERMIS[verbe]:
        exiger(un_avis(etat), verbe)
    else:
        with pytest.raises(TransitionImpossible, match=f"« {etat.value} »"):
            exiger(un_avis(etat), verbe)


def test_every_verb_of_the_table_is_walked() -> None:
    de_la_liste = {"proposer", "compléter", "changer la liste de"}
    assert set(VERBES) | de_la_liste | SUR_UN_CANDIDAT == set(PERMIS)


@pytest.mark.parametrize(
    ("verbe", "etats"),
    [
        ("émettre", {Etat.BROUILLON}),
        ("recevoir", {Etat.EMIS, Etat.SANS_ATTRIBUTAIRE}),
        ("relancer", {Etat.OUVERT}),
        ("constater", {Etat.EN_RELANCE}),
        ("proposer", ATTENDENT | {Etat.DESIGNE, Etat.INCOMPLET}),
        ("rendre", ATTENDENT),
        ("retirer", set(Etat) - CLOS),
        ("notifier une offre", {Etat.ATTRIBUE}),
        ("signer un bail", {Etat.ATTRIBUE}),
        ("accepter", {Etat.REPUTE_TENU}),
    ],
)
def test_the_table_says_what_article_6_says(verbe: str, etats: set[Etat]) -> None:
    assert PERMIS[verbe] == etats


def test_a_closed_state_is_left_by_late_candidates_or_an_answer_given_in_time() -> None:
    assert {verbe: etats & CLOS for verbe, etats in PERMIS.items() if etats & CLOS} == {
        "accepter": {Etat.REPUTE_TENU},
        "noter une réponse": {Etat.REFUSE_PAR_TOUS},
    }


def test_what_was_repute_tenu_is_never_withdrawn() -> None:
    with pytest.raises(TransitionImpossible, match="a été réputé tenu : il compte"):
        retirer(un_avis(Etat.DESIGNE, tardifs_acceptes=True), "vendu")


def test_the_groups_of_states_do_not_overlap() -> None:
    assert not CLOS & AVANT_CALEOL
    assert EN_ATTENTE < AVANT_CALEOL
    assert not CLOS & EN_COURS
    assert set(Etat) == CLOS | EN_COURS


@pytest.mark.parametrize("manquant", ["commune", "qpv", "loyer", "preavis"])
def test_an_avis_without_all_its_fields_is_not_sent(manquant: str) -> None:
    avis = un_avis(Etat.BROUILLON, logement=un_logement(**{manquant: None}))
    with pytest.raises(TransitionImpossible, match=f"incomplet : {manquant}"):
        emettre(avis)


def test_a_false_and_a_zero_are_known_values() -> None:
    logement = un_logement(qpv=False, preavis=0, pmr=False)
    assert un_avis(Etat.BROUILLON, logement=logement).manquants == ()


def test_sending_starts_no_clock() -> None:
    assert emettre(un_avis(Etat.BROUILLON)).avis.echeance is None


def test_reception_starts_the_first_delay() -> None:
    ouvert = recevoir(un_avis(Etat.EMIS), RECU_LE).avis
    assert ouvert.echeance is ouvert.premiere
    assert ouvert.premiere is not None
    assert ouvert.premiere.debut == RECU_LE


def test_the_relance_starts_no_clock_until_it_is_received() -> None:
    relance = relancer(un_avis(Etat.OUVERT), RELANCE_LE).avis
    assert relance.relance_le == RELANCE_LE
    assert relance.echeance is None
    recue = recevoir_relance(relance, RELANCE_RECUE_LE).avis
    assert recue.echeance is recue.seconde
    assert recue.seconde is not None


def test_a_relance_is_not_received_without_a_first_delay() -> None:
    with pytest.raises(TransitionImpossible, match="pas de premier délai prouvé"):
        recevoir_relance(un_avis(Etat.EN_RELANCE, premiere=None), RELANCE_RECUE_LE)


@pytest.mark.parametrize(
    ("candidats", "etat"), [(0, Etat.REPUTE_TENU), (1, Etat.INCOMPLET), (2, Etat.INCOMPLET)]
)
def test_the_second_echeance_makes_repute_tenu_or_incomplet(candidats: int, etat: Etat) -> None:
    assert constater(un_avis(Etat.EN_RELANCE), candidats, APRES_TOUT).avis.etat is etat


@pytest.mark.parametrize("manquante", ["premiere", "seconde"])
def test_without_a_proved_reception_nothing_is_ever_repute_tenu(manquante: str) -> None:
    avis = un_avis(Etat.EN_RELANCE, **{manquante: None})
    with pytest.raises(TransitionImpossible, match="pas de réception prouvée"):
        constater(avis, 0, APRES_TOUT)


def test_one_microsecond_before_the_end_nothing_is_repute_tenu() -> None:
    avis = un_avis(Etat.EN_RELANCE)
    assert avis.seconde is not None
    with pytest.raises(TransitionImpossible, match="court encore"):
        constater(avis, 0, avis.seconde.fin.replace(hour=19, minute=59, second=59))
    assert constater(avis, 0, avis.seconde.fin).avis.etat is Etat.REPUTE_TENU


@pytest.mark.parametrize("etat", sorted(PERMIS["relancer le délai"]))
def test_restarting_the_delay_forgets_every_echeance_and_opens_a_new_round(etat: Etat) -> None:
    neuf = rectifier(un_avis(etat), un_logement(annee=2001), relancer_delai=True).avis
    assert (neuf.etat, neuf.tour) == (Etat.EMIS, 2)
    assert (neuf.premiere, neuf.seconde, neuf.relance_le) == (None, None, None)
    assert neuf.logement.annee == 2001


@pytest.mark.parametrize("etat", sorted(PERMIS["rectifier"]))
def test_correcting_restarts_no_clock_unless_asked(etat: Etat) -> None:
    avis = un_avis(etat)
    corrige = rectifier(avis, un_logement(preavis=3), relancer_delai=False).avis
    assert (corrige.etat, corrige.tour) == (etat, 1)
    assert (corrige.premiere, corrige.seconde) == (avis.premiere, avis.seconde)
    assert corrige.logement.preavis == 3


def test_an_avis_opened_to_another_stays_imputed_to_the_first() -> None:
    passage = ouvrir(un_avis(Etat.OUVERT), TERRITOIRE)
    assert passage.avis.renfort == TERRITOIRE
    assert passage.avis.reservataire == LE_PORT
    assert passage.details["flux imputé à"] == "Le Port"


def test_a_withdrawn_avis_keeps_its_reason() -> None:
    assert retirer(un_avis(Etat.OUVERT), "vendu").avis.motif_retrait == "vendu"


def test_a_brouillon_is_seen_by_its_bailleur_alone() -> None:
    brouillon = un_avis(Etat.BROUILLON)
    assert [brouillon.est_partie(une) for une in (SIDR, LE_PORT)] == [True, False]


def test_an_avis_sent_is_seen_by_its_parties_alone() -> None:
    avis = un_avis(Etat.OUVERT, renfort=TERRITOIRE)
    vues = [avis.est_partie(une) for une in (SIDR, LE_PORT, TERRITOIRE, SODIAC)]
    assert vues == [True, True, True, False]


def test_repr_does_not_show_the_salt() -> None:
    assert "sel de l'avis" not in repr(un_avis())
