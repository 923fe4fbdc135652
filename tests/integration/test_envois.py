"""The outbox: each conversation in order, each send once."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.domain.envois import Envoi, Genre
from core.domain.organisations import Destination
from storage.depots.cadences import Allure
from storage.depots.envois import delai_avant_nouvel_essai
from storage.depots.releve import EtatEnvoi
from storage.unit_of_work import Base, UniteDeTravail
from tests.integration.outils import MAINTENANT, a_prendre, nouvel_envoi, organisation

MINUTE = timedelta(minutes=1)
MARIE = Destination("essai", "marie")


def ajouter(base: Base, *cles: str, **suite: object) -> list[bool]:
    """Store sends; tell for each whether it was new."""
    with base.transaction() as uow:
        return [uow.envois.ajouter(nouvel_envoi(cle, **suite)) for cle in cles]  # type: ignore[arg-type]


def tenir(uow: UniteDeTravail, envoi: Envoi, prise: str = "copie") -> Envoi:
    """Claim a send for a minute, and have it leave for the first time."""
    (pris,) = uow.envois.prendre([envoi], MAINTENANT + MINUTE, prise)
    pris = replace(pris, essais=envoi.essais + 1)
    assert uow.envois.partir(pris, MAINTENANT, MAINTENANT + MINUTE)
    return pris


def prendre(base: Base, envoi: Envoi, prise: str = "copie") -> Envoi:
    """Claim a send for a minute, in its own transaction."""
    with base.transaction() as uow:
        return tenir(uow, envoi, prise)


def test_the_same_send_is_stored_once(base: Base) -> None:
    assert ajouter(base, "1", "1") == [True, False]


def test_a_conversation_is_served_in_order(base: Base) -> None:
    ajouter(base, "1", "2")
    assert [un.cle for un in a_prendre(base)] == ["1"]


def test_two_conversations_are_served_together(base: Base) -> None:
    ajouter(base, "1", "2")
    ajouter(base, "3", adresse="nadia")
    assert [un.cle for un in a_prendre(base)] == ["1", "3"]


def test_two_topics_of_a_group_are_two_conversations(base: Base) -> None:
    with base.transaction() as uow:
        for sujet in ("7", None):
            vers = Destination("essai", "groupe", sujet, prive=False)
            envoi = nouvel_envoi(f"{sujet}")
            uow.envois.ajouter(type(envoi)(envoi.genre, vers, envoi.cle, MAINTENANT))
    assert len(a_prendre(base)) == 2


def test_a_send_waits_for_its_instant(base: Base) -> None:
    ajouter(base, "1", dans=MINUTE)
    assert a_prendre(base) == []
    assert [un.cle for un in a_prendre(base, MAINTENANT + MINUTE)] == ["1"]


def test_what_follows_a_send_put_off_waits_behind_it(base: Base) -> None:
    ajouter(base, "1", dans=MINUTE)
    ajouter(base, "2")
    assert a_prendre(base) == []


def test_while_a_send_is_under_way_the_next_of_its_conversation_waits(base: Base) -> None:
    ajouter(base, "1", "2")
    (premier,) = a_prendre(base)
    prendre(base, premier)
    assert a_prendre(base) == []


def test_once_a_send_is_settled_the_next_of_its_conversation_goes(base: Base) -> None:
    ajouter(base, "1", "2")
    (premier,) = a_prendre(base)
    premier = prendre(base, premier)
    with base.transaction() as uow:
        uow.envois.regler(premier, EtatEnvoi.ENVOYE, MAINTENANT, message="m1")
    assert [un.cle for un in a_prendre(base)] == ["2"]


def test_a_person_s_answer_goes_before_an_edit(base: Base) -> None:
    ajouter(base, "edit", genre=Genre.MISE_A_JOUR)
    ajouter(base, "answer", genre=Genre.REPONSE)
    assert [un.cle for un in a_prendre(base)] == ["answer"]


def test_the_sends_of_a_platform_that_is_not_set_up_wait(base: Base) -> None:
    ajouter(base, "1")
    with base.transaction() as uow:
        assert uow.envois.a_prendre(MAINTENANT, ["telegram"]) == []


def test_a_send_claimed_cannot_be_claimed_again(base: Base) -> None:
    ajouter(base, "1")
    (envoi,) = a_prendre(base)
    prendre(base, envoi)
    with base.transaction() as uow:
        assert uow.envois.prendre([envoi], MAINTENANT + MINUTE, "autre copie") == []


def test_a_send_put_back_is_tried_at_its_instant_with_its_number_of_attempts(base: Base) -> None:
    ajouter(base, "1")
    (envoi,) = a_prendre(base)
    envoi = prendre(base, envoi)
    with base.transaction() as uow:
        uow.envois.remettre(envoi, MAINTENANT + MINUTE, "occupé")
    assert a_prendre(base) == []
    assert [un.essais for un in a_prendre(base, MAINTENANT + MINUTE)] == [1]


def test_a_possible_double_stays_marked(base: Base) -> None:
    ajouter(base, "1")
    with base.transaction() as uow:
        for raison, doublon in (("?", True), ("occupé", False)):
            envoi = tenir(uow, a_prendre_ici(uow))
            uow.envois.remettre(envoi, MAINTENANT, raison, doublon=doublon)
        assert a_prendre_ici(uow).doublon


def test_holding_a_conversation_puts_off_all_that_waits_in_it_and_nothing_else(base: Base) -> None:
    ajouter(base, "1", "2")
    ajouter(base, "3", adresse="nadia")
    with base.transaction() as uow:
        uow.envois.retenir(MARIE, MAINTENANT + MINUTE)
    assert [un.cle for un in a_prendre(base)] == ["3"]


def test_holding_a_conversation_brings_nothing_forward(base: Base) -> None:
    ajouter(base, "1", dans=2 * MINUTE)
    with base.transaction() as uow:
        uow.envois.retenir(MARIE, MAINTENANT + MINUTE)
    assert a_prendre(base, MAINTENANT + MINUTE) == []


def test_the_sends_of_a_dead_process_are_known_once_their_claim_is_over(base: Base) -> None:
    ajouter(base, "1")
    (envoi,) = a_prendre(base)
    prendre(base, envoi)
    with base.transaction() as uow:
        assert uow.envois.abandonnes(MAINTENANT) == []
        assert [un.cle for un in uow.envois.abandonnes(MAINTENANT + MINUTE)] == ["1"]


@pytest.mark.parametrize("etat", [EtatEnvoi.REFUSE, EtatEnvoi.MORT, EtatEnvoi.PERDU_DE_VUE])
def test_a_notice_that_did_not_get_through_may_be_tried_again(base: Base, etat: EtatEnvoi) -> None:
    ajouter(base, "1")
    (envoi,) = a_prendre(base)
    with base.transaction() as uow:
        envoi = tenir(uow, envoi)
        uow.envois.regler(envoi, etat, MAINTENANT)
        assert uow.envois.relancer(envoi.id, MAINTENANT)
    assert [un.cle for un in a_prendre(base)] == ["1"]


@pytest.mark.parametrize("etat", [EtatEnvoi.ENVOYE, EtatEnvoi.OBSOLETE])
def test_a_notice_that_got_through_is_not_sent_again(base: Base, etat: EtatEnvoi) -> None:
    ajouter(base, "1")
    (envoi,) = a_prendre(base)
    with base.transaction() as uow:
        envoi = tenir(uow, envoi)
        uow.envois.regler(envoi, etat, MAINTENANT)
        assert not uow.envois.relancer(envoi.id, MAINTENANT)


def test_an_answer_whose_body_was_erased_is_not_sent_again(base: Base) -> None:
    ajouter(base, "1", genre=Genre.REPONSE, corps="{}")
    (envoi,) = a_prendre(base)
    with base.transaction() as uow:
        envoi = tenir(uow, envoi)
        uow.envois.regler(envoi, EtatEnvoi.REFUSE, MAINTENANT)
        assert not uow.envois.relancer(envoi.id, MAINTENANT)


def test_a_commit_wakes_the_dispatcher_only_when_something_is_to_be_sent(base: Base) -> None:
    reveils: list[int] = []
    base.reveiller = lambda: reveils.append(1)
    with base.transaction() as uow:
        organisation(uow, "SIDR")
    assert reveils == []
    ajouter(base, "1")
    assert reveils == [1]


def test_the_wait_between_attempts_doubles_up_to_two_minutes() -> None:
    attentes = [delai_avant_nouvel_essai(n).total_seconds() for n in range(1, 9)]
    assert attentes == [2, 4, 8, 16, 32, 64, 120, 120]


def test_a_conversation_that_moved_takes_its_waiting_sends_along(base: Base) -> None:
    ajouter(base, "1")
    with base.transaction() as uow:
        uow.canaux.deplacer(MARIE, "ailleurs")
    assert [un.destination.adresse for un in a_prendre(base)] == ["ailleurs"]


def test_a_conversation_that_moved_where_another_is_attached_becomes_one_with_it(
    base: Base,
) -> None:
    ancien, nouveau = (Destination("essai", un, None, prive=False) for un in ("-1", "-100"))
    with base.transaction() as uow:
        port = organisation(uow, "Le Port").id
        uow.canaux.ajouter(port, ancien, MAINTENANT)
        uow.canaux.ajouter(port, nouveau, MAINTENANT)
    with base.transaction() as uow:
        uow.canaux.deplacer(ancien, "-100")
        assert uow.canaux.destinations(port) == [nouveau]


def a_prendre_ici(uow: object) -> Envoi:
    """Give the only send that waits, in the same transaction."""
    (envoi,) = uow.envois.a_prendre(MAINTENANT, ["essai"])  # type: ignore[attr-defined]
    assert isinstance(envoi, Envoi)
    return envoi


def test_a_send_taken_over_by_another_copy_is_not_put_back(base: Base) -> None:
    ajouter(base, "1")
    (envoi,) = a_prendre(base)
    with base.transaction() as uow:
        envoi = tenir(uow, envoi)
        uow.envois.regler(envoi, EtatEnvoi.ENVOYE, MAINTENANT, message="m1")
        uow.envois.remettre(envoi, MAINTENANT, "trop tard")
    assert a_prendre(base) == []


def test_a_send_claimed_by_a_copy_that_died_before_it_left_is_simply_free_again(base: Base) -> None:
    ajouter(base, "1")
    with base.transaction() as uow:
        uow.envois.prendre([a_prendre_ici(uow)], MAINTENANT + MINUTE, "copie")
        assert uow.envois.abandonnes(MAINTENANT + MINUTE) == []
    (envoi,) = a_prendre(base)
    assert (envoi.essais, envoi.doublon) == (0, False)


def test_a_claim_made_before_the_clock_went_back_is_over(base: Base) -> None:
    ajouter(base, "1")
    (envoi,) = a_prendre(base)
    prendre(base, envoi)
    with base.transaction() as uow:
        assert [un.cle for un in uow.envois.abandonnes(MAINTENANT - timedelta(hours=1))] == ["1"]


def test_a_copy_that_lost_its_claim_may_neither_send_nor_settle(base: Base) -> None:
    ajouter(base, "1")
    (envoi,) = a_prendre(base)
    with base.transaction() as uow:
        (gelee,) = uow.envois.prendre([envoi], MAINTENANT, "copie gelée")
    with base.transaction() as uow:
        uow.envois.abandonnes(MAINTENANT + MINUTE)
        tenir(uow, a_prendre_ici(uow), "autre copie")
    with base.transaction() as uow:
        assert not uow.envois.partir(gelee, MAINTENANT, MAINTENANT + MINUTE)
        assert not uow.envois.regler(gelee, EtatEnvoi.ENVOYE, MAINTENANT, message="m1")


def test_what_arrived_is_settled_though_it_was_put_back_meanwhile(base: Base) -> None:
    ajouter(base, "1")
    (envoi,) = a_prendre(base)
    gelee = prendre(base, envoi)
    with base.transaction() as uow:
        uow.envois.remettre(gelee, MAINTENANT, "arrêt du service", doublon=True)
    with base.transaction() as uow:
        assert not uow.envois.tient(gelee)
        assert uow.envois.regler(gelee, EtatEnvoi.ENVOYE, MAINTENANT, message="m1")
    assert a_prendre(base) == []


def test_a_send_given_back_before_it_left_waits_again(base: Base) -> None:
    ajouter(base, "1")
    (envoi,) = a_prendre(base)
    with base.transaction() as uow:
        uow.envois.rendre(uow.envois.prendre([envoi], MAINTENANT + MINUTE, "copie"))
    assert [un.cle for un in a_prendre(base)] == ["1"]


def test_a_batch_takes_the_oldest_conversations_up_to_its_size(base: Base) -> None:
    for rang in range(5):
        ajouter(base, f"{rang}", adresse=f"p{rang}")
    with base.transaction() as uow:
        assert [un.cle for un in uow.envois.a_prendre(MAINTENANT, ["essai"], 3)] == ["0", "1", "2"]


def test_a_pace_that_nobody_waits_for_any_more_is_forgotten(base: Base) -> None:
    with base.transaction() as uow:
        uow.cadences.ecrire({"ancienne": Allure(99.0), "recente": Allure(100.0, (98.0,))})
        uow.cadences.purger(100.0)
        lues = uow.cadences.lire(["ancienne", "recente"])
    assert lues == {"recente": Allure(100.0, (98.0,))}


def test_an_edit_waits_behind_every_message_of_its_conversation(base: Base) -> None:
    ajouter(base, "edit", genre=Genre.MISE_A_JOUR)
    ajouter(base, "notice")
    (notice,) = a_prendre(base)
    notice = prendre(base, notice)
    assert a_prendre(base) == []
    with base.transaction() as uow:
        uow.envois.regler(notice, EtatEnvoi.ENVOYE, MAINTENANT)
    assert [un.cle for un in a_prendre(base)] == ["edit"]
