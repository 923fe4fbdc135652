"""The days of an offer (CCH R441-10), under any terms."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.calendrier import SAMEDI
from core.domain.convention import RefusParTous
from core.domain.offres import delai_offre
from storage.conventions.feries import feries
from storage.types import ecrire_termes, lire_termes
from tests.builders import des_termes

PARIS = frozenset(feries("FR", range(2020, 2030)))
MERCREDI = date(2022, 2, 2)
jours = st.dates(date(2024, 1, 1), date(2034, 12, 31))


@pytest.mark.parametrize("zone", ["Europe/Paris", "Indian/Reunion"])
def test_notified_on_2_february_2022_the_household_has_until_monday_14(zone: str) -> None:
    offre = delai_offre(MERCREDI, des_termes(zone=zone, feries=PARIS))
    assert offre.dernier_jour == date(2022, 2, 14)


@pytest.mark.parametrize(
    ("zone", "fin"),
    [
        ("Europe/Paris", datetime(2022, 2, 14, 23, tzinfo=UTC)),
        ("Indian/Reunion", datetime(2022, 2, 14, 20, tzinfo=UTC)),
    ],
)
def test_the_last_day_ends_at_midnight_in_the_convention_s_zone(zone: str, fin: datetime) -> None:
    assert delai_offre(MERCREDI, des_termes(zone=zone, feries=PARIS)).fin == fin


def test_the_reading_that_does_not_act_is_shown_with_its_date() -> None:
    (autre,) = delai_offre(MERCREDI, des_termes(feries=PARIS)).autres
    assert (autre.intitule, autre.dernier_jour) == ("sans report", date(2022, 2, 12))


def test_a_convention_may_leave_the_last_day_where_it_falls() -> None:
    offre = delai_offre(MERCREDI, des_termes(feries=PARIS, offre_report=False))
    assert offre.dernier_jour == date(2022, 2, 12)
    assert offre.autres[0].dernier_jour == date(2022, 2, 14)


def test_a_public_holiday_moves_the_last_day_too() -> None:
    offre = delai_offre(date(2026, 12, 10), des_termes())
    assert offre.dernier_jour == date(2026, 12, 21)


@given(jours)
def test_a_household_never_has_fewer_than_ten_whole_days(notifiee: date) -> None:
    assert delai_offre(notifiee, des_termes()).dernier_jour >= notifiee + timedelta(days=10)


@given(jours)
def test_the_last_day_is_a_working_day_and_the_first_that_can_be(notifiee: date) -> None:
    termes = des_termes()
    dernier = delai_offre(notifiee, termes).dernier_jour
    assert dernier.weekday() < SAMEDI
    assert dernier not in termes.feries
    for jour in range(10, (dernier - notifiee).days):
        passe = notifiee + timedelta(days=jour)
        assert passe.weekday() >= SAMEDI or passe in termes.feries


@given(jours, jours)
def test_notified_later_a_household_never_ends_earlier(un: date, autre: date) -> None:
    termes = des_termes()
    tot, tard = sorted((un, autre))
    assert delai_offre(tot, termes).fin <= delai_offre(tard, termes).fin


def test_an_avis_posted_before_offers_were_known_lives_on_under_the_default_terms() -> None:
    brut = json.loads(ecrire_termes(des_termes()))
    for nom in ("offre_jours", "offre_report", "rappels_offre", "refus_par_tous"):
        del brut[nom]
    anciens = lire_termes(json.dumps(brut))
    assert (anciens.offre_jours.valeur, anciens.offre_report.valeur) == (10, True)
    assert anciens.refus_par_tous.valeur is RefusParTous.ATTRIBUTAIRES
