"""Brakes count on a clock that a test moves."""

from datetime import UTC, datetime, timedelta

from bot.frein import CLES_MAX, Blocage, Frein, Rarete, Verdict

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


def test_beyond_its_share_a_key_is_warned_once_then_nothing_passes_for_as_long() -> None:
    blocage = Blocage(2, 60)
    instants = [INSTANT + timedelta(seconds=s) for s in (0, 50, 59, 60, 118, 119)]
    assert [blocage.juger("a", un).value for un in instants] == [
        *("passe", "passe", "prévenir", "taire", "taire", "passe")
    ]


def test_a_blocked_key_blocks_no_other() -> None:
    blocage = Blocage(1, 60)
    assert [blocage.juger(cle, INSTANT).value for cle in "aaab"] == [
        *("passe", "prévenir", "taire", "passe")
    ]


def test_a_clock_set_back_leaves_nobody_blocked() -> None:
    blocage = Blocage(1, 60)
    blocage.juger("a", INSTANT)
    assert blocage.juger("a", INSTANT - timedelta(days=1)) is Verdict.PASSE


def test_a_block_forgets_the_key_seen_longest_ago() -> None:
    blocage = Blocage(1, 60)
    for rang in range(CLES_MAX + 1):
        blocage.juger(str(rang), INSTANT)
    assert blocage.juger("1", INSTANT) is Verdict.PREVENIR
    assert blocage.juger("0", INSTANT) is Verdict.PASSE
