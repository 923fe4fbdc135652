"""What each of Telegram's errors means for a send."""

from __future__ import annotations

from datetime import timedelta

import httpx
import pytest
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.channels.telegram.errors import issue
from core.domain.envois import Gone, MovedTo, Rejected, RetryAt, Sent, Uncertain


def cause(erreur: TelegramError, origine: Exception) -> TelegramError:
    """Chain an error to the exception of the HTTP library, as the SDK does."""
    erreur.__cause__ = origine
    return erreur


@pytest.mark.parametrize(
    ("erreur", "attendu"),
    [
        (Forbidden("Forbidden: bot was blocked by the user"), Gone),
        (Forbidden("Forbidden: bot was kicked from the supergroup chat"), Gone),
        (BadRequest("Chat not found"), Gone),
        (BadRequest("Message thread not found"), Gone),
        (BadRequest("Not enough rights to send text messages to the chat"), Gone),
        (BadRequest("Message is not modified"), Sent),
        (BadRequest("Message to delete not found"), Sent),
        (BadRequest("Message can't be deleted"), Rejected),
        (BadRequest("Can't parse entities"), Rejected),
        (InvalidToken("non"), RetryAt),
        (Conflict("deux copies"), RetryAt),
        (NetworkError("Bad Gateway"), RetryAt),
        (TelegramError("Internal Server Error"), RetryAt),
        (cause(NetworkError("x"), httpx.ConnectError("x")), RetryAt),
        (cause(TimedOut(), httpx.ConnectTimeout("x")), RetryAt),
        (cause(TimedOut(), httpx.PoolTimeout("x")), RetryAt),
        (cause(TimedOut(), httpx.ReadTimeout("x")), Uncertain),
        (cause(NetworkError("x"), httpx.ReadError("x")), Uncertain),
        (cause(NetworkError("x"), httpx.RemoteProtocolError("x")), Uncertain),
        (TimedOut(), Uncertain),
    ],
)
def test_each_error_has_one_outcome(erreur: TelegramError, attendu: type) -> None:
    assert isinstance(issue(erreur), attendu)


@pytest.mark.parametrize(
    ("erreur", "doute"),
    [
        (NetworkError("Bad Gateway"), True),
        (cause(NetworkError("Internal Server Error (500)"), TelegramError("illisible")), True),
        (TelegramError("Invalid server response"), True),
        (NetworkError("Too Many Requests: retry later"), False),
        (cause(NetworkError("x"), httpx.ConnectError("x")), False),
    ],
)
def test_a_gateway_that_breaks_down_may_have_taken_the_message(
    erreur: TelegramError, doute: bool
) -> None:
    lue = issue(erreur)
    assert isinstance(lue, RetryAt)
    assert lue.peut_etre is doute


def test_telegram_says_how_long_to_wait() -> None:
    assert issue(RetryAfter(17)) == RetryAt("Telegram demande d'attendre", timedelta(seconds=17))


def test_a_group_that_became_a_supergroup_is_followed() -> None:
    assert issue(ChatMigrated(-100123)) == MovedTo("-100123")
