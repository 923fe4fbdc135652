"""OAuth, joué contre un vrai programme Bolt."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from aiohttp import web
from slack_bolt.async_app import AsyncApp
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_sdk import WebClient
from slack_sdk.oauth.installation_store import FileInstallationStore
from slack_sdk.oauth.state_store import FileOAuthStateStore

from .loop_thread import LoopThread
from .model import Team
from .samples import refused
from .server import FakeSlack

SCOPES = ["commands", "chat:write"]


@pytest.fixture
def other(fake: FakeSlack) -> Team:
    """Un espace où rien n'est installé."""
    return fake.workspace("Ailleurs", installed=False)


@pytest.fixture
def base_url(fake: FakeSlack, tmp_path: Path) -> Iterator[str]:
    """L'adresse d'un vrai Bolt, prêt à s'installer."""
    settings = AsyncOAuthSettings(
        client_id=fake.client_id,
        client_secret=fake.client_secret,
        scopes=SCOPES,
        redirect_uri="https://public.example/slack/oauth_redirect",
        authorization_url=f"{fake.root}/oauth/v2/authorize",
        installation_store=FileInstallationStore(base_dir=str(tmp_path / "i")),
        state_store=FileOAuthStateStore(expiration_seconds=60, base_dir=str(tmp_path / "s")),
    )
    from slack_sdk.web.async_client import AsyncWebClient

    client = AsyncWebClient(base_url=fake.url)
    with LoopThread() as loop:

        async def start() -> tuple[web.AppRunner, int]:
            app = AsyncApp(
                signing_secret=fake.signing_secret, client=client, oauth_settings=settings
            )
            runner = web.AppRunner(app.web_app())
            await runner.setup()
            site = web.TCPSite(runner, "127.0.0.1", 0)
            await site.start()
            return runner, runner.addresses[0][1]

        runner, port = loop.run(start())
        yield f"http://127.0.0.1:{port}"
        loop.run(runner.cleanup())


def test_an_installation_gives_a_token(fake: FakeSlack, base_url: str, other: Team) -> None:
    page = fake.install_from(base_url, other)
    assert page.status == 200
    assert other.granted_scopes == set(SCOPES)
    client = WebClient(fake.token_of(other), base_url=fake.url)
    assert client.auth_test()["team_id"] == other.id
    assert fake.authorizations[0]["scope"] == "commands,chat:write"


def test_a_refused_consent_installs_nothing(fake: FakeSlack, base_url: str, other: Team) -> None:
    assert "access_denied" in fake.install_from(base_url, other, deny=True).url
    assert not other.installed


def test_a_lost_cookie_installs_nothing(fake: FakeSlack, base_url: str, other: Team) -> None:
    page = fake.install_from(base_url, other, keep_cookies=False)
    assert page.status == 400 and not other.installed


def test_a_code_serves_once(fake: FakeSlack, client: WebClient, base_url: str, other: Team) -> None:
    page = fake.install_from(base_url, other)
    code = parse_qs(urlsplit(page.url).query)["code"][0]
    given = {"client_id": fake.client_id, "client_secret": fake.client_secret, "code": code}
    refused(client.oauth_v2_access, "code_already_used", **given)


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"client_id": "x"}, "invalid_client_id"),
        ({"client_secret": "x"}, "bad_client_secret"),
        ({"code": "x"}, "invalid_code"),
    ],
)
def test_a_wrong_exchange_is_refused(
    fake: FakeSlack, client: WebClient, wrong: dict[str, str], error: str
) -> None:
    given = {"client_id": fake.client_id, "client_secret": fake.client_secret, "code": "y"}
    refused(client.oauth_v2_access, error, **(given | wrong))


def test_a_reinstallation_gives_a_new_token_after_a_revocation(
    fake: FakeSlack, base_url: str, other: Team
) -> None:
    fake.install_from(base_url, other)
    old = fake.token_of(other)
    fake.revoke(other, delivered=False)
    fake.install_from(base_url, other)
    assert fake.token_of(other) != old
