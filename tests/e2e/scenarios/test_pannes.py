"""One process, two platforms: what goes wrong on Slack stops nothing on Telegram."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.programme import NUMEROS, VACANCE, EnMarche
from tests.e2e.scenarios.preuves import exporter
from tests.e2e.scenarios.ville import Ville, reference, ville

pytestmark = pytest.mark.e2e
AVIS, RECU, DESIGNE = "Avis de vacance", ": reçu par Le Port", "a fait sa désignation"


@pytest.fixture
def lieu(tmp_path: Path) -> Iterator[Ville]:
    """A town on both platforms."""
    with ville(tmp_path) as une:
        yield une


def test_telegram_goes_on_while_slack_is_down_and_slack_catches_up(lieu: Ville) -> None:
    slack, telegram = lieu.slack, lieu.telegram
    nadia, marie = lieu.sur_telegram("Nadia", "SIDR"), lieu.sur_telegram("Marie", "Le Port")
    mathieu = lieu.sur_slack("Mathieu", "Le Port")
    with EnMarche(lieu.installation):
        slack.wait_for(lambda: slack.sockets > 0)
        slack.down = True
        telegram.private_message(nadia, VACANCE)
        avis = telegram.wait_message(marie, AVIS)
        lieu.proposer_par_telegram(marie, avis, NUMEROS)
        telegram.wait_message(nadia, DESIGNE)
        assert slack.messages(mathieu) == []
        slack.down = False
        tardif = slack.wait_message(mathieu, AVIS)
        lieu.attendre_slack(tardif, "Désignation faite", "3 sur 3")
        assert "vous propose" not in f"{tardif.plain}{tardif.history}", "late, but it does not lie"
        slack.slash(mathieu, "/avis")
        slack.wait_message(mathieu, "Le Port : 1 avis en cours")


def test_telegram_is_served_even_when_slack_is_down_from_the_start(lieu: Ville) -> None:
    nadia, marie = lieu.sur_telegram("Nadia", "SIDR"), lieu.sur_slack("Marie", "Le Port")
    lieu.slack.down = True
    with EnMarche(lieu.installation):
        lieu.telegram.private_message(nadia, VACANCE)
        lieu.telegram.wait_message(nadia, "envoyé au Port")
        lieu.slack.down = False
        avis = lieu.slack.wait_message(marie, AVIS)
        lieu.telegram.wait_message(nadia, RECU)
        lieu.proposer_par_slack(marie, avis, NUMEROS)
        lieu.telegram.wait_message(nadia, DESIGNE)


def test_an_error_page_of_slack_is_no_incident(lieu: Ville) -> None:
    nadia, marie = lieu.sur_telegram("Nadia", "SIDR"), lieu.sur_slack("Marie", "Le Port")
    lieu.slack.faults.status("chat.postMessage", 503)
    with EnMarche(lieu.installation):
        lieu.telegram.private_message(nadia, VACANCE)
        lieu.slack.wait_message(marie, AVIS)
        lieu.telegram.wait_message(nadia, RECU)
    assert "Traceback" not in lieu.installation.journal()


@pytest.mark.parametrize("annoncee", [True, False])
def test_when_slack_revokes_the_bot_the_avis_goes_to_telegram(lieu: Ville, annoncee: bool) -> None:
    nadia, marie = lieu.sur_telegram("Nadia", "SIDR"), lieu.sur_telegram("Marie", "Le Port")
    canal = lieu.slack.channel("logement")
    lieu.attacher(canal, "Le Port")
    with EnMarche(lieu.installation):
        lieu.slack.wait_for(lambda: lieu.slack.sockets > 0)
        lieu.slack.revoke(lieu.slack.team, delivered=annoncee)
        lieu.telegram.private_message(nadia, VACANCE)
        avis = lieu.telegram.wait_message(marie, AVIS)
        lieu.telegram.wait_message(nadia, RECU)
    assert lieu.slack.messages(canal) == []
    assert not [un for un in lieu.telegram.messages(nadia) if "non reçu" in un.text]
    recues = exporter(lieu.installation, reference(avis))["receptions"]
    assert [une["plateforme"] for une in recues] == ["telegram"]


def test_a_wrong_slack_token_stops_the_program_with_one_french_line(tmp_path: Path) -> None:
    with ville(tmp_path, SLACK_BOT_TOKEN="xoxb-faux") as lieu:
        fait = lieu.installation.commande("serve")
    assert fait.returncode == 1
    assert "Traceback" not in fait.stdout + fait.stderr
    assert [un for un in fait.stderr.splitlines() if un.startswith("SLACK_BOT_TOKEN")] == [
        "SLACK_BOT_TOKEN : Slack répond invalid_auth. "
        "Le jeton se trouve dans api.slack.com, OAuth & Permissions."
    ]
    assert "xoxb-faux" not in fait.stdout + fait.stderr
