"""Dates worked out by hand, and the public holidays they rest on."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from core.domain.calendrier import Unite
from core.domain.delais import premier_delai
from tests.builders import a_la_reunion, des_termes, un_logement, une_convention

FERIES = une_convention().termes.feries
ANNEES = range(2024, 2036)
OUVRABLE, OUVRE = Unite.OUVRABLE, Unite.OUVRE


@pytest.mark.parametrize("annee", ANNEES)
def test_the_abolition_of_slavery_is_a_holiday_in_la_reunion(annee: int) -> None:
    assert date(annee, 12, 20) in FERIES


@pytest.mark.parametrize("annee", ANNEES)
@pytest.mark.parametrize(
    ("mois", "jour"), [(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)]
)
def test_the_fixed_holidays_of_france_are_holidays(annee: int, mois: int, jour: int) -> None:
    assert date(annee, mois, jour) in FERIES


@pytest.mark.parametrize(
    "jour",
    [
        date(2026, 4, 6),
        date(2026, 5, 14),
        date(2026, 5, 25),
        date(2027, 3, 29),
        date(2027, 5, 6),
        date(2027, 5, 17),
    ],
    ids=str,
)
def test_the_moving_holidays_are_holidays(jour: date) -> None:
    assert jour in FERIES


@pytest.mark.parametrize(
    "jour", [date(2026, 4, 3), date(2026, 5, 22), date(2026, 5, 27), date(2026, 12, 26)], ids=str
)
def test_the_holidays_of_other_territories_are_not(jour: date) -> None:
    assert jour not in FERIES


def test_there_are_twelve_holidays_a_year() -> None:
    assert {sum(un.year == annee for un in FERIES) for annee in ANNEES} <= {11, 12}


@pytest.mark.parametrize(
    ("recu", "preavis", "attendu"),
    [
        (date(2026, 12, 22), 1, date(2027, 1, 1)),
        (date(2026, 12, 31), 1, date(2027, 1, 10)),
        (date(2026, 12, 31), 3, date(2027, 1, 30)),
        (date(2027, 12, 15), 3, date(2028, 1, 14)),
        (date(2028, 2, 19), 1, date(2028, 2, 29)),
        (date(2028, 2, 20), 1, date(2028, 3, 1)),
        (date(2027, 2, 19), 1, date(2027, 3, 1)),
        (date(2028, 1, 31), 3, date(2028, 3, 1)),
        (date(2027, 1, 31), 3, date(2027, 3, 2)),
        (date(2028, 2, 29), 3, date(2028, 3, 30)),
    ],
)
def test_calendar_days_cross_year_ends_and_leap_days(
    recu: date, preavis: int, attendu: date
) -> None:
    echeance = premier_delai(a_la_reunion(recu, 10), un_logement(preavis=preavis), des_termes())
    assert echeance.dernier_jour == attendu


@pytest.mark.parametrize(
    ("recu", "unite", "attendu"),
    [
        (date(2026, 12, 10), OUVRABLE, date(2026, 12, 22)),
        (date(2026, 12, 10), OUVRE, date(2026, 12, 24)),
        (date(2026, 12, 22), OUVRABLE, date(2027, 1, 5)),
        (date(2026, 12, 22), OUVRE, date(2027, 1, 7)),
        (date(2026, 4, 30), OUVRABLE, date(2026, 5, 15)),
        (date(2026, 4, 30), OUVRE, date(2026, 5, 19)),
        (date(2028, 2, 18), OUVRE, date(2028, 3, 3)),
    ],
)
def test_working_days_skip_week_ends_and_holidays(recu: date, unite: Unite, attendu: date) -> None:
    echeance = premier_delai(a_la_reunion(recu, 10), un_logement(), des_termes(unite=unite))
    assert echeance.dernier_jour == attendu


@pytest.mark.parametrize(
    ("recu", "attendu"),
    [
        (date(2026, 12, 10), date(2026, 12, 21)),
        (date(2026, 12, 15), date(2026, 12, 28)),
        (date(2026, 12, 22), date(2027, 1, 4)),
        (date(2026, 4, 24), date(2026, 5, 4)),
        (date(2022, 2, 2), date(2022, 2, 14)),
    ],
    ids=["Sunday", "Friday 25 December", "Friday 1 January", "Monday", "Saturday of February"],
)
def test_report_leaves_week_ends_and_holidays(recu: date, attendu: date) -> None:
    echeance = premier_delai(a_la_reunion(recu, 10), un_logement(), des_termes(report=True))
    assert echeance.dernier_jour == attendu


@pytest.mark.parametrize(
    ("recu", "fin"),
    [
        (datetime(2026, 10, 15, 8, 0, tzinfo=UTC), datetime(2026, 10, 25, 23, 0, tzinfo=UTC)),
        (datetime(2026, 3, 19, 8, 0, tzinfo=UTC), datetime(2026, 3, 29, 22, 0, tzinfo=UTC)),
        (datetime(2026, 10, 14, 22, 30, tzinfo=UTC), datetime(2026, 10, 25, 23, 0, tzinfo=UTC)),
    ],
    ids=["ends with winter time", "ends with summer time", "received after local midnight"],
)
def test_a_delay_in_paris_ends_at_its_own_midnight(recu: datetime, fin: datetime) -> None:
    echeance = premier_delai(recu, un_logement(), des_termes(zone="Europe/Paris"))
    assert echeance.fin == fin
