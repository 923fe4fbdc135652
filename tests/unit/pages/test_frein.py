"""Brakes count on a clock that a test moves."""

from datetime import UTC, datetime, timedelta

from bot.web.pages.frein import CLES_MAX, Frein, Rarete

INSTANT = datetime(2026, 3, 10, tzinfo=UTC)


class Temps:
    """Seconds that only a test moves."""

    def __init__(self) -> None:
        self.secondes = 0.0

    def __call__(self) -> float:
        return self.secondes


def test_a_burst_passes_then_each_key_waits_for_its_next_token() -> None:
    temps = Temps()
    frein = Frein(3, 0.5, temps)
    assert [frein.attente("a") for _ in range(4)] == [0, 0, 0, 2]
    assert frein.attente("b") == 0
    temps.secondes = 2
    assert [frein.attente("a") for _ in range(2)] == [0, 2]


def test_a_bucket_never_holds_more_than_its_burst() -> None:
    temps = Temps()
    frein = Frein(2, 1, temps)
    temps.secondes = 3600
    assert [frein.attente("a") for _ in range(3)] == [0, 0, 1]


def test_keys_without_end_are_forgotten_oldest_first() -> None:
    frein = Frein(1, 1, Temps())
    for n in range(CLES_MAX + 1):
        frein.attente(str(n))
    assert frein.attente("0") == 0
    assert frein.attente(str(CLES_MAX)) == 1


def test_a_key_passes_once_in_its_time() -> None:
    rarete = Rarete(60)
    secondes = (0, 59, 60, 61)
    passages = [rarete.passe("a", INSTANT + timedelta(seconds=une)) for une in secondes]
    assert passages == [True, False, True, False]
    assert rarete.passe("b", INSTANT)


def test_a_key_passes_so_many_times_in_its_time() -> None:
    rarete = Rarete(60, fois=2)
    secondes = (0, 30, 59, 60, 61, 90)
    passages = [rarete.passe("a", INSTANT + timedelta(seconds=une)) for une in secondes]
    assert passages == [True, True, False, True, False, True]
