"""Which avis an organisation is shown, on both databases."""

from dataclasses import replace

import pytest

from core.domain.avis import EN_COURS, PERMIS, Etat
from storage.unit_of_work import Base, UniteDeTravail
from tests.integration.outils import creer_avis, organisation

ETATS = (Etat.BROUILLON, Etat.OUVERT, Etat.REPUTE_TENU, Etat.EN_RELANCE)


@pytest.fixture
def quatre(base: Base) -> Base:
    """Store four avis of the SIDR for Le Port, one in each of ETATS, in that order."""
    with base.transaction() as uow:
        for etat in ETATS:
            uow.avis.enregistrer(replace(creer_avis(uow), etat=etat))
    return base


def numeros(uow: UniteDeTravail, nom: str, etats: frozenset[Etat]) -> list[int]:
    """Give the last figure of each reference that `nom` is given in these states."""
    return [int(un.reference[-1]) for un in uow.avis.de(organisation(uow, nom).id, etats, 9)]


def test_the_bailleur_is_given_what_runs_and_not_what_closed(quatre: Base) -> None:
    with quatre.transaction() as uow:
        assert numeros(uow, "SIDR", EN_COURS) == [1, 2, 4]


def test_the_reservataire_is_never_given_a_draft(quatre: Base) -> None:
    with quatre.transaction() as uow:
        assert numeros(uow, "Le Port", EN_COURS) == [2, 4]


def test_another_organisation_is_given_nothing(quatre: Base) -> None:
    with quatre.transaction() as uow:
        assert numeros(uow, "SHLMR", frozenset(Etat)) == []


def test_closed_avis_are_given_when_they_are_asked_for(quatre: Base) -> None:
    with quatre.transaction() as uow:
        assert numeros(uow, "SIDR", PERMIS["accepter"]) == [3]


def test_the_last_avis_come_first_and_closed_ones_are_among_them(quatre: Base) -> None:
    with quatre.transaction() as uow:
        assert [une[-1] for une in uow.avis.derniers(organisation(uow, "Le Port").id, 2)] == [
            "4",
            "3",
        ]


def test_the_organisation_that_comes_to_help_is_given_it_too(quatre: Base) -> None:
    with quatre.transaction() as uow:
        avis = uow.avis.par_reference("AV-2026-0002")
        assert avis
        uow.avis.enregistrer(replace(avis, renfort=organisation(uow, "SHLMR")))
        assert numeros(uow, "SHLMR", EN_COURS) == [2]
        assert uow.avis.derniers(organisation(uow, "SHLMR").id, 9) == ["AV-2026-0002"]
