"""What Slack delivers twice, late, forged, or all at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.domain.avis import Etat
from tests.e2e.programme import VACANCE, EnMarche, Installation, par_slack, par_slack_http
from tests.e2e.slack import inscrire_tous, prete
from tests.fakes.slack import Delivery, FakeSlack, User

pytestmark = pytest.mark.e2e

RAFALE = 200


def en_http(dossier: Path, slack: FakeSlack) -> tuple[Installation, User]:
    """Give an installation that Slack calls, and an enrolled bailleur's officer."""
    installation = Installation(dossier, **par_slack_http(slack))
    slack.receiver_url = f"http://127.0.0.1:{installation.port}"
    nadia = slack.user("Nadia")
    inscrire_tous(installation, {"SIDR": nadia, "Le Port": slack.user("Marie")})
    return installation, nadia


def ecrire(slack: FakeSlack, nadia: User) -> tuple[Delivery, Delivery]:
    """Post an avis by slash command, and another by writing to the bot."""
    return slack.slash(nadia, VACANCE), slack.say(nadia, VACANCE.removeprefix("/"))


def avis_ouverts(installation: Installation) -> int:
    """Count the avis."""
    with installation.base.transaction() as uow:
        sidr = next(une for une in uow.organisations.toutes() if une.nom == "SIDR")
        return len(uow.avis.de(sidr.id, Etat, 10))


def test_the_same_deliveries_at_once_after_a_minute_and_after_five_have_one_effect_each(
    tmp_path: Path,
) -> None:
    with FakeSlack() as slack:
        installation, nadia = en_http(tmp_path, slack)
        with EnMarche(installation):
            prete(slack)
            premieres = ecrire(slack, nadia)
            for numero in (1, 2):
                slack.wait_message(nadia, f"AV-2026-000{numero} : envoyé au Port")
        for numero, secondes in ((1, 60), (2, 300)):
            slack.clock_offset = secondes
            with EnMarche(installation, f"+{secondes}s"):
                prete(slack)
                for une in premieres:
                    assert slack.redeliver(une, retry=numero).status == 200
                repere = slack.mark()
                slack.slash(nadia, "/avis")
                slack.wait_message(nadia, "2 avis en cours", after=repere)
        assert avis_ouverts(installation) == 2


def test_deliveries_that_arrive_only_after_five_minutes_have_their_effect_once(
    tmp_path: Path,
) -> None:
    with FakeSlack() as slack:
        installation, nadia = en_http(tmp_path, slack)
        perdues = ecrire(slack, nadia)
        assert not any(une.ok for une in perdues), "nobody was listening"
        slack.clock_offset = 300
        with EnMarche(installation, "+300s"):
            prete(slack)
            for une in perdues:
                assert slack.redeliver(une, retry=3).status == 200
            slack.wait_message(nadia, "AV-2026-0002 : envoyé au Port")
        assert avis_ouverts(installation) == 2


def test_a_forged_or_stale_signature_has_no_effect(tmp_path: Path) -> None:
    with FakeSlack() as slack:
        installation, nadia = en_http(tmp_path, slack)
        corps = b"command=%2Fvacance&text=x&trigger_id=1&user_id=U1&team_id=T1&channel_id=D1"
        with EnMarche(installation):
            prete(slack)
            faux = slack.sign(corps, secret="un-autre-secret")
            vieux = slack.sign(corps, timestamp=1_700_000_000)
            statuts = [slack.deliver_raw(corps, entetes)[0] for entetes in (faux, vieux, {})]
        assert statuts == [401, 401, 401]
        with installation.base.transaction() as uow:
            assert uow.arrivees.nombre_en_attente() == 0


@pytest.mark.parametrize("mode", ["socket", "http"])
def test_a_burst_of_commands_is_all_acknowledged_within_three_seconds(
    tmp_path: Path, mode: str
) -> None:
    with FakeSlack(rate_limits=None) as slack:
        regles = par_slack(slack) if mode == "socket" else par_slack_http(slack)
        installation = Installation(tmp_path, **regles)
        if mode == "http":
            slack.receiver_url = f"http://127.0.0.1:{installation.port}"
        nadia = slack.user("Nadia")
        inscrire_tous(installation, {"SIDR": nadia})
        with EnMarche(installation):
            prete(slack)
            envois = [slack.slash(nadia, "/aide", wait=False) for _ in range(RAFALE)]
            assert all(un.done.wait(45) for un in envois)
    temps = sorted(un.seconds or 99 for un in envois)
    assert all(un.ok for un in envois), f"le plus lent : {temps[-1]:.2f} s"
    print(f"{mode} : {RAFALE} accusés, le plus lent {temps[-1]:.2f} s")
