"""What an avis waits for, in each state."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from core.domain.avis import Etat
from core.domain.convention import LectureRelance
from core.domain.delais import premier_delai
from core.domain.jalons import Jalon, NatureJalon, jalons
from tests.builders import (
    RECU_LE,
    RELANCE_LE,
    RELANCE_RECUE_LE,
    a_la_reunion,
    des_termes,
    un_avis,
    un_logement,
)


def rappels(avis_jalons: tuple[Jalon, ...]) -> dict[int, datetime]:
    return {un.jours: un.instant for un in avis_jalons if un.nature is NatureJalon.RAPPEL}


def autres(avis_jalons: tuple[Jalon, ...]) -> list[tuple[NatureJalon, datetime]]:
    echeances = (NatureJalon.RELANCE, NatureJalon.CONSTAT)
    return [(un.nature, un.instant) for un in avis_jalons if un.nature in echeances]


def comptes(avis_jalons: tuple[Jalon, ...]) -> list[datetime]:
    return [un.instant for un in avis_jalons if un.nature is NatureJalon.COMPTE]


def test_the_days_left_are_counted_anew_when_the_next_local_day_begins() -> None:
    assert comptes(jalons(un_avis(Etat.OUVERT), RECU_LE)) == [a_la_reunion(date(2026, 12, 11))]


def test_on_the_last_day_nothing_is_left_to_count() -> None:
    dernier_jour = a_la_reunion(date(2026, 12, 20), 8)
    assert comptes(jalons(un_avis(Etat.OUVERT), dernier_jour)) == []


def test_reminders_of_the_first_delay_come_at_j_7_j_3_and_j_1_at_nine_local() -> None:
    assert rappels(jalons(un_avis(Etat.OUVERT), RECU_LE)) == {
        7: a_la_reunion(date(2026, 12, 13), 9),
        3: a_la_reunion(date(2026, 12, 17), 9),
        1: a_la_reunion(date(2026, 12, 19), 9),
    }


def test_nine_local_is_five_in_utc_in_la_reunion() -> None:
    heures = {quand.hour for quand in rappels(jalons(un_avis(Etat.OUVERT), RECU_LE)).values()}
    assert heures == {5}


def test_reminders_keep_their_local_hour_across_a_change_of_clock() -> None:
    termes = des_termes(zone="Europe/Paris")
    recu = a_la_reunion(date(2026, 10, 20), 12)
    avis = un_avis(Etat.OUVERT, termes=termes, premiere=premier_delai(recu, un_logement(), termes))
    assert [quand.hour for quand in rappels(jalons(avis, recu)).values()] == [7, 8, 8]


def test_the_second_delay_has_one_reminder_on_its_eve() -> None:
    assert rappels(jalons(un_avis(Etat.EN_RELANCE), RELANCE_RECUE_LE)) == {
        1: a_la_reunion(date(2026, 12, 23), 9)
    }


@pytest.mark.parametrize(
    ("maintenant", "restants"),
    [
        (a_la_reunion(date(2026, 12, 13), 8, 59), {7, 3, 1}),
        (a_la_reunion(date(2026, 12, 13), 9), {3, 1}),
        (a_la_reunion(date(2026, 12, 18), 0), {1}),
        (a_la_reunion(date(2026, 12, 20), 0), set()),
    ],
)
def test_reminders_already_past_are_left_out(maintenant: datetime, restants: set[int]) -> None:
    assert set(rappels(jalons(un_avis(Etat.OUVERT), maintenant))) == restants


def test_the_relance_is_due_when_the_first_delay_ends() -> None:
    assert autres(jalons(un_avis(Etat.OUVERT), RECU_LE)) == [(NatureJalon.RELANCE, RELANCE_LE)]


def test_a_relance_missed_by_an_outage_is_still_due() -> None:
    bien_apres = RELANCE_LE + timedelta(days=30)
    assert autres(jalons(un_avis(Etat.OUVERT), bien_apres)) == [(NatureJalon.RELANCE, RELANCE_LE)]


@pytest.mark.parametrize(
    ("lecture", "jour"),
    [
        (LectureRelance.APRES, date(2026, 12, 21)),
        (LectureRelance.AVANT, date(2026, 12, 17)),
        (LectureRelance.DIFFEREE, date(2026, 12, 24)),
    ],
)
def test_the_reading_that_acts_places_the_relance(lecture: LectureRelance, jour: date) -> None:
    avis = un_avis(Etat.OUVERT, termes=des_termes(lecture_relance=lecture))
    assert autres(jalons(avis, RECU_LE)) == [(NatureJalon.RELANCE, a_la_reunion(jour))]


def test_the_consequence_is_drawn_when_the_second_delay_ends() -> None:
    avis = un_avis(Etat.EN_RELANCE)
    assert avis.seconde is not None
    assert autres(jalons(avis, RELANCE_RECUE_LE)) == [(NatureJalon.CONSTAT, avis.seconde.fin)]


def test_a_relance_not_yet_received_waits_for_nothing() -> None:
    assert jalons(un_avis(Etat.EN_RELANCE, seconde=None), RELANCE_LE) == ()


@pytest.mark.parametrize(
    "etat",
    [
        Etat.BROUILLON,
        Etat.EMIS,
        Etat.DESIGNE,
        Etat.INCOMPLET,
        Etat.EN_CALEOL,
        Etat.ATTRIBUE,
        Etat.BAIL_SIGNE,
        Etat.REFUSE_PAR_TOUS,
        Etat.SANS_ATTRIBUTAIRE,
        Etat.REPUTE_TENU,
        Etat.RETIRE,
        Etat.RENDU,
    ],
)
def test_no_other_state_waits_for_anything(etat: Etat) -> None:
    assert jalons(un_avis(etat), RECU_LE) == ()


@pytest.mark.parametrize("etat", [Etat.OUVERT, Etat.EN_RELANCE])
def test_no_reminder_comes_after_its_echeance(etat: Etat) -> None:
    avis = un_avis(etat)
    assert avis.echeance is not None
    assert all(quand < avis.echeance.fin for quand in rappels(jalons(avis, RECU_LE)).values())
