"""The inbox: an update is kept before it is confirmed, and has one effect."""

from datetime import timedelta

from storage.depots.arrivees import AFFLUENCE, MEMOIRE
from storage.unit_of_work import Base
from tests.integration.outils import MAINTENANT, compter


def deposer(base: Base, *cles: str, plateforme: str = "essai") -> list[bool]:
    """Store raw updates; tell for each whether it was new."""
    with base.transaction() as uow:
        return [uow.arrivees.ajouter(plateforme, cle, cle, MAINTENANT) for cle in cles]


def test_an_update_delivered_twice_is_kept_once(base: Base) -> None:
    assert deposer(base, "1", "1") == [True, False]


def test_two_platforms_may_use_the_same_number(base: Base) -> None:
    assert deposer(base, "1") + deposer(base, "1", plateforme="autre") == [True, True]


def test_updates_wait_in_the_order_of_their_arrival(base: Base) -> None:
    deposer(base, "9", "10", "2")
    with base.transaction() as uow:
        assert [une.charge for une in uow.arrivees.en_attente("essai")] == ["9", "10", "2"]


def test_an_update_is_settled_once(base: Base) -> None:
    deposer(base, "1")
    with base.transaction() as uow:
        (une,) = uow.arrivees.en_attente("essai")
        assert [uow.arrivees.traiter(une.id, MAINTENANT) for _ in range(2)] == [True, False]


def test_an_update_settled_is_still_known_as_a_double(base: Base) -> None:
    deposer(base, "1")
    with base.transaction() as uow:
        (une,) = uow.arrivees.en_attente("essai")
        uow.arrivees.traiter(une.id, MAINTENANT)
    assert deposer(base, "1") == [False]


def test_a_failed_handling_leaves_the_update_waiting(base: Base) -> None:
    deposer(base, "1")
    with base.transaction() as uow:
        (une,) = uow.arrivees.en_attente("essai")
        uow.arrivees.compter_essai(une.id)
    with base.transaction() as uow:
        assert [une.essais for une in uow.arrivees.en_attente("essai")] == [1]
        assert uow.arrivees.nombre_en_attente() == 1


def test_updates_handled_long_ago_are_forgotten_and_those_that_wait_are_not(base: Base) -> None:
    deposer(base, "1", "2")
    with base.transaction() as uow:
        uow.arrivees.traiter(uow.arrivees.en_attente("essai")[0].id, MAINTENANT)
        uow.arrivees.purger(MAINTENANT + MEMOIRE + timedelta(seconds=1))
    assert compter(base, "arrivee") == 1


def test_listening_goes_forward_only(base: Base) -> None:
    with base.transaction() as uow:
        uow.ecoutes.noter("essai", MAINTENANT)
        uow.ecoutes.noter("essai", MAINTENANT - timedelta(hours=1))
        assert uow.ecoutes.jusqu_a() == MAINTENANT


def test_what_was_heard_is_what_every_platform_heard(base: Base) -> None:
    with base.transaction() as uow:
        uow.ecoutes.noter("essai", MAINTENANT)
        uow.ecoutes.noter("autre", MAINTENANT - timedelta(hours=1))
        assert uow.ecoutes.jusqu_a() == MAINTENANT - timedelta(hours=1)


def test_with_no_platform_there_is_nothing_to_hear(base: Base) -> None:
    with base.transaction() as uow:
        assert uow.ecoutes.jusqu_a() is None


def test_many_updates_in_a_second_make_people_wait_for_one_another(base: Base) -> None:
    deposer(base, *map(str, range(AFFLUENCE)))
    with base.transaction() as uow:
        assert uow.arrivees.affluence(MAINTENANT + timedelta(seconds=0.9))


def test_a_second_later_nobody_waits_any_more(base: Base) -> None:
    deposer(base, *map(str, range(AFFLUENCE)))
    with base.transaction() as uow:
        assert not uow.arrivees.affluence(MAINTENANT + timedelta(seconds=1))


def test_a_few_people_do_not_make_a_crowd(base: Base) -> None:
    deposer(base, *map(str, range(AFFLUENCE - 1)))
    with base.transaction() as uow:
        assert not uow.arrivees.affluence(MAINTENANT)
