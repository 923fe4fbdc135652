"""The first délai: every row of the table of LP art. 6, and its proof."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from core.domain.calendrier import Unite
from core.domain.delais import Echeance, NatureEcheance, cadence, echeance_fr, premier_delai
from tests.builders import RECU_LE, a_la_reunion, des_termes, un_logement

EN_TENSION = [
    "La Possession",
    "Le Port",
    "Saint-Paul",
    "le port",
    "LE PORT",
    "saint paul",
    "SAINT‑PAUL",
    "  Le   Port ",
    "Là Pôssession",
]


def dix_jours(**changements: object) -> Echeance:
    """Give ten days from 10 December 2026, 10:00 in La Réunion."""
    return premier_delai(RECU_LE, un_logement(), des_termes(**changements))


def lectures(echeance: Echeance) -> dict[str, date]:
    return {une.intitule: une.dernier_jour for une in echeance.autres}


@pytest.mark.parametrize(
    ("preavis", "premier", "second"),
    [(0, 10, 3), (1, 10, 3), (2, 30, 10), (3, 30, 10), (4, 30, 10), (5, 30, 10), (6, 30, 10)],
)
def test_outside_the_listed_communes_the_preavis_chooses_the_delays(
    preavis: int, premier: int, second: int
) -> None:
    choix = cadence(un_logement(preavis=preavis), des_termes())
    assert (choix.premier.jours, choix.second.jours) == (premier, second)


@pytest.mark.parametrize("preavis", range(7))
@pytest.mark.parametrize("commune", EN_TENSION)
def test_in_the_listed_communes_the_delays_are_short_whatever_the_preavis(
    commune: str, preavis: int
) -> None:
    choix = cadence(un_logement(commune=commune, preavis=preavis), des_termes())
    assert (choix.premier.jours, choix.second.jours) == (10, 3)


@pytest.mark.parametrize("commune", ["Trois-Bassins", "Saint-Leu", "Port", "Saint-Pauline"])
def test_a_commune_that_is_not_listed_gets_the_long_delays(commune: str) -> None:
    choix = cadence(un_logement(commune=commune, preavis=3), des_termes())
    assert (choix.premier.jours, choix.second.jours) == (30, 10)


@pytest.mark.parametrize(
    ("commune", "preavis", "raison"),
    [
        ("Saint-Leu", 0, "logement déjà libre"),
        ("Saint-Leu", 1, "préavis réduit (1 mois)"),
        ("Saint-Leu", 3, "préavis de 3 mois"),
        ("Le Port", 3, "Le Port, secteur tendu à préavis d'un mois"),
    ],
)
def test_the_reason_of_the_choice_is_said(commune: str, preavis: int, raison: str) -> None:
    choix = cadence(un_logement(commune=commune, preavis=preavis), des_termes())
    assert choix.raison == raison


def test_ten_days_from_10_december_end_on_20_december_at_midnight() -> None:
    assert dix_jours().fin == datetime(2026, 12, 20, 20, 0, tzinfo=UTC)


def test_ten_days_from_10_december_end_on_monday_21_with_report() -> None:
    echeance = dix_jours(report=True)
    assert echeance.dernier_jour == date(2026, 12, 21)
    assert echeance.fin == datetime(2026, 12, 21, 20, 0, tzinfo=UTC)


def test_thirty_days_from_10_december_end_on_9_january() -> None:
    echeance = premier_delai(RECU_LE, un_logement(preavis=3), des_termes())
    assert echeance.dernier_jour == date(2027, 1, 9)


@pytest.mark.parametrize(
    ("unite", "attendu"),
    [(Unite.OUVRABLE, date(2026, 12, 22)), (Unite.OUVRE, date(2026, 12, 24))],
)
def test_the_unit_is_a_setting_of_the_convention(unite: Unite, attendu: date) -> None:
    echeance = premier_delai(RECU_LE, un_logement(), des_termes(unite=unite))
    assert echeance.dernier_jour == attendu


@pytest.mark.parametrize("heure", [0, 12, 23])
def test_the_day_of_reception_is_not_counted(heure: int) -> None:
    recu = a_la_reunion(date(2026, 12, 10), heure, 59)
    assert premier_delai(recu, un_logement(), des_termes()).dernier_jour == date(2026, 12, 20)


def test_a_reception_after_local_midnight_counts_from_the_new_day() -> None:
    recu = datetime(2026, 12, 10, 20, 0, tzinfo=UTC)
    assert premier_delai(recu, un_logement(), des_termes()).dernier_jour == date(2026, 12, 21)


def test_the_delay_starts_at_the_reception_itself() -> None:
    assert dix_jours().debut == RECU_LE


def test_the_delay_is_named_first() -> None:
    assert dix_jours().nature is NatureEcheance.PREMIER


def test_the_explanation_holds_reception_days_rule_end_and_article() -> None:
    assert dix_jours().resume == (
        "avis reçu le 10/12/2026 à 10:00 ; préavis réduit (1 mois) : 10 jours calendaires ; "
        "jour de réception non compté → le 20/12/2026 à 24 h (LP art. 6)"
    )


def test_the_reading_that_acts_is_named() -> None:
    assert dix_jours().lecture == "10 jours calendaires, sans report"
    assert dix_jours(report=True).lecture == (
        "10 jours calendaires, avec report au jour ouvré suivant"
    )


def test_an_echeance_is_written_with_its_weekday_and_24_h() -> None:
    assert echeance_fr(dix_jours()) == "dimanche 20/12/2026 à 24 h"


def test_other_readings_show_report_and_working_days_where_they_differ() -> None:
    assert lectures(dix_jours()) == {
        "avec report au jour ouvré suivant": date(2026, 12, 21),
        "en jours ouvrables": date(2026, 12, 22),
    }


def test_with_report_the_other_readings_show_the_end_without_it() -> None:
    assert lectures(dix_jours(report=True))["sans report"] == date(2026, 12, 20)


def test_a_reading_that_gives_the_same_day_is_not_shown() -> None:
    lundi = a_la_reunion(date(2026, 6, 1), 10)
    echeance = premier_delai(lundi, un_logement(), des_termes())
    assert "avec report au jour ouvré suivant" not in lectures(echeance)


def test_the_thirty_days_are_written_calendar_so_no_other_unit_is_shown() -> None:
    echeance = premier_delai(RECU_LE, un_logement(preavis=3), des_termes())
    assert "en jours ouvrables" not in lectures(echeance)
