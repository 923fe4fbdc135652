"""One process, two platforms: what is done on one is seen on the other."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.domain.organisations import Role
from tests.e2e.programme import NUMEROS, VACANCE, EnMarche
from tests.e2e.scenarios.joueur import plat
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
    assert (annonce.thread_ts, annonce.broadcast) == (recu.thread_ts, True)
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
    assert annonce.reply_to == recu.reply_to
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
        lieu.proposer_par_telegram(marie, chez_marie, NUMEROS[:2])
        lieu.telegram.wait_message(marie, "2 candidats sur 3")
        lieu.proposer_par_slack(mathieu, chez_mathieu, NUMEROS[2:])
        lieu.slack.wait_message(mathieu, "désigné, 3 candidats")
        lieu.attendre_telegram(chez_marie, "État : désigné", "Candidats : 3 sur 3")
        lieu.attendre_slack(chez_mathieu, "État : désigné", "Candidats : 3 sur 3")
        lieu.slack.wait_message(nadia, DESIGNE)


def test_a_first_candidate_is_counted_on_the_avis_of_each_colleague(lieu: Ville) -> None:
    nadia = lieu.sur_slack("Nadia", "SIDR")
    marie, mathieu = lieu.sur_telegram("Marie", "Le Port"), lieu.sur_slack("Mathieu", "Le Port")
    with EnMarche(lieu.installation):
        lieu.slack.slash(nadia, VACANCE)
        chez_marie = lieu.telegram.wait_message(marie, AVIS)
        chez_mathieu = lieu.slack.wait_message(mathieu, AVIS)
        lieu.slack.wait_message(nadia, RECU)
        lieu.tout_est_parti()
        lieu.proposer_par_telegram(marie, chez_marie, NUMEROS[:1])
        lieu.slack.wait_message(nadia, "1 candidat sur 3")
        lieu.tout_est_parti()
    assert "Candidats : 1 sur 3" in chez_marie.text
    assert "Candidats : 1 sur 3" in plat(chez_mathieu.plain)


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
            assert slack.wait_message(une, DESIGNE).thread_ts == (recu.thread_ts or recu.ts)
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
        slack.wait_message(marie, "Les avis du Port arriveront ici")
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
