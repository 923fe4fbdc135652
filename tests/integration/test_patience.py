"""When many people wait for their answers, what nobody waits for lets them pass, for a while."""

from datetime import datetime, timedelta

import pytest

from core.domain.envois import Genre
from storage.unit_of_work import Base
from tests.integration.outils import MAINTENANT, nouvel_envoi

PATIENCE = timedelta(seconds=5)


@pytest.fixture
def garnie(base: Base) -> Base:
    """Have a notice wait for Nadia, a notice then an answer for Marie."""
    with base.transaction() as uow:
        uow.envois.ajouter(nouvel_envoi("avis", adresse="nadia", genre=Genre.AVIS))
        uow.envois.ajouter(nouvel_envoi("rappel", adresse="marie", genre=Genre.RAPPEL))
        uow.envois.ajouter(nouvel_envoi("reponse", adresse="marie", genre=Genre.REPONSE))
    return base


def prets(base: Base, instant: datetime, patience: timedelta = PATIENCE) -> list[str]:
    """Give the keys of what may leave at an instant."""
    with base.transaction() as uow:
        return [un.cle for un in uow.envois.a_prendre(instant, ["essai"], 9, patience)]


def test_a_notice_lets_the_answers_of_others_pass(garnie: Base) -> None:
    assert "avis" not in prets(garnie, MAINTENANT)


def test_a_notice_before_an_answer_leaves_so_that_the_order_holds(garnie: Base) -> None:
    assert prets(garnie, MAINTENANT) == ["rappel"]


def test_a_notice_has_waited_enough_after_its_patience(garnie: Base) -> None:
    assert prets(garnie, MAINTENANT + PATIENCE) == ["avis", "rappel"]


def test_nothing_waits_when_nobody_is_in_a_hurry(garnie: Base) -> None:
    assert prets(garnie, MAINTENANT, timedelta()) == ["avis", "rappel"]
