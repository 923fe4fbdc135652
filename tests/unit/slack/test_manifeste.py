"""The manifest: what Slack must know of fluxbot, within Slack's limits."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from bot.channels.slack import manifeste as module
from bot.channels.slack.manifeste import DROITS, EVENEMENTS, HORS_DE_SLACK, manifeste
from bot.handlers.commandes import COMMANDES
from tests.fakes.slack.access import READ_SCOPES
from tests.fakes.slack.spec import METHODS

PUBLIC = "https://flux.leport.re"
SOURCES = "\n".join(
    un.read_text(encoding="utf-8") for un in Path(module.__file__).parent.glob("*.py")
)
PORTEES = {
    "app_mention": "app_mentions:read",
    "message.im": "im:history",
    "member_joined_channel": "channels:read",
    "channel_": "channels:read",
    "group_": "groups:read",
}
"""The scope that each event asks for, by the beginning of its name."""


def commandes(*, socket: bool) -> list[dict[str, Any]]:
    """Give the slash commands of the manifest."""
    trouvees: list[dict[str, Any]] = manifeste(PUBLIC, socket=socket)["features"]["slash_commands"]
    return trouvees


def methode(appel: str) -> str:
    """Give the method of the Web API that a call of the client makes."""
    famille, _, nom = appel.partition("_")
    return f"{famille}.{nom}"


@pytest.mark.parametrize("socket", [True, False])
def test_every_command_but_telegram_s_own_is_there(socket: bool) -> None:
    assert {"start"} == HORS_DE_SLACK
    attendues = [f"/{une.nom}" for une in COMMANDES if une.nom != "start"]
    assert [une["command"] for une in commandes(socket=socket)] == attendues


@pytest.mark.parametrize("une", commandes(socket=False), ids=lambda une: une["command"])
def test_each_command_keeps_within_slack_s_limits(une: dict[str, Any]) -> None:
    assert re.fullmatch(r"/[a-z0-9_-]{1,31}", une["command"])
    assert 0 < len(une["description"]) <= 2000
    assert 0 < len(une.get("usage_hint", "x")) <= 1000
    assert not une.get("usage_hint", "").startswith("/")


def test_the_app_has_a_name_and_a_description_that_slack_takes() -> None:
    montre = manifeste(PUBLIC, socket=True)["display_information"]
    assert 0 < len(montre["name"]) <= 35
    assert 0 < len(montre["description"]) <= 140
    assert re.fullmatch(r"#[0-9a-f]{6}", montre["background_color"])


def test_over_a_socket_slack_is_given_no_address_to_deliver_to() -> None:
    fait = manifeste(PUBLIC, socket=True)
    assert fait["settings"]["socket_mode_enabled"]
    assert not any("url" in une for une in commandes(socket=True))
    assert "request_url" not in fait["settings"]["event_subscriptions"]
    assert "request_url" not in fait["settings"]["interactivity"]


@pytest.mark.parametrize("public", [PUBLIC, PUBLIC + "/"])
def test_over_http_every_delivery_has_its_address(public: str) -> None:
    fait = manifeste(public, socket=False)
    adresse = f"{PUBLIC}/slack/events"
    assert not fait["settings"]["socket_mode_enabled"]
    assert {une["url"] for une in fait["features"]["slash_commands"]} == {adresse}
    assert fait["settings"]["event_subscriptions"]["request_url"] == adresse
    assert fait["settings"]["interactivity"] == {"is_enabled": True, "request_url": adresse}
    assert fait["oauth_config"]["redirect_urls"] == [f"{PUBLIC}/slack/oauth_redirect"]


def test_the_scopes_cover_every_call_that_we_make() -> None:
    appels = set(re.findall(r"client\.([a-z]+_\w+)\(", SOURCES)) - {"files_upload_v2"}
    appelees = {methode(un) for un in appels} & set(METHODS)
    assert {"chat.postMessage", "chat.postEphemeral", "views.open"} <= appelees
    appelees |= {"files.getUploadURLExternal", "files.completeUploadExternal"}
    demandees = {METHODS[une].scope for une in appelees} - {None}
    assert demandees | set(READ_SCOPES.values()) <= set(DROITS)


def test_no_call_goes_to_a_method_that_the_fake_does_not_know() -> None:
    appels = set(re.findall(r"client\.([a-z]+_\w+)\(", SOURCES)) - {"files_upload_v2"}
    ailleurs = {"connect_to_new_endpoint", "is_connected", "issue_new_wss_url"}
    assert {methode(un) for un in appels - ailleurs} <= set(METHODS)


def test_nothing_lets_the_bot_read_what_people_say_in_a_channel() -> None:
    assert not {un for un in DROITS if un.endswith(":history")} - {"im:history"}


@pytest.mark.parametrize("nom", EVENEMENTS)
def test_each_event_asked_for_is_understood_and_allowed(nom: str) -> None:
    assert f'"{nom.partition(".")[0]}"' in SOURCES.replace(
        Path(module.__file__).read_text(encoding="utf-8"), ""
    )
    portee = next((une for debut, une in PORTEES.items() if nom.startswith(debut)), None)
    assert portee is None or portee in DROITS


def test_slack_gets_the_scopes_and_events_of_the_code() -> None:
    fait = manifeste(None, socket=True)
    assert fait["oauth_config"]["scopes"]["bot"] == list(DROITS)
    assert fait["settings"]["event_subscriptions"]["bot_events"] == list(EVENEMENTS)
