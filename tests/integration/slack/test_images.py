"""The pictures of the guide, drawn from what Slack really received."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.component.scene import NUR
from tests.fakes.slack import FakeSlack, User
from tests.fakes.slack.page import render_channel, render_home, render_modal
from tests.fakes.slack.page.pictures import take
from tests.integration.slack.programme import ProgrammeSlack

pytestmark = pytest.mark.navigateur
CHROMIUM = Path("/usr/bin/chromium")
DOCS = Path(__file__).parents[3] / "docs"
FIN = "financement=LLTS annee=1998 pmr=non ascenseur=non preavis=1"
PORT = '/vacance reservataire="Le Port" commune="Le Port"'
AVIS = (
    f'{PORT} quartier="Rivière des Galets" qpv=oui type=T3 loyer=512,30 {FIN}',
    f'{PORT} quartier="Cœur Saignant" qpv=oui type=T2 loyer=398,00 {FIN}',
    f'{PORT} quartier="Sainte-Thérèse" qpv=non type=T4 loyer=648,90 {FIN}',
)


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    """Where the pictures go: the documentation when asked, else nowhere that lasts."""
    if not CHROMIUM.exists():
        pytest.skip("Chromium n'est pas installé")
    return DOCS if os.environ.get("FLUXBOT_IMAGES") else tmp_path


@pytest.fixture
def semaine(slack: FakeSlack, programme: ProgrammeSlack, nadia: User, marie: User) -> None:
    """Nine days of two organisations: a relance, a list, a brouillon, an avis just received."""
    slack.slash(nadia, AVIS[0])
    slack.wait_message(nadia, "AV-2026-0001 : reçu par Le Port")
    programme.vivre(days=8)
    slack.slash(nadia, AVIS[1])
    slack.wait_message(nadia, "AV-2026-0002 : reçu par Le Port")
    slack.slash(nadia, AVIS[2])
    slack.wait_message(nadia, "AV-2026-0003 : reçu par Le Port")
    slack.slash(marie, f"/candidats AV-2026-0003 {' '.join(NUR[:3])}")
    slack.wait_message(nadia, "AV-2026-0003 : désigné")
    slack.slash(nadia, f'{PORT} type=T5 quartier="Centre-ville"')
    slack.wait_message(nadia, "AV-2026-0004 : brouillon")
    programme.vivre(days=1)


@pytest.mark.usefixtures("semaine")
@pytest.mark.parametrize("qui", ["bailleur", "reservataire"])
def test_the_home_tab_is_drawn_for_both_sides(
    qui: str, slack: FakeSlack, nadia: User, marie: User, dossier: Path
) -> None:
    personne = nadia if qui == "bailleur" else marie
    slack.open_home(personne)
    vue = slack.wait_for(lambda: slack.home(personne))
    page = render_home(vue.source, workspace=slack.team.name, app_name="fluxbot")
    image = take(page, dossier / f"slack-accueil-{qui}.png", width=900)
    assert image.stat().st_size > 20_000


@pytest.mark.usefixtures("semaine")
def test_an_avis_its_thread_and_its_form_are_drawn(
    slack: FakeSlack, marie: User, dossier: Path
) -> None:
    avis = slack.messages(marie)[0]
    fil = [un for un in slack.messages(marie) if un.thread_ts == avis.ts]
    montre = [{"author": "fluxbot", "bot": True, "time": "09:12", "blocks": avis.blocks}]
    montre[0]["thread"] = [
        {"author": "fluxbot", "bot": True, "time": "09:00", "blocks": un.blocks} for un in fil
    ]
    page = render_channel("@fluxbot", montre, workspace=slack.team.name)
    assert take(page, dossier / "slack-avis.png", width=900).stat().st_size > 20_000
    slack.press(marie, avis, "Proposer des candidats")
    vue = slack.wait_modal(marie, "Numéros uniques")
    slack.submit(marie, {"numeros": "97403180001231000"})
    page = render_modal(vue.source, errors=vue.errors)
    assert take(page, dossier / "slack-modale.png", width=620).stat().st_size > 10_000
