"""Instants are aware UTC; foreign keys hold; terms come back as they were."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError, StatementError

from core.domain.envois import Genre, NatureReception, Reception
from core.domain.organisations import Destination, Role
from storage.tables import arrivee
from storage.unit_of_work import Base
from tests.integration.outils import MAINTENANT, candidature, creer_avis, executer, organisation

FUSEAUX = [UTC, timezone(timedelta(hours=4)), timezone(timedelta(hours=-9, minutes=-30))]


def test_an_instant_without_its_zone_is_refused(base: Base) -> None:
    with (
        pytest.raises(StatementError, match="un instant doit porter son fuseau"),
        base.transaction() as uow,
    ):
        uow.arrivees.ajouter("essai", "1", "{}", datetime(2026, 3, 10))  # noqa: DTZ001


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    instant=st.datetimes(
        datetime(2000, 1, 1),  # noqa: DTZ001
        datetime(2100, 1, 1),  # noqa: DTZ001
        timezones=st.sampled_from(FUSEAUX),
    )
)
def test_an_instant_comes_back_the_same_and_in_utc(base: Base, instant: datetime) -> None:
    with base.moteur.begin() as connexion:
        connexion.execute(text("DELETE FROM arrivee"))
        connexion.execute(
            arrivee.insert().values(plateforme="e", cle="1", recue_le=instant, essais=0)
        )
        (lu,) = connexion.execute(select(arrivee.c.recue_le)).scalars()
    assert lu == instant
    assert lu.tzinfo is UTC


def test_the_zone_of_the_database_session_does_not_matter(base: Base) -> None:
    with base.transaction() as uow:
        if base.moteur.dialect.name == "postgresql":
            uow.connexion.execute(text("SET LOCAL TIME ZONE 'Pacific/Auckland'"))
        uow.ecoutes.noter("essai", MAINTENANT)
        lu = uow.ecoutes.jusqu_a()
    assert lu == MAINTENANT
    assert lu.tzinfo is UTC


def test_an_avis_comes_back_as_it_was_stored(base: Base) -> None:
    with base.transaction() as uow:
        cree = creer_avis(uow)
    with base.transaction() as uow:
        assert uow.avis.par_id(cree.id) == cree


def test_the_terms_of_an_avis_are_stored_once_for_all(base: Base) -> None:
    with base.transaction() as uow:
        premiers, seconds = creer_avis(uow), creer_avis(uow)
        assert uow.avis.termes_de(premiers.reference) == uow.avis.termes_de(seconds.reference)
        assert uow.connexion.execute(text("SELECT count(*) FROM termes")).scalar_one() == 1


def test_a_candidature_of_no_avis_is_refused(base: Base) -> None:
    with pytest.raises(IntegrityError), base.transaction() as uow:
        uow.avis.ajouter_candidature(999, candidature(1, organisation(uow, "Le Port").id))


def test_a_candidature_of_no_organisation_is_refused(base: Base) -> None:
    with pytest.raises(IntegrityError), base.transaction() as uow:
        uow.avis.ajouter_candidature(creer_avis(uow).id, candidature(1, 999))


def test_a_reception_of_no_avis_is_refused(base: Base) -> None:
    vers = Destination("essai", "marie")
    preuve = Reception(Genre.AVIS, 1, MAINTENANT, vers, "1", NatureReception.PLATEFORME)
    with pytest.raises(IntegrityError), base.transaction() as uow:
        uow.avis.ajouter_reception(999, preuve)


def test_an_organisation_that_has_members_cannot_be_deleted(base: Base) -> None:
    with base.transaction() as uow:
        sidr = organisation(uow, "SIDR")
        uow.membres.ajouter(sidr, Role.AGENT, "essai", "nadia", None, MAINTENANT)
    with pytest.raises(IntegrityError):
        executer(base, "DELETE FROM organisation WHERE nom = 'SIDR'")


def test_two_organisations_cannot_bear_the_same_name(base: Base) -> None:
    with pytest.raises(IntegrityError), base.transaction() as uow:
        uow.organisations.ajouter("SIDR", organisation(uow, "SIDR").nature)


def test_a_person_is_known_once_on_a_platform(base: Base) -> None:
    with base.transaction() as uow:
        sidr = organisation(uow, "SIDR")
        for role in (Role.AGENT, Role.REFERENT):
            uow.membres.ajouter(sidr, role, "essai", "nadia", None, MAINTENANT)
        membre = uow.membres.par_identite("essai", "nadia")
    assert membre
    assert membre.role is Role.REFERENT


def test_a_transaction_that_fails_leaves_nothing(base: Base) -> None:
    with pytest.raises(RuntimeError), base.transaction() as uow:
        creer_avis(uow)
        raise RuntimeError
    with base.transaction() as uow:
        assert creer_avis(uow).reference == "AV-2026-0001"
