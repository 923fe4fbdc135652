"""A fake Slack, the program behind it, and two people enrolled."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from storage.unit_of_work import Base
from tests.fakes.slack import FakeSlack, User
from tests.integration.slack.programme import ProgrammeSlack


@pytest.fixture
def slack() -> Iterator[FakeSlack]:
    """A Slack of our own, in no hurry to limit us."""
    with FakeSlack("Gestion en flux", rate_limits=None) as fake:
        yield fake


@pytest.fixture
def programme(base_sqlite: Base, slack: FakeSlack) -> Iterator[ProgrammeSlack]:
    """The program, connected."""
    with ProgrammeSlack(base_sqlite, slack) as un:
        yield un


@pytest.fixture
def nadia(slack: FakeSlack, programme: ProgrammeSlack) -> User:
    """The bailleur's allocation officer, enrolled."""
    une = slack.user("Nadia")
    programme.inscrire(une, "SIDR")
    return une


@pytest.fixture
def marie(slack: FakeSlack, programme: ProgrammeSlack) -> User:
    """The town hall's housing officer, enrolled."""
    une = slack.user("Marie")
    programme.inscrire(une, "Le Port")
    return une
