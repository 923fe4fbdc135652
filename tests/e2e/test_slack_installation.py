"""Several workspaces: installed from a link, encrypted, uninstalled, installed anew."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.e2e.programme import VACANCE, EnMarche, Installation
from tests.e2e.slack import inscrire_tous, prete
from tests.fakes.slack import FakeSlack

pytestmark = pytest.mark.e2e


@pytest.fixture
def slack() -> Iterator[FakeSlack]:
    """A Slack whose workspaces must all install the app."""
    with FakeSlack("SIDR") as fake:
        yield fake


@pytest.fixture
def installation(tmp_path: Path, slack: FakeSlack) -> Iterator[Installation]:
    """An app that any workspace may install."""
    une = Installation(
        tmp_path,
        SLACK_CLIENT_ID=slack.client_id,
        SLACK_CLIENT_SECRET=slack.client_secret,
        SLACK_SIGNING_SECRET=slack.signing_secret,
        SLACK_API_URL=slack.url,
    )
    slack.receiver_url = f"http://127.0.0.1:{une.port}"
    une.env["FLUXBOT_PUBLIC_URL"] = slack.receiver_url
    yield une
    une.base.moteur.dispose()


def test_each_organisation_installs_fluxbot_in_its_own_workspace(
    slack: FakeSlack, installation: Installation
) -> None:
    mairie = slack.workspace("Mairie du Port", installed=False)
    nadia, marie = slack.user("Nadia"), slack.user("Marie", mairie)
    inscrire_tous(installation, {"SIDR": nadia, "Le Port": marie})
    adresse = installation.env["FLUXBOT_PUBLIC_URL"]
    with EnMarche(installation):
        prete(slack)
        pages = [slack.install_from(adresse, une) for une in (slack.team, mairie)]
        assert [(page.status, "fluxbot est installé" in page.text) for page in pages] == [
            (200, True),
            (200, True),
        ]
        slack.slash(nadia, VACANCE)
        slack.wait_message(marie, "Avis de vacance AV-2026-0001")
        slack.uninstall(mairie)
        slack.slash(nadia, VACANCE)
        slack.wait_message(nadia, "AV-2026-0002 : avis non reçu par Le Port")
        slack.install_from(adresse, mairie)
        slack.wait_message(marie, "Avis de vacance AV-2026-0002")
    jeton = slack.token_of(mairie).encode()
    assert not any(jeton in un.read_bytes() for un in installation.dossier.iterdir())


def test_an_install_refused_forged_or_played_twice_changes_nothing(
    slack: FakeSlack, installation: Installation
) -> None:
    mairie = slack.workspace("Mairie du Port", installed=False)
    adresse = installation.env["FLUXBOT_PUBLIC_URL"]
    with EnMarche(installation):
        prete(slack)
        refusee = slack.install_from(adresse, mairie, deny=True)
        sans_cookie = slack.install_from(adresse, mairie, keep_cookies=False)
        forgee = httpx.get(f"{adresse}/slack/oauth_redirect?code=x&state=y")
        bonne = slack.install_from(adresse, mairie)
        rejouee = httpx.get(str(bonne.visited[-1]))
    assert "n'a pas été installé" in refusee.text
    assert [sans_cookie.status, forgee.status_code, rejouee.status_code] == [400, 400, 400]
    with installation.base.transaction() as uow:
        assert [un.nom for un in uow.installations.tous()] == ["Mairie du Port"]
