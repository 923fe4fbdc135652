"""The machine's clock: a jump is not believed before it has lasted."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.clock import HorlogeSysteme

DEPART = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
HEURE = 3600.0


class Machine:
    """A wall clock that somebody may set, beside beats that nobody can."""

    def __init__(self) -> None:
        self.mur = DEPART.timestamp()
        self.battements = 1000.0
        self.horloge = HorlogeSysteme(lambda: self.mur, lambda: self.battements)

    def vivre(self, secondes: float) -> None:
        """Let time pass, looking at the clock every minute."""
        while secondes > 0:
            pas = min(secondes, 60.0)
            self.mur, self.battements = self.mur + pas, self.battements + pas
            secondes -= pas
            self.horloge.maintenant()


def ecoule(machine: Machine) -> float:
    """Give the seconds that the clock says have gone by since the start."""
    return (machine.horloge.maintenant() - DEPART).total_seconds()


def test_time_goes_by_as_the_machine_says() -> None:
    machine = Machine()
    machine.vivre(HEURE)
    assert ecoule(machine) == HEURE
    assert machine.horloge.saut is None


def test_a_jump_forward_makes_no_echeance_fall() -> None:
    machine = Machine()
    machine.mur += 72 * HEURE
    machine.vivre(300)
    assert ecoule(machine) == 300
    assert machine.horloge.saut == timedelta(days=3)


def test_a_jump_mended_in_time_leaves_no_trace() -> None:
    machine = Machine()
    machine.mur += 72 * HEURE
    machine.vivre(300)
    machine.mur -= 72 * HEURE
    machine.vivre(HEURE)
    assert ecoule(machine) == HEURE + 300
    assert machine.horloge.saut is None


def test_a_jump_that_lasts_is_believed() -> None:
    machine = Machine()
    machine.mur += 72 * HEURE
    machine.vivre(HorlogeSysteme.CONFIANCE + 60)
    assert ecoule(machine) == 72 * HEURE + HorlogeSysteme.CONFIANCE + 60
    assert machine.horloge.saut is None


def test_a_jump_back_does_not_turn_time_round() -> None:
    machine = Machine()
    machine.mur -= HEURE
    machine.vivre(60)
    assert ecoule(machine) == 60
    assert machine.horloge.saut == timedelta(hours=-1)


def test_a_second_jump_is_waited_for_anew() -> None:
    machine = Machine()
    machine.mur += HEURE
    machine.vivre(500)
    machine.mur += HEURE
    machine.vivre(500)
    assert ecoule(machine) == 1000


def test_small_corrections_are_followed() -> None:
    machine = Machine()
    machine.mur += 5
    machine.vivre(60)
    assert ecoule(machine) == 65


@given(st.lists(st.tuples(st.floats(-1e6, 1e6), st.floats(1, 500)), max_size=8))
def test_whatever_jumps_come_time_never_leaps_before_one_has_lasted(
    sauts: list[tuple[float, float]],
) -> None:
    machine, vecu = Machine(), 0.0
    for saut, duree in sauts:
        avant, mur = ecoule(machine), machine.mur
        machine.mur += saut
        machine.vivre(duree)
        vecu += duree
        marche = ecoule(machine) - avant
        rejoint = abs(ecoule(machine) - (machine.mur - DEPART.timestamp())) < 0.01
        assert rejoint or abs(marche - duree) < 0.01, (mur, saut)
