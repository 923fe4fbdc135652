"""Fixtures of the end-to-end tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.clock import HorlogeSysteme
from core.domain.organisations import Role
from tests.e2e.programme import Installation, par_telegram
from tests.fakes.telegram import FakeTelegram, User

NADIA, MARIE = 11, 12


@pytest.fixture
def fake() -> Iterator[FakeTelegram]:
    """A Telegram of our own."""
    with FakeTelegram(allow_http_webhook=True) as telegram:
        yield telegram


@pytest.fixture
def nadia(fake: FakeTelegram) -> User:
    """The bailleur's allocation officer."""
    return fake.user(NADIA, "Nadia", started=True)


@pytest.fixture
def marie(fake: FakeTelegram) -> User:
    """The town hall's housing officer."""
    return fake.user(MARIE, "Marie", started=True)


@pytest.fixture
def installation(tmp_path: Path, fake: FakeTelegram) -> Iterator[Installation]:
    """A seeded installation; what its processes logged is shown when a test fails."""
    une = Installation(tmp_path, **par_telegram(fake))
    yield une
    une.base.moteur.dispose()


def inscrire(fake: FakeTelegram, installation: Installation, nadia: User, marie: User) -> None:
    """Enrol the bailleur and the town hall through the chat; the program must be running."""
    for personne, organisation in ((nadia, "SIDR"), (marie, "Le Port")):
        repere = fake.mark()
        fake.private_message(personne, f"/inscription {installation.code(organisation)}")
        fake.wait_message(personne, "Bienvenue", after=repere)


@pytest.fixture
def inscrits(
    fake: FakeTelegram, installation: Installation, nadia: User, marie: User
) -> Installation:
    """An installation where both are enrolled; the program is stopped."""
    with installation.base.transaction() as uow:
        toutes = {une.nom: une for une in uow.organisations.toutes()}
        for personne, nom in ((nadia, "SIDR"), (marie, "Le Port")):
            adresse = str(personne.id)
            uow.membres.ajouter(
                toutes[nom], Role.AGENT, "telegram", adresse, adresse, HorlogeSysteme().maintenant()
            )
    return installation
