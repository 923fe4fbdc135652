"""The pictures of the guide, drawn from what Slack really received."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.component.scene import NUR
from tests.fakes.slack import FakeSlack, User
from tests.fakes.slack.page import render_channel, render_home, render_modal
from tests.fakes.slack.page.pictures import chromium, take
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
def test_the_home_tabs_an_avis_and_its_form_are_drawn(
    slack: FakeSlack, nadia: User, marie: User, dossier: Path
) -> None:
    pages = {
        "accueil-bailleur": (accueil(slack, nadia), 900),
        "accueil-reservataire": (accueil(slack, marie), 900),
        "avis": (conversation(slack, marie), 900),
        "modale": (formulaire(slack, marie), 620),
    }
    with chromium() as navigateur:
        for nom, (page, largeur) in pages.items():
            image = take(navigateur, page, dossier / f"slack-{nom}.png", width=largeur)
            assert image.stat().st_size > 10_000


def accueil(slack: FakeSlack, personne: User) -> str:
    """Draw a person's Home tab."""
    slack.open_home(personne)
    vue = slack.wait_for(lambda: slack.home(personne))
    return render_home(vue.source, workspace=slack.team.name, app_name="fluxbot")


def conversation(slack: FakeSlack, personne: User) -> str:
    """Draw the first avis of a person, with its thread."""
    avis = slack.messages(personne)[0]
    fil = [un for un in slack.messages(personne) if un.thread_ts == avis.ts]
    commun = {"author": "fluxbot", "bot": True}
    suite = [commun | {"time": "09:00", "blocks": un.blocks} for un in fil]
    racine = commun | {"time": "10:15", "blocks": avis.blocks, "thread": suite}
    return render_channel("@fluxbot", [racine], workspace=slack.team.name)


def formulaire(slack: FakeSlack, personne: User) -> str:
    """Draw the form of candidates, refused for a number too short."""
    slack.press(personne, slack.messages(personne)[0], "Proposer des candidats")
    vue = slack.wait_modal(personne, "Numéros uniques")
    slack.submit(personne, {"numeros": "97403180001231000"})
    return render_modal(vue.source, errors=vue.errors)
