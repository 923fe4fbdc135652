"""Days that count, days that do not, and the end of a local day."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.domain.calendrier import (
    Periode,
    Unite,
    ajouter_jours,
    compte,
    fin_de_jour,
    instant_local,
    jour_local,
    reporter,
    retrancher_jours,
)

NOEL = date(2026, 12, 25)
FERIES = frozenset({date(2026, 12, 20), NOEL, date(2027, 1, 1)})
jours = st.dates(date(2024, 1, 1), date(2034, 12, 31))
feries = st.frozensets(st.dates(date(2024, 1, 1), date(2035, 12, 31)), max_size=20)
zones = st.sampled_from(["Indian/Reunion", "Europe/Paris", "America/Cayenne", "Pacific/Noumea"])


@pytest.mark.parametrize(
    ("unite", "attendu"),
    [
        (Unite.CALENDAIRE, date(2026, 12, 26)),
        (Unite.OUVRABLE, date(2026, 12, 28)),
        (Unite.OUVRE, date(2026, 12, 29)),
    ],
)
def test_three_days_after_wednesday_23_december_skip_what_the_unit_skips(
    unite: Unite, attendu: date
) -> None:
    assert ajouter_jours(date(2026, 12, 23), 3, unite, FERIES) == attendu


@pytest.mark.parametrize("unite", list(Unite))
def test_the_starting_day_is_not_counted(unite: Unite) -> None:
    mardi = date(2026, 12, 8)
    assert ajouter_jours(mardi, 1, unite, FERIES) == date(2026, 12, 9)


@pytest.mark.parametrize("unite", list(Unite))
def test_zero_days_stay_on_the_starting_day(unite: Unite) -> None:
    assert ajouter_jours(NOEL, 0, unite, FERIES) == NOEL


@pytest.mark.parametrize(
    ("jour", "calendaire", "ouvrable", "ouvre"),
    [
        (date(2026, 12, 18), True, True, True),
        (date(2026, 12, 19), True, True, False),
        (date(2026, 12, 27), True, False, False),
        (NOEL, True, False, False),
    ],
    ids=["Friday", "Saturday", "Sunday", "holiday"],
)
def test_a_day_counts_according_to_the_unit(
    jour: date, calendaire: bool, ouvrable: bool, ouvre: bool
) -> None:
    assert [compte(jour, une, FERIES) for une in Unite] == [calendaire, ouvrable, ouvre]


@pytest.mark.parametrize(
    ("jour", "attendu"),
    [
        (date(2026, 12, 18), date(2026, 12, 18)),
        (date(2026, 12, 19), date(2026, 12, 21)),
        (date(2026, 12, 20), date(2026, 12, 21)),
        (NOEL, date(2026, 12, 28)),
    ],
    ids=["working day", "Saturday", "Sunday and holiday", "Friday holiday before a week-end"],
)
def test_report_moves_to_the_next_working_day(jour: date, attendu: date) -> None:
    assert reporter(jour, FERIES) == attendu


def test_a_day_ends_at_the_next_local_midnight() -> None:
    fin = fin_de_jour(date(2026, 12, 20), "Indian/Reunion")
    assert fin == datetime(2026, 12, 20, 20, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("jour", "heures"),
    [(date(2026, 10, 25), 25), (date(2026, 3, 29), 23), (date(2026, 6, 1), 24)],
    ids=["back to winter time", "summer time begins", "ordinary day"],
)
def test_a_day_in_paris_lasts_what_its_clock_shows(jour: date, heures: int) -> None:
    debut = instant_local(jour, time.min, "Europe/Paris")
    assert fin_de_jour(jour, "Europe/Paris") - debut == timedelta(hours=heures)


def test_25_october_2026_ends_in_winter_time_in_paris() -> None:
    fin = fin_de_jour(date(2026, 10, 25), "Europe/Paris")
    assert fin == datetime(2026, 10, 25, 23, 0, tzinfo=UTC)


def test_29_march_2026_ends_in_summer_time_in_paris() -> None:
    fin = fin_de_jour(date(2026, 3, 29), "Europe/Paris")
    assert fin == datetime(2026, 3, 29, 22, 0, tzinfo=UTC)


def test_late_evening_in_utc_is_already_tomorrow_in_la_reunion() -> None:
    instant = datetime(2026, 12, 10, 20, 30, tzinfo=UTC)
    assert jour_local(instant, "Indian/Reunion") == date(2026, 12, 11)


@pytest.mark.parametrize(
    ("jour", "attendu"),
    [
        (date(2023, 12, 31), False),
        (date(2024, 1, 1), True),
        (date(2026, 12, 31), True),
        (date(2027, 1, 1), False),
    ],
)
def test_a_period_holds_both_its_ends(jour: date, attendu: bool) -> None:
    assert Periode(date(2024, 1, 1), date(2026, 12, 31)).contient(jour) is attendu


def test_an_open_ended_period_never_ends() -> None:
    assert Periode(date(2024, 1, 1)).contient(date(2099, 12, 31))


@settings(max_examples=150, deadline=None)
@given(jours, st.integers(0, 90), feries)
def test_n_calendar_days_end_exactly_n_days_later(
    depart: date, nombre: int, chomes: frozenset[date]
) -> None:
    assert ajouter_jours(depart, nombre, Unite.CALENDAIRE, chomes) == depart + timedelta(nombre)


@settings(max_examples=150, deadline=None)
@given(jours, st.integers(1, 40), st.sampled_from([Unite.OUVRABLE, Unite.OUVRE]), feries)
def test_a_working_delay_never_ends_on_a_day_that_does_not_count(
    depart: date, nombre: int, unite: Unite, chomes: frozenset[date]
) -> None:
    fin = ajouter_jours(depart, nombre, unite, chomes)
    assert fin.weekday() != 6
    assert fin not in chomes
    assert unite is Unite.OUVRABLE or fin.weekday() != 5


@settings(max_examples=150, deadline=None)
@given(jours, st.integers(1, 40), st.sampled_from(list(Unite)), feries)
def test_exactly_n_counting_days_lie_after_the_start(
    depart: date, nombre: int, unite: Unite, chomes: frozenset[date]
) -> None:
    fin = ajouter_jours(depart, nombre, unite, chomes)
    ecart = (fin - depart).days
    comptes = [compte(depart + timedelta(n), unite, chomes) for n in range(1, ecart + 1)]
    assert sum(comptes) == nombre


@settings(max_examples=150, deadline=None)
@given(jours, st.integers(0, 40), st.sampled_from(list(Unite)), feries)
def test_one_day_more_ends_later(
    depart: date, nombre: int, unite: Unite, chomes: frozenset[date]
) -> None:
    court = ajouter_jours(depart, nombre, unite, chomes)
    assert court < ajouter_jours(depart, nombre + 1, unite, chomes)


@settings(max_examples=150, deadline=None)
@given(jours, st.integers(0, 10), st.integers(1, 40), st.sampled_from(list(Unite)), feries)
def test_a_later_start_never_ends_earlier(
    depart: date, retard: int, nombre: int, unite: Unite, chomes: frozenset[date]
) -> None:
    tot = ajouter_jours(depart, nombre, unite, chomes)
    assert tot <= ajouter_jours(depart + timedelta(retard), nombre, unite, chomes)


@settings(max_examples=150, deadline=None)
@given(jours, feries)
def test_report_never_moves_back_and_changes_nothing_the_second_time(
    jour: date, chomes: frozenset[date]
) -> None:
    reporte = reporter(jour, chomes)
    assert reporte >= jour
    assert reporter(reporte, chomes) == reporte


@settings(max_examples=150, deadline=None)
@given(jours, zones)
def test_the_last_microsecond_of_a_day_is_still_that_day(jour: date, zone: str) -> None:
    fin = fin_de_jour(jour, zone)
    assert jour_local(fin - timedelta(microseconds=1), zone) == jour
    assert jour_local(fin, zone) == jour + timedelta(days=1)


@settings(max_examples=150, deadline=None)
@given(jours, st.integers(0, 40), st.sampled_from(list(Unite)), feries)
def test_counting_back_then_forward_comes_back_to_a_day_that_counts(
    arrivee: date, nombre: int, unite: Unite, chomes: frozenset[date]
) -> None:
    arrivee = ajouter_jours(arrivee, 1, unite, chomes)
    depart = retrancher_jours(arrivee, nombre, unite, chomes)
    assert ajouter_jours(depart, nombre, unite, chomes) == arrivee
