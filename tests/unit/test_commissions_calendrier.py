"""When the commission meets and what is due for it, under any convention (LA art. 2)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.calendrier import instant_local
from core.domain.calendrier_commissions import (
    Attendu,
    attendus,
    limite_apres,
    rappel_du_calendrier,
    suivante,
)
from core.domain.commissions import PERMIS, EtatCommission, exiger
from core.domain.reglages import Reglage
from core.errors import TransitionImpossible
from tests.seances import PARIS, REGLES, une_seance

LIMITE = date(2026, 5, 12)
ETE = datetime(2026, 3, 29, 12, tzinfo=UTC)


def le_matin(jour: date, heure: int = 9) -> datetime:
    """Give the instant of an hour in Nantes."""
    return instant_local(jour, time(heure), PARIS)


def natures(commission: object, maintenant: datetime) -> list[str]:
    return [un.nature for un in attendus(commission, REGLES, PARIS, maintenant)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("tenue", "limite"),
    [
        (date(2026, 3, 12), date(2026, 5, 12)),
        (date(2025, 12, 31), date(2026, 2, 28)),
        (date(2023, 12, 31), date(2024, 2, 29)),
    ],
)
def test_two_months_later_at_the_latest_or_the_month_s_last_day(tenue: date, limite: date) -> None:
    assert limite_apres(tenue, REGLES) == limite


def test_another_convention_meets_at_its_own_pace() -> None:
    autres = replace(REGLES, intervalle_mois=Reglage(3, "BRUME 4"))
    assert limite_apres(date(2026, 3, 12), autres) == date(2026, 6, 12)


@pytest.mark.parametrize(
    ("avant", "rappel"),
    [(22, None), (21, 21), (8, 21), (7, 7), (0, 0), (-6, 0), (-7, -7), (-20, -14)],
)
def test_the_last_reminder_due_is_the_only_one_said(avant: int, rappel: int | None) -> None:
    maintenant = le_matin(LIMITE - timedelta(days=avant))
    assert rappel_du_calendrier(LIMITE, REGLES, PARIS, maintenant) == rappel


def test_no_reminder_goes_before_the_hour_of_the_convention() -> None:
    tot = le_matin(LIMITE - timedelta(days=21), 8)
    assert rappel_du_calendrier(LIMITE, REGLES, PARIS, tot) is None


@given(st.integers(-400, 400), st.integers(0, 48))
def test_a_reminder_is_never_said_before_its_day(avant: int, heures: int) -> None:
    maintenant = le_matin(LIMITE - timedelta(days=avant)) + timedelta(hours=heures)
    rappel = rappel_du_calendrier(LIMITE, REGLES, PARIS, maintenant)
    if rappel is not None:
        assert le_matin(LIMITE - timedelta(days=rappel)) <= maintenant


def test_a_meeting_fixed_waits_for_its_convocation_reminders_and_hour() -> None:
    dus = attendus(une_seance(), REGLES, PARIS, datetime(2026, 3, 1, tzinfo=UTC))
    assert [(un.nature, f"{un.instant:%d/%m %H:%M}", un.jours) for un in dus] == [
        (Attendu.CONVOQUER, "25/03 08:00", 0),
        (Attendu.RELANCE, "26/03 08:00", 14),
        (Attendu.RELANCE, "06/04 07:00", 3),
        (Attendu.SEANCE, "09/04 12:30", 0),
        (Attendu.OUBLI, "10/04 07:00", 0),
    ]


def test_fixed_too_late_for_the_rule_it_is_convened_the_next_morning() -> None:
    maintenant = datetime(2026, 4, 1, 10, tzinfo=UTC)
    (convoquer,) = (
        un
        for un in attendus(une_seance(), REGLES, PARIS, maintenant)
        if un.nature == Attendu.CONVOQUER
    )
    assert convoquer.instant == le_matin(date(2026, 4, 2))


def test_a_meeting_cancelled_waits_for_nothing() -> None:
    assert natures(une_seance(EtatCommission.ANNULEE), ETE) == []


def test_once_held_it_waits_for_the_next_day_on_which_something_was_due() -> None:
    close = une_seance(EtatCommission.CLOSE)
    avants = (date(2026, 4, 30), date(2026, 4, 20))
    (un,) = attendus(close, REGLES, PARIS, datetime(2026, 4, 11, tzinfo=UTC), avants)
    assert (un.nature, un.instant) == (Attendu.RETARD, le_matin(date(2026, 4, 21)))


def test_a_decision_is_due_at_the_first_meeting_that_is_not_cancelled() -> None:
    premiere = une_seance(EtatCommission.CLOSE)
    annulee = une_seance(EtatCommission.ANNULEE, seance=premiere.seance + timedelta(days=30))
    prevue = une_seance(seance=premiere.seance + timedelta(days=60))
    assert suivante((prevue, annulee, premiere), premiere) == prevue


@pytest.mark.parametrize("etat", list(EtatCommission))
@pytest.mark.parametrize("verbe", list(PERMIS))
def test_each_verb_has_its_states_and_every_refusal_says_them(
    verbe: str, etat: EtatCommission
) -> None:
    commission = une_seance(etat)
    if etat in PERMIS[verbe]:
        exiger(commission, verbe)
        return
    with pytest.raises(TransitionImpossible) as refus:
        exiger(commission, verbe)
    assert f"la séance est « {etat} », elle devrait être" in refus.value.phrase
