"""Reminders of a civil date, months added, references told apart."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.agenda import Horaire, RendezVous, derniers, rappels
from core.domain.calendrier import ajouter_mois
from core.domain.references import COMMANDES, Prefixe, prefixe_de

PARIS = Horaire((30, 7, 1), 9, "Europe/Paris")
AVANT = datetime(2026, 1, 1, tzinfo=UTC)


def test_reminders_go_out_at_nine_local_even_across_the_change_of_hour() -> None:
    dits = rappels("liste", date(2026, 4, 1), PARIS, AVANT)
    assert [(un.instant, un.jours) for un in dits] == [
        (datetime(2026, 3, 2, 8, tzinfo=UTC), 30),
        (datetime(2026, 3, 25, 8, tzinfo=UTC), 7),
        (datetime(2026, 3, 31, 7, tzinfo=UTC), 1),
    ]


def test_a_reminder_already_past_is_not_due_again() -> None:
    maintenant = datetime(2026, 3, 25, 8, tzinfo=UTC)
    dits = rappels("liste", date(2026, 4, 1), PARIS, maintenant)
    assert [un.jours for un in dits] == [1]


def test_after_an_outage_only_the_latest_of_each_kind_is_said() -> None:
    trois = [RendezVous("liste", datetime(2026, 3, n, tzinfo=UTC), n) for n in (1, 9, 5)]
    autre = RendezVous("notice", datetime(2026, 3, 2, tzinfo=UTC))
    assert set(derniers([*trois, autre])) == {trois[1], autre}


@pytest.mark.parametrize(
    ("jour", "mois", "attendu"),
    [
        (date(2026, 7, 1), -4, date(2026, 3, 1)),
        (date(2026, 8, 31), -6, date(2026, 2, 28)),
        (date(2024, 8, 31), -6, date(2024, 2, 29)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
    ],
)
def test_months_keep_the_day_or_the_month_s_last(jour: date, mois: int, attendu: date) -> None:
    assert ajouter_mois(jour, mois) == attendu


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(-36, 36))
def test_adding_months_never_leaves_the_month_aimed_at(jour: date, mois: int) -> None:
    vu = ajouter_mois(jour, mois)
    assert (vu.year * 12 + vu.month) - (jour.year * 12 + jour.month) == mois
    assert vu.day <= jour.day


@pytest.mark.parametrize("prefixe", list(Prefixe))
def test_each_reference_tells_which_command_shows_it(prefixe: Prefixe) -> None:
    assert prefixe_de(prefixe.exemple) is prefixe
    assert COMMANDES[prefixe]


@pytest.mark.parametrize("autre", ["ORG-12", "ACCES-2026", "", "CH-AV-2026-0001"])
def test_other_chains_are_no_dossier(autre: str) -> None:
    assert prefixe_de(autre) is None
