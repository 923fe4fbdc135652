"""One process, two platforms: what is done on one is seen on the other."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.domain.organisations import Role
from tests.e2e.programme import NUMEROS, VACANCE, EnMarche
from tests.e2e.scenarios.preuves import exporter
from tests.e2e.scenarios.slack import attendre_le_programme
from tests.e2e.scenarios.ville import Ville, reference, ville

pytestmark = pytest.mark.e2e
MASQUES = ("974…123…", "974…124…", "974…125…")
AVIS, RECU, DESIGNE = "Avis de vacance", ": reçu par Le Port", "a fait sa désignation"


@pytest.fixture
def lieu(tmp_path: Path) -> Iterator[Ville]:
    """A town on both platforms."""
    with ville(tmp_path) as une:
        yield une


def test_an_avis_from_slack_is_answered_from_telegram(lieu: Ville) -> None:
    nadia, marie = lieu.sur_slack("Nadia", "SIDR"), lieu.sur_telegram("Marie", "Le Port")
    with EnMarche(lieu.installation):
        lieu.slack.slash(nadia, VACANCE)
        recu = lieu.slack.wait_message(nadia, RECU)
        avis = lieu.telegram.wait_message(marie, AVIS)
        lieu.telegram.press(marie, avis, "Proposer des candidats")
        lieu.telegram.wait_message(marie, "Numéros uniques des candidats")
        lieu.telegram.private_message(marie, " ".join(NUMEROS))
        annonce = lieu.slack.wait_message(nadia, DESIGNE)
        lieu.attendre_slack(recu, "État : désigné", "Candidats : 3 sur 3")
        lieu.attendre_telegram(avis, "État : désigné", "Candidats : 3 sur 3")
    assert (annonce.thread_ts, annonce.broadcast) == (recu.ts, True)
    entrees = exporter(lieu.installation, reference(avis))["entrees"]
    par = {une["action"]: une["plateforme"] for une in entrees}
    assert (par["avis créé"], par["avis reçu"]) == ("slack", "telegram")
    assert par["candidats proposés"] == "telegram"


def test_an_avis_from_telegram_is_answered_from_slack(lieu: Ville) -> None:
    nadia, marie = lieu.sur_telegram("Nadia", "SIDR"), lieu.sur_slack("Marie", "Le Port")
    with EnMarche(lieu.installation):
        lieu.telegram.private_message(nadia, VACANCE)
        recu = lieu.telegram.wait_message(nadia, RECU)
        avis = lieu.slack.wait_message(marie, AVIS)
        lieu.proposer_par_slack(marie, avis, NUMEROS)
        lieu.slack.wait_message(marie, "3 candidats ajoutés")
        annonce = lieu.telegram.wait_message(nadia, DESIGNE)
        lieu.attendre_slack(avis, "État : désigné", "Candidats : 3 sur 3")
        lieu.attendre_telegram(recu, "État : désigné", "Candidats : 3 sur 3")
    assert annonce.reply_to == recu.id
    dits = [un.plain + un.text for un in lieu.slack.messages(marie)]
    dits += [un.text for un in lieu.telegram.messages(nadia)]
    assert not any(numero in un for un in dits for numero in NUMEROS)


def test_two_people_of_a_town_hall_on_two_platforms_make_one_list(lieu: Ville) -> None:
    nadia = lieu.sur_slack("Nadia", "SIDR")
    marie, mathieu = lieu.sur_telegram("Marie", "Le Port"), lieu.sur_slack("Mathieu", "Le Port")
    with EnMarche(lieu.installation):
        lieu.slack.slash(nadia, VACANCE)
        chez_marie = lieu.telegram.wait_message(marie, AVIS)
        chez_mathieu = lieu.slack.wait_message(mathieu, AVIS)
        lieu.attendre_slack(chez_mathieu, "Candidats : 0 sur 3")
        lieu.proposer_par_telegram(marie, chez_marie, NUMEROS[:2])
        lieu.attendre_telegram(chez_marie, "État : ouvert", "Candidats : 2 sur 3")
        lieu.attendre_slack(chez_mathieu, "État : ouvert", "Candidats : 2 sur 3")
        lieu.proposer_par_slack(mathieu, chez_mathieu, NUMEROS[2:])
        lieu.slack.wait_message(mathieu, "désigné, 3 candidats")
        lieu.attendre_telegram(chez_marie, "État : désigné", "Candidats : 3 sur 3")
        lieu.attendre_slack(chez_mathieu, "État : désigné", "Candidats : 3 sur 3")
        lieu.slack.wait_message(nadia, DESIGNE)


def test_a_bailleur_in_two_workspaces_is_told_in_both(lieu: Ville) -> None:
    slack, base = lieu.slack, f"http://127.0.0.1:{lieu.installation.port}"
    lieu.installation.env |= {
        "SLACK_CLIENT_ID": slack.client_id,
        "SLACK_CLIENT_SECRET": slack.world.client_secret,
        "FLUXBOT_PUBLIC_URL": base,
    }
    nadia, marie = lieu.sur_slack("Nadia", "SIDR"), lieu.sur_telegram("Marie", "Le Port")
    norah = slack.user("Norah", slack.workspace("SIDR Sud", installed=False))
    with EnMarche(lieu.installation):
        attendre_le_programme(lieu.installation)
        page = slack.install_from(base, norah.team)
        assert (page.status, "SIDR Sud" in page.text) == (200, True), page
        slack.slash(norah, f"/inscription {lieu.installation.code('SIDR')}")
        slack.wait_message(norah, "Bienvenue, SIDR")
        slack.slash(norah, VACANCE)
        recus = [slack.wait_message(une, RECU) for une in (nadia, norah)]
        avis = lieu.telegram.wait_message(marie, AVIS)
        lieu.proposer_par_telegram(marie, avis, NUMEROS)
        for une, recu in zip((nadia, norah), recus, strict=True):
            assert slack.wait_message(une, DESIGNE).thread_ts == recu.ts
            lieu.attendre_slack(recu, "État : désigné")


def test_a_private_channel_receives_the_avis_and_never_shows_the_candidates(lieu: Ville) -> None:
    slack, nadia = lieu.slack, lieu.sur_telegram("Nadia", "SIDR")
    marie = lieu.sur_slack("Marie", "Le Port", Role.REFERENT)
    mathieu = lieu.sur_slack("Mathieu", "Le Port")
    canal = slack.channel("logement", marie, mathieu, private=True, bot=False)
    with EnMarche(lieu.installation):
        slack.slash(marie, "/canal", canal)
        slack.wait_message(marie, "Invitez-moi d'abord : /invite @fluxbot, puis /canal")
        slack.invite_bot(canal)
        slack.slash(marie, "/canal", canal)
        slack.wait_message(marie, "Les avis de Le Port arriveront ici")
        lieu.telegram.private_message(nadia, VACANCE)
        avis = slack.wait_message(canal, AVIS)
        lieu.proposer_par_slack(marie, avis, NUMEROS)
        slack.wait_message(marie, "3 candidats ajoutés")
        lieu.telegram.wait_message(nadia, DESIGNE)
        lieu.attendre_slack(avis, "État : désigné", "Candidats : 3 sur 3")
    montres = slack.messages(canal, viewer=mathieu)
    dits = "".join(f"{un.json()}{un.history}" for un in montres)
    assert not [un for un in (*NUMEROS, *MASQUES) if un in dits]
    assert not [un for un in slack.messages(marie) if AVIS in un.plain], "told in the channel only"


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
        assert "Désignation faite" in tardif.history[0][0] if tardif.history else tardif.plain
        slack.slash(mathieu, "/avis")
        slack.wait_message(mathieu, "Le Port : 1 avis en cours")


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
