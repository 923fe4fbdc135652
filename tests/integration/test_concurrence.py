"""Several writers at once, as when several copies of the program run."""

from collections import Counter
from itertools import pairwise

import pytest

from core.domain.envois import Genre
from core.domain.journal import premiere_rupture
from core.domain.organisations import Organisation, Role
from core.usecases.adhesions import empreinte_du_code, inviter
from storage.depots.dialogues import Action
from storage.unit_of_work import Base
from storage.verification import ruptures
from tests.integration.outils import (
    MAINTENANT,
    REF,
    candidature,
    creer_avis,
    ensemble,
    entree,
    nouvel_envoi,
    organisation,
)

FILS = 6
CODE = "ABCD-2345-WXYZ"


def test_references_count_per_year_and_per_prefix(base: Base) -> None:
    with base.transaction() as uow:
        prises = [
            uow.avis.reference_suivante(prefixe, annee)
            for prefixe, annee in (("AV", 2026), ("AV", 2026), ("AV", 2027), ("PN", 2026))
        ]
    assert prises == ["AV-2026-0001", "AV-2026-0002", "AV-2027-0001", "PN-2026-0001"]


def test_references_go_on_beyond_four_digits(base: Base) -> None:
    with base.transaction() as uow:
        uow.avis.reference_suivante("AV", 2026)
        uow.connexion.exec_driver_sql("UPDATE compteur SET valeur = 9999")
        assert uow.avis.reference_suivante("AV", 2026) == "AV-2026-10000"


def test_references_taken_together_have_no_double_and_no_gap(base: Base) -> None:
    def prendre(_: int) -> list[str]:
        prises = []
        for _ in range(5):
            with base.transaction() as uow:
                prises.append(uow.avis.reference_suivante("AV", 2026))
        return prises

    prises = sorted(une for lot in ensemble(FILS, prendre) for une in lot)
    assert prises == [f"AV-2026-{rang:04d}" for rang in range(1, 5 * FILS + 1)]


def test_a_transaction_undone_leaves_no_gap_in_the_references(base: Base) -> None:
    with pytest.raises(RuntimeError), base.transaction() as uow:
        uow.avis.reference_suivante("AV", 2026)
        raise RuntimeError
    with base.transaction() as uow:
        assert uow.avis.reference_suivante("AV", 2026) == "AV-2026-0001"


def test_a_send_claimed_together_is_won_once(base: Base) -> None:
    with base.transaction() as uow:
        uow.envois.ajouter(nouvel_envoi("1"))
        (envoi,) = uow.envois.a_prendre(MAINTENANT, ["essai"])

    def reclamer(rang: int) -> int:
        with base.transaction() as uow:
            return len(uow.envois.prendre([envoi], MAINTENANT, f"copie {rang}"))

    assert Counter(ensemble(FILS, reclamer)) == {1: 1, 0: FILS - 1}


def test_entries_appended_together_make_one_chain(base: Base) -> None:
    with base.transaction() as uow:
        uow.journal.ajouter(entree())

    def ecrire(rang: int) -> None:
        for tour in range(4):
            with base.transaction() as uow:
                uow.journal.ajouter(entree(action=f"{rang}-{tour}"))

    ensemble(FILS, ecrire)
    with base.transaction() as uow:
        chaine = uow.journal.chaine(REF)
        assert premiere_rupture(chaine) is None
        assert list(ruptures(uow, [REF])) == []
    assert len(chaine) == 1 + 4 * FILS
    assert all(suite.precedente == avant.empreinte for avant, suite in pairwise(chaine))


def test_two_dossiers_written_together_have_each_their_chain(base: Base) -> None:
    def ecrire(rang: int) -> None:
        for _ in range(4):
            with base.transaction() as uow:
                uow.journal.ajouter(entree(f"AV-2026-{rang:04d}"))

    ensemble(FILS, ecrire)
    with base.transaction() as uow:
        assert list(ruptures(uow, uow.journal.dossiers())) == []
        assert [len(uow.journal.chaine(un)) for un in uow.journal.dossiers()] == [4] * FILS


def test_an_invitation_shown_together_is_used_once(base: Base) -> None:
    with base.transaction() as uow:
        inviter(uow, MAINTENANT, organisation(uow, "SIDR"), Role.AGENT, CODE)

    def montrer(_: int) -> tuple[Organisation, Role] | None:
        with base.transaction() as uow:
            return uow.invitations.consommer(empreinte_du_code(CODE), MAINTENANT)

    assert sum(trouve is not None for trouve in ensemble(FILS, montrer)) == 1


def test_an_update_handed_over_together_is_stored_once(base: Base) -> None:
    def deposer(_: int) -> bool:
        with base.transaction() as uow:
            return uow.arrivees.ajouter("essai", "1", "{}", MAINTENANT)

    assert Counter(ensemble(FILS, deposer)) == {True: 1, False: FILS - 1}


def test_an_update_settled_together_has_one_effect(base: Base) -> None:
    with base.transaction() as uow:
        uow.arrivees.ajouter("essai", "1", "{}", MAINTENANT)
        (arrivee,) = uow.arrivees.en_attente("essai")

    def traiter(_: int) -> bool:
        with base.transaction() as uow:
            if uow.arrivees.traiter(arrivee.id, MAINTENANT):
                uow.avis.reference_suivante("AV", 2026)
                return True
            return False

    ensemble(FILS, traiter)
    with base.transaction() as uow:
        assert uow.avis.reference_suivante("AV", 2026) == "AV-2026-0002"


def test_the_same_notice_decided_together_is_stored_once(base: Base) -> None:
    def ajouter(_: int) -> bool:
        with base.transaction() as uow:
            return uow.envois.ajouter(nouvel_envoi("relance:1", genre=Genre.RELANCE))

    assert sum(ensemble(FILS, ajouter)) == 1


def test_two_changes_of_the_same_avis_wait_for_each_other(base: Base) -> None:
    with base.transaction() as uow:
        avis, port = creer_avis(uow), organisation(uow, "Le Port")

    def ajouter(rang: int) -> None:
        with base.transaction() as uow:
            assert uow.avis.par_id(avis.id, verrou=True)
            numero = len(uow.avis.candidatures(avis.id)) + 1
            une = candidature(numero, port.id, f"9740318000{rang + 10}310001")
            uow.avis.ajouter_candidature(avis.id, une)

    ensemble(FILS, ajouter)
    with base.transaction() as uow:
        liste = uow.avis.candidatures(avis.id)
    assert [une.numero for une in liste] == list(range(1, FILS + 1))


def test_the_same_button_made_together_has_one_token(base: Base) -> None:
    def jeton(_: int) -> str:
        with base.transaction() as uow:
            action = Action("avis", {"reference_avis": REF}, None, None)
            (seul,) = set(uow.boutons.jetons([action, action], MAINTENANT))
            return seul

    assert len(set(ensemble(FILS, jeton))) == 1
