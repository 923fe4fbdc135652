"""The délai after relance, under the three readings of LP art. 6."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from core.domain.calendrier import Unite
from core.domain.convention import LectureRelance, Termes
from core.domain.delais import (
    Echeance,
    NatureEcheance,
    instant_relance,
    premier_delai,
    second_delai,
)
from tests.builders import RECU_LE, a_la_reunion, des_termes, un_logement

APRES, AVANT, DIFFEREE = LectureRelance
LONG = 3
TITRE_AVANT = "relance envoyée avant l'échéance"
TITRE_DIFFEREE = "relance elle-même due après ce délai"
TITRE_APRES = "relance envoyée une fois l'échéance passée, délai depuis sa réception"


def second(
    recue: datetime, termes: Termes | None = None, commune: str = "Trois-Bassins", preavis: int = 1
) -> Echeance:
    """Give the délai after a relance received at `recue`, the avis being of 10 December."""
    termes = termes or des_termes()
    logement = un_logement(commune=commune, preavis=preavis)
    premiere = premier_delai(RECU_LE, logement, termes)
    return second_delai(recue, premiere, logement, termes)


def lectures(echeance: Echeance) -> dict[str, date]:
    return {une.intitule: une.dernier_jour for une in echeance.autres}


LUNDI_21 = a_la_reunion(date(2026, 12, 21), 0, 5)


@pytest.mark.parametrize(
    ("commune", "preavis", "recue", "attendu"),
    [
        ("Trois-Bassins", 0, date(2026, 12, 21), date(2026, 12, 24)),
        ("Trois-Bassins", 1, date(2026, 12, 21), date(2026, 12, 24)),
        ("Trois-Bassins", 2, date(2027, 1, 10), date(2027, 1, 20)),
        ("Trois-Bassins", 6, date(2027, 1, 10), date(2027, 1, 20)),
        ("Le Port", 0, date(2026, 12, 21), date(2026, 12, 24)),
        ("Le Port", 3, date(2026, 12, 21), date(2026, 12, 24)),
    ],
)
def test_the_second_delay_follows_the_table(
    commune: str, preavis: int, recue: date, attendu: date
) -> None:
    echeance = second(a_la_reunion(recue, 0, 5), commune=commune, preavis=preavis)
    assert echeance.dernier_jour == attendu


def test_the_second_delay_runs_from_the_proved_reception_not_from_the_echeance() -> None:
    echeance = second(a_la_reunion(date(2026, 12, 28), 15))
    assert echeance.debut == a_la_reunion(date(2026, 12, 28), 15)
    assert echeance.fin == datetime(2026, 12, 31, 20, 0, tzinfo=UTC)


def test_in_a_listed_commune_the_literal_ten_days_are_shown_and_do_not_act() -> None:
    echeance = second(LUNDI_21, commune="Le Port")
    assert echeance.dernier_jour == date(2026, 12, 24)
    assert lectures(echeance)["à la lettre, 10 jours"] == date(2026, 12, 31)


def test_outside_the_listed_communes_no_literal_reading_is_shown() -> None:
    assert not [nom for nom in lectures(second(LUNDI_21)) if "lettre" in nom]


def test_the_two_other_readings_of_the_relance_are_shown() -> None:
    echeance = second(a_la_reunion(date(2026, 12, 22), 8))
    autres = lectures(echeance)
    assert autres[TITRE_AVANT] == date(2026, 12, 20)
    assert autres[TITRE_DIFFEREE] == date(2026, 12, 23)


def test_the_reading_of_the_relance_that_acts_is_named_and_is_not_among_the_others() -> None:
    echeance = second(LUNDI_21)
    assert TITRE_APRES in echeance.lecture
    assert TITRE_APRES not in lectures(echeance)


def test_the_explanation_speaks_of_the_relance() -> None:
    assert second(LUNDI_21).resume == (
        "relance reçue le 21/12/2026 à 00:05 ; préavis réduit (1 mois) : 3 jours calendaires ; "
        "jour de réception non compté → le 24/12/2026 à 24 h (LP art. 6)"
    )


def test_the_delay_is_named_second() -> None:
    assert second(LUNDI_21).nature is NatureEcheance.SECOND
    assert second(LUNDI_21).nature.libelle == "délai après relance"


@pytest.mark.parametrize(
    ("lecture", "attendu"),
    [
        (APRES, datetime(2026, 12, 20, 20, 0, tzinfo=UTC)),
        (AVANT, datetime(2026, 12, 16, 20, 0, tzinfo=UTC)),
        (DIFFEREE, datetime(2026, 12, 23, 20, 0, tzinfo=UTC)),
    ],
)
def test_each_reading_says_when_the_relance_is_due(
    lecture: LectureRelance, attendu: datetime
) -> None:
    termes = des_termes(lecture_relance=lecture)
    premiere = premier_delai(RECU_LE, un_logement(), termes)
    assert instant_relance(premiere, un_logement(), termes) == attendu


@pytest.mark.parametrize(
    ("lecture", "attendu"),
    [
        (APRES, datetime(2027, 1, 9, 20, 0, tzinfo=UTC)),
        (AVANT, datetime(2026, 12, 29, 20, 0, tzinfo=UTC)),
        (DIFFEREE, datetime(2027, 1, 19, 20, 0, tzinfo=UTC)),
    ],
)
def test_with_a_long_preavis_the_relance_moves_by_ten_days(
    lecture: LectureRelance, attendu: datetime
) -> None:
    termes = des_termes(lecture_relance=lecture)
    logement = un_logement(preavis=LONG)
    premiere = premier_delai(RECU_LE, logement, termes)
    assert instant_relance(premiere, logement, termes) == attendu


def test_read_before_a_relance_received_on_time_ends_with_the_first_echeance() -> None:
    termes = des_termes(lecture_relance=AVANT)
    echeance = second(a_la_reunion(date(2026, 12, 17), 0, 5), termes)
    assert echeance.dernier_jour == date(2026, 12, 20)


def test_read_before_a_relance_received_late_still_gives_its_full_days() -> None:
    termes = des_termes(lecture_relance=AVANT)
    echeance = second(a_la_reunion(date(2026, 12, 19), 9), termes)
    assert echeance.dernier_jour == date(2026, 12, 22)


def test_read_before_a_relance_received_early_never_shortens_the_first_delay() -> None:
    termes = des_termes(lecture_relance=AVANT)
    echeance = second(a_la_reunion(date(2026, 12, 12), 9), termes)
    assert echeance.dernier_jour == date(2026, 12, 20)


def test_read_deferred_the_day_of_the_relance_is_the_last() -> None:
    termes = des_termes(lecture_relance=DIFFEREE)
    echeance = second(a_la_reunion(date(2026, 12, 24), 0, 5), termes)
    assert echeance.dernier_jour == date(2026, 12, 24)


def test_read_deferred_working_days_defer_the_relance_by_working_days() -> None:
    termes = des_termes(lecture_relance=DIFFEREE, unite=Unite.OUVRE)
    premiere = premier_delai(RECU_LE, un_logement(), termes)
    assert premiere.dernier_jour == date(2026, 12, 24)
    lundi_28_a_mercredi_30 = datetime(2026, 12, 30, 20, 0, tzinfo=UTC)
    assert instant_relance(premiere, un_logement(), termes) == lundi_28_a_mercredi_30


def test_read_before_working_days_bring_the_relance_forward_by_working_days() -> None:
    termes = des_termes(lecture_relance=AVANT, unite=Unite.OUVRE)
    premiere = premier_delai(RECU_LE, un_logement(), termes)
    assert premiere.dernier_jour == date(2026, 12, 24)
    fin_du_vendredi_18 = datetime(2026, 12, 18, 20, 0, tzinfo=UTC)
    assert instant_relance(premiere, un_logement(), termes) == fin_du_vendredi_18


@pytest.mark.parametrize("lecture", list(LectureRelance))
def test_every_reading_names_itself(lecture: LectureRelance) -> None:
    echeance = second(LUNDI_21, des_termes(lecture_relance=lecture))
    titres = {APRES: TITRE_APRES, AVANT: TITRE_AVANT, DIFFEREE: TITRE_DIFFEREE}
    assert echeance.lecture.endswith(titres[lecture])


@pytest.mark.parametrize(
    ("unite", "attendu"),
    [(Unite.OUVRABLE, date(2026, 12, 24)), (Unite.OUVRE, date(2026, 12, 24))],
)
def test_the_second_delay_counts_in_the_conventions_unit(unite: Unite, attendu: date) -> None:
    assert second(LUNDI_21, des_termes(unite=unite)).dernier_jour == attendu


def test_christmas_pushes_a_second_delay_in_working_days() -> None:
    recue = a_la_reunion(date(2026, 12, 24), 9)
    echeance = second(recue, des_termes(unite=Unite.OUVRE))
    assert echeance.dernier_jour == date(2026, 12, 30)


def test_with_report_the_second_delay_leaves_the_week_end() -> None:
    recue = a_la_reunion(date(2026, 12, 23), 9)
    assert second(recue).dernier_jour == date(2026, 12, 26)
    assert second(recue, des_termes(report=True)).dernier_jour == date(2026, 12, 28)
