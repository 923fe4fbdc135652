"""What holds for every délai, whatever the terms, the dwelling and the instant."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from core.domain.calendrier import Unite, jour_local
from core.domain.convention import LectureRelance, Termes
from core.domain.delais import cadence, instant_relance, premier_delai, second_delai
from core.domain.logement import Logement
from tests.builders import des_termes, un_logement

DEBUT = datetime(2024, 1, 1, tzinfo=UTC)
instants = st.integers(0, 10 * 365 * 24 * 60).map(lambda n: DEBUT + timedelta(minutes=n))
retards = st.timedeltas(timedelta(0), timedelta(days=40))
termes_possibles = st.builds(
    lambda unite, report, lecture, zone: des_termes(
        unite=unite, report=report, lecture_relance=lecture, zone=zone
    ),
    st.sampled_from(list(Unite)),
    st.booleans(),
    st.sampled_from(list(LectureRelance)),
    st.sampled_from(["Indian/Reunion", "Europe/Paris"]),
)
logements = st.builds(
    lambda commune, preavis: un_logement(commune=commune, preavis=preavis),
    st.sampled_from(["Le Port", "Trois-Bassins"]),
    st.integers(0, 6),
)
PARTOUT = settings(max_examples=120, deadline=None)


@PARTOUT
@given(instants, logements, termes_possibles)
def test_a_first_delay_ends_at_a_local_midnight(
    recu: datetime, logement: Logement, termes: Termes
) -> None:
    fin = premier_delai(recu, logement, termes).fin
    assert fin.astimezone(ZoneInfo(termes.zone)).time() == time.min


@PARTOUT
@given(instants, logements, termes_possibles)
def test_a_first_delay_gives_at_least_its_days_whole(
    recu: datetime, logement: Logement, termes: Termes
) -> None:
    echeance = premier_delai(recu, logement, termes)
    jours = cadence(logement, termes).premier.jours
    assert (echeance.dernier_jour - jour_local(recu, termes.zone)).days >= jours
    assert echeance.fin > recu + timedelta(days=jours) - timedelta(hours=1)


@PARTOUT
@given(instants, logements, termes_possibles)
def test_no_other_reading_of_a_first_delay_repeats_the_one_that_acts(
    recu: datetime, logement: Logement, termes: Termes
) -> None:
    echeance = premier_delai(recu, logement, termes)
    assert echeance.dernier_jour not in {une.dernier_jour for une in echeance.autres}


@PARTOUT
@given(instants, retards, logements, termes_possibles)
def test_a_later_reception_never_ends_earlier(
    recu: datetime, retard: timedelta, logement: Logement, termes: Termes
) -> None:
    tot = premier_delai(recu, logement, termes)
    assert tot.fin <= premier_delai(recu + retard, logement, termes).fin


@PARTOUT
@given(instants, retards, logements, termes_possibles)
def test_a_second_delay_ends_at_a_local_midnight_after_its_reception(
    recu: datetime, retard: timedelta, logement: Logement, termes: Termes
) -> None:
    premiere = premier_delai(recu, logement, termes)
    recue = instant_relance(premiere, logement, termes) + retard
    echeance = second_delai(recue, premiere, logement, termes)
    assert echeance.fin.astimezone(ZoneInfo(termes.zone)).time() == time.min
    assert echeance.fin > echeance.debut == recue


@PARTOUT
@given(instants, retards, logements, termes_possibles)
def test_a_second_delay_never_ends_before_the_first(
    recu: datetime, retard: timedelta, logement: Logement, termes: Termes
) -> None:
    premiere = premier_delai(recu, logement, termes)
    recue = instant_relance(premiere, logement, termes) + retard
    assert second_delai(recue, premiere, logement, termes).fin >= premiere.fin


@PARTOUT
@given(instants, retards, logements, termes_possibles)
def test_a_relance_leaves_at_least_its_days_after_the_echeance_or_the_reception(
    recu: datetime, retard: timedelta, logement: Logement, termes: Termes
) -> None:
    premiere = premier_delai(recu, logement, termes)
    recue = instant_relance(premiere, logement, termes) + retard
    echeance = second_delai(recue, premiere, logement, termes)
    jours = cadence(logement, termes).second.jours
    differee = termes.lecture_relance.valeur is LectureRelance.DIFFEREE
    depart = premiere.dernier_jour if differee else jour_local(recue, termes.zone)
    assert (echeance.dernier_jour - depart).days >= jours


@PARTOUT
@given(instants, retards, logements, termes_possibles)
def test_no_other_reading_of_a_second_delay_repeats_the_one_that_acts(
    recu: datetime, retard: timedelta, logement: Logement, termes: Termes
) -> None:
    premiere = premier_delai(recu, logement, termes)
    recue = instant_relance(premiere, logement, termes) + retard
    echeance = second_delai(recue, premiere, logement, termes)
    assert echeance.dernier_jour not in {une.dernier_jour for une in echeance.autres}


@PARTOUT
@given(instants, logements, termes_possibles)
def test_the_explanation_always_holds_the_days_and_the_article(
    recu: datetime, logement: Logement, termes: Termes
) -> None:
    echeance = premier_delai(recu, logement, termes)
    delai = cadence(logement, termes).premier
    assert f"{delai.jours} jours" in echeance.resume
    assert delai.article in echeance.resume
    recu_le = recu.astimezone(ZoneInfo(termes.zone))
    assert f"{recu_le:%d/%m/%Y à %H:%M}" in echeance.resume


@PARTOUT
@given(instants, logements, termes_possibles)
def test_read_before_a_relance_received_when_due_ends_with_the_first_delay(
    recu: datetime, logement: Logement, termes: Termes
) -> None:
    avant = replace(termes.lecture_relance, valeur=LectureRelance.AVANT)
    termes = replace(termes, lecture_relance=avant)
    premiere = premier_delai(recu, logement, termes)
    recue = instant_relance(premiere, logement, termes)
    assert second_delai(recue, premiere, logement, termes).fin == premiere.fin
