"""The real process against the fake Slack, through a socket and over HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.programme import (
    NUMEROS,
    VACANCE,
    EnMarche,
    Installation,
    par_slack,
    par_slack_http,
)
from tests.e2e.slack import CHAMPS, inscrire_tous, par_code, prete
from tests.fakes.slack import FakeSlack, User

pytestmark = pytest.mark.e2e


@pytest.fixture
def slack() -> Iterator[FakeSlack]:
    """A Slack of our own."""
    with FakeSlack() as fake:
        yield fake


@pytest.fixture
def nadia(slack: FakeSlack) -> User:
    """The bailleur's allocation officer."""
    return slack.user("Nadia")


@pytest.fixture
def marie(slack: FakeSlack) -> User:
    """The town hall's housing officer."""
    return slack.user("Marie")


@pytest.fixture(params=["socket", "http"])
def installation(
    request: pytest.FixtureRequest, tmp_path: Path, slack: FakeSlack
) -> Iterator[Installation]:
    """A seeded installation, in each mode."""
    regles = par_slack(slack) if request.param == "socket" else par_slack_http(slack)
    une = Installation(tmp_path, **regles)
    if request.param == "http":
        slack.receiver_url = f"http://127.0.0.1:{une.port}"
    yield une
    une.base.moteur.dispose()


@pytest.fixture
def inscrits(installation: Installation, nadia: User, marie: User) -> Installation:
    """An installation where both are enrolled; the program is stopped."""
    inscrire_tous(installation, {"SIDR": nadia, "Le Port": marie})
    return installation


def test_from_enrolment_to_repute_tenu_with_the_clock_moved_by_restarts(
    slack: FakeSlack, installation: Installation, nadia: User, marie: User
) -> None:
    with EnMarche(installation):
        prete(slack)
        par_code(slack, installation, {"SIDR": nadia, "Le Port": marie})
        slack.slash(nadia, VACANCE)
        avis = slack.wait_message(marie, "Avis de vacance AV-2026-0001")
        slack.wait_message(nadia, "reçu par Le Port")
    with EnMarche(installation, "+15d"):
        relance = slack.wait_message(marie, "Relance : AV-2026-0001")
        slack.wait_message(nadia, "relance reçue par Le Port")
    with EnMarche(installation, "+19d"):
        slack.wait_message(marie, "engagement réputé tenu")
        slack.wait_message(nadia, "engagement réputé tenu")
        slack.wait_for(lambda: "réputé tenu" in slack.messages(marie)[1].plain)
    assert relance.thread_ts == avis.ts
    assert relance.broadcast


def test_a_vacance_by_modal_gets_three_candidates_by_modal(
    slack: FakeSlack, inscrits: Installation, nadia: User, marie: User
) -> None:
    with EnMarche(inscrits):
        prete(slack)
        slack.slash(nadia, "/vacance")
        slack.wait_modal(nadia, "À quel réservataire ?")
        slack.submit(nadia, CHAMPS)
        slack.wait_message(nadia, "AV-2026-0001 : envoyé au Port")
        avis = slack.wait_message(marie, "Avis de vacance AV-2026-0001")
        slack.press(marie, avis, "Proposer des candidats")
        slack.wait_modal(marie, "Numéros uniques")
        slack.submit(marie, {"numeros": "\n".join(NUMEROS)})
        slack.wait_message(marie, "3 candidats ajoutés")
        slack.wait_message(nadia, "Le Port a fait sa désignation")
        slack.wait_for(lambda: "désigné" in slack.messages(marie)[0].plain)
    dits = "\n".join(un.plain + un.text for un in slack.messages(marie) + slack.messages(nadia))
    assert not any(numero in dits for numero in NUMEROS)
