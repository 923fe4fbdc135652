"""The pace: what the platforms allow, whoever sends, and never a wait for nothing."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.base import Rythme
from bot.scheduler.cadence import ECART, HORIZON, MINUTE, Cadence
from core.domain.organisations import Destination
from storage.depots.cadences import Allure

NOM = "essai"
RYTHME = Rythme(par_seconde=30, secondes_par_conversation=1.0, groupe_par_minute=20)
FENTE = 1 / 29
"""What waiting for the platform's slot may take from a conversation's second."""

DEPART = 1_790_000_000.0
pauses = st.floats(min_value=0, max_value=2)
essais = st.lists(st.tuples(pauses, st.integers(0, 3)), min_size=30, max_size=120)


class Copies:
    """Several copies of the program on one base: each learns the paces anew, then writes them."""

    def __init__(self, rythme: Rythme = RYTHME) -> None:
        self.rythme = rythme
        self.base: dict[str, Allure] = {}
        self.maintenant = DEPART

    def une(self) -> Cadence:
        """Give a copy that has read the base."""
        cadence = Cadence(NOM, self.rythme, self.maintenant)
        cadence.apprendre(self.base)
        return cadence

    def envoyer(self, destination: Destination) -> float | None:
        """Have some copy send now; None when it is put off."""
        cadence = self.une()
        if not cadence.places(1) or cadence.attente(destination) > HORIZON:
            return None
        depart = cadence.reserver(destination)
        self.base |= cadence.changees
        return depart

    def jouer(self, essais: Sequence[tuple[float, int]], **suite: Any) -> dict[int, list[float]]:
        """Let copies send to four conversations in turn; give the departures of each."""
        departs: dict[int, list[float]] = {}
        for pause, rang in essais:
            self.maintenant += pause
            depart = self.envoyer(Destination(NOM, f"c{rang}", **suite))
            if depart is not None:
                departs.setdefault(rang, []).append(depart)
        return departs


def au_plus(departs: Sequence[float], nombre: int, duree: float) -> bool:
    """Tell whether no span of `duree` seconds holds more than `nombre` departures."""
    tries = sorted(departs)
    return all(apres - avant >= duree for avant, apres in zip(tries, tries[nombre:], strict=False))


@settings(max_examples=25)
@given(essais)
def test_no_conversation_is_spoken_to_more_often_than_its_limit(
    essais: list[tuple[float, int]],
) -> None:
    for departs in Copies().jouer(essais).values():
        assert all(apres - avant >= 1 - 1.2 * FENTE for avant, apres in pairwise(departs))
        assert departs[-1] - departs[0] >= len(departs) - 1 - 1.2 * FENTE


@settings(max_examples=25)
@given(st.lists(st.tuples(st.floats(0, 0.3), st.integers(0, 1)), min_size=60, max_size=150))
def test_no_group_gets_more_than_its_count_in_any_minute(essais: list[tuple[float, int]]) -> None:
    copies = Copies(Rythme(par_seconde=30, groupe_par_minute=20))
    for departs in copies.jouer(essais, prive=False).values():
        assert au_plus(departs, 20, 60)


@settings(max_examples=25)
@given(st.lists(st.tuples(st.floats(0, 0.02), st.integers(0, 500)), min_size=60, max_size=150))
def test_the_platform_never_gets_more_than_its_rate_in_any_second(
    essais: list[tuple[float, int]],
) -> None:
    departs = Copies().jouer(essais)
    assert au_plus([un for ceux in departs.values() for un in ceux], 30, 1)


def test_the_whole_rate_of_the_platform_is_used_but_its_margin() -> None:
    copies, departs = Copies(), list[float | None]()
    for rang in range(1200):
        copies.maintenant = DEPART + rang / 60
        departs.append(copies.envoyer(Destination(NOM, f"c{rang}")))
    assert sum(un is not None for un in departs) >= 0.96 * 30 * 20


def test_a_conversation_that_waits_holds_no_other_back() -> None:
    copies = Copies()
    for _ in range(2):
        copies.envoyer(Destination(NOM, "bavarde"))
    autre = copies.envoyer(Destination(NOM, "calme"))
    assert autre is not None
    assert autre - DEPART < 3 * FENTE


def test_nothing_is_reserved_further_than_the_horizon() -> None:
    copies = Copies()
    departs = [copies.envoyer(Destination(NOM, f"c{rang}")) for rang in range(100)]
    assert max(un for un in departs if un is not None) <= DEPART + HORIZON
    assert departs[-1] is None


@pytest.mark.parametrize("recul", [MINUTE, 3600, 86_400])
def test_a_clock_that_goes_back_blocks_nothing(recul: float) -> None:
    copies, groupe = Copies(), Destination(NOM, "groupe", prive=False)
    for _ in range(30):
        copies.maintenant += 1
        copies.envoyer(groupe)
    copies.maintenant = DEPART - recul
    depart = copies.envoyer(groupe)
    assert depart is not None
    assert depart - copies.maintenant < 2 * FENTE


def test_a_copy_whose_clock_is_a_little_behind_still_respects_the_others() -> None:
    copies, marie = Copies(), Destination(NOM, "marie")
    copies.envoyer(marie)
    copies.maintenant -= ECART / 2
    assert copies.envoyer(marie) is None


def test_the_topics_of_a_conversation_share_its_pace() -> None:
    copies = Copies()
    copies.envoyer(Destination(NOM, "groupe", "7"))
    assert copies.une().attente(Destination(NOM, "groupe", "8")) >= 1


def test_each_place_of_a_platform_that_says_so_has_its_own() -> None:
    copies = Copies(Rythme(secondes_par_conversation=1.0, par_sujet=True))
    copies.envoyer(Destination(NOM, "canal", "modale"))
    assert copies.une().attente(Destination(NOM, "canal", "accueil")) == 0


def test_a_platform_without_limits_keeps_nothing_and_waits_for_nothing() -> None:
    copies = Copies(Rythme())
    assert [copies.envoyer(Destination(NOM, "marie")) for _ in range(3)] == [DEPART] * 3
    assert copies.base == {}
