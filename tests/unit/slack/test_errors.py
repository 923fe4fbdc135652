"""What each of Slack's errors means for a send."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from unittest.mock import Mock

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError, SlackRequestError
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.channels.slack.errors import ADRESSES_FAUSSES, TABLE, issue, nom_de
from core.domain.envois import Gone, Rejected, RetryAt, Sent, Uncertain

SENS = {
    "destination morte": Gone,
    "accès refusé": Gone,
    "sans effet": Sent,
    "plus tard": RetryAt,
    "en panne": RetryAt,
    "incertain": Uncertain,
}
CONNEXION = Mock(host="slack.com", port=443, ssl=True, is_ssl=True)


def refus(contenu: Any, statut: int = 200, **entetes: str) -> SlackApiError:
    """Make the error that the SDK raises for a response."""
    reponse = AsyncSlackResponse(
        client=None,
        http_verb="POST",
        api_url="https://slack.com/api/chat.postMessage",
        req_args={},
        data=contenu,
        headers=entetes,
        status_code=statut,
    )
    with pytest.raises(SlackApiError) as leve:
        reponse.validate()
    return leve.value


@pytest.mark.parametrize("nom", sorted(TABLE))
def test_each_error_of_the_table_has_one_outcome(nom: str) -> None:
    assert isinstance(issue(refus({"ok": False, "error": nom})), SENS[TABLE[nom]])


@pytest.mark.parametrize("nom", ["invalid_blocks", "msg_too_long", "no_text", "jamais_vue"])
def test_any_other_error_is_the_message_s_fault(nom: str) -> None:
    assert issue(refus({"ok": False, "error": nom})) == Rejected(nom)


def test_slack_says_how_long_to_wait() -> None:
    erreur = refus({"ok": False, "error": "ratelimited"}, 429, **{"Retry-After": "17"})
    assert issue(erreur) == RetryAt("Slack demande d'attendre : ratelimited", timedelta(seconds=17))


@pytest.mark.parametrize("attente", ["", "demain", "-3", "1.5"])
def test_a_wait_that_cannot_be_read_is_left_to_us(attente: str) -> None:
    erreur = refus({"ok": False, "error": "ratelimited"}, 429, **{"Retry-After": attente})
    assert issue(erreur) == RetryAt("Slack demande d'attendre : ratelimited")


@pytest.mark.parametrize(
    ("erreur", "attendu"),
    [
        (aiohttp.ClientConnectorError(CONNEXION, OSError("refusée")), RetryAt),
        (aiohttp.ClientConnectorDNSError(CONNEXION, OSError("inconnu")), RetryAt),
        (TimeoutError(), Uncertain),
        (aiohttp.ServerTimeoutError(), Uncertain),
        (aiohttp.ServerDisconnectedError(), Uncertain),
        (aiohttp.ClientOSError(), Uncertain),
        (aiohttp.ClientPayloadError(), Uncertain),
        (ConnectionResetError(), Uncertain),
        (SlackRequestError("fichier vide"), RetryAt),
    ],
    ids=lambda un: type(un).__name__ if isinstance(un, Exception) else un.__name__,
)
def test_each_fault_of_the_network_has_one_outcome(erreur: Exception, attendu: type) -> None:
    assert isinstance(issue(erreur), attendu)


def test_a_connection_that_was_never_made_is_tried_again() -> None:
    assert isinstance(issue(aiohttp.ConnectionTimeoutError()), RetryAt)


@pytest.mark.parametrize("page", ["Bad Gateway", {}, None], ids=["texte", "html", "rien"])
@pytest.mark.parametrize("statut", [500, 502, 503, 504])
def test_a_page_of_error_never_condemns_a_message(page: Any, statut: int) -> None:
    lue = issue(refus(page, statut))
    assert isinstance(lue, RetryAt)
    assert lue.peut_etre is (statut != 503)


def test_a_response_cut_short_leaves_a_doubt() -> None:
    lue = issue(SlackApiError("tronquée", Mock(spec=["status", "headers"])))
    assert isinstance(lue, RetryAt)
    assert lue.peut_etre


def test_a_fault_of_our_own_is_not_hidden() -> None:
    with pytest.raises(KeyError):
        issue(KeyError("nous"))


def test_a_refused_rate_is_known_by_its_status_alone() -> None:
    assert nom_de(refus(None, 429)) == "ratelimited"


def test_only_a_wrong_address_lets_us_write_elsewhere() -> None:
    assert {"channel_not_found", "not_in_channel", "user_not_found"} <= ADRESSES_FAUSSES
    assert not ADRESSES_FAUSSES & {"token_revoked", "invalid_auth", "ratelimited", "fatal_error"}
