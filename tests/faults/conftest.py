"""The seed of what is random, shown when a test fails."""

from __future__ import annotations

import os
from collections.abc import Iterator
from random import SystemRandom
from secrets import token_hex

import pytest
from sqlalchemy import make_url

from tests.faults.passage import Passage
from tests.faults.pepiniere import Pepiniere
from tests.postgres import ServeurPostgres


@pytest.fixture(scope="session")
def pepiniere_commune() -> Iterator[Pepiniere]:
    """The process that forks, one for the session."""
    with Pepiniere() as une:
        yield une


@pytest.fixture
def pepiniere(pepiniere_commune: Pepiniere) -> Iterator[Pepiniere]:
    """Start programs by forking one that has imported everything; none outlives the test."""
    yield pepiniere_commune
    pepiniere_commune.faucher()


@pytest.fixture
def graine() -> int:
    """Give the seed; FLUXBOT_GRAINE sets it, to play a failure again."""
    une = int(os.environ.get("FLUXBOT_GRAINE") or SystemRandom().randrange(10**6))
    print(f"FLUXBOT_GRAINE={une}")
    return une


@pytest.fixture
def base_postgres(postgres: ServeurPostgres, modele_postgres: str) -> Iterator[str]:
    """Give the URL of a PostgreSQL database of one's own, migrated and seeded."""
    nom = f"faute_{token_hex(4)}"
    postgres.executer(f"CREATE DATABASE {nom} TEMPLATE {modele_postgres}")
    yield postgres.url(nom)
    postgres.executer(f"DROP DATABASE {nom} WITH (FORCE)")


@pytest.fixture
def passage(postgres: ServeurPostgres) -> Iterator[Passage]:
    """Give a way to PostgreSQL that can be cut."""
    dossier = make_url(postgres.url("modele")).query["host"]
    with Passage(f"{dossier}/.s.PGSQL.5432") as un:
        yield un
