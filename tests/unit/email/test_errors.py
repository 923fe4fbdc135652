"""What a failure that no server explains means for a send."""

from __future__ import annotations

import ssl

import pytest
from aiosmtplib import (
    SMTPConnectError,
    SMTPException,
    SMTPNotSupported,
    SMTPResponseException,
    SMTPServerDisconnected,
)
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.email.errors import NOTRE_FAUTE, Phase, issue
from core.domain.envois import Rejected, RetryAt, Uncertain

AVANT = [une for une in Phase if une is not Phase.DONNEES]
ILLISIBLE = SMTPResponseException(-1, "Malformed")


def _certificat() -> SMTPConnectError:
    erreur = SMTPConnectError("connexion")
    erreur.__cause__ = ssl.SSLCertVerificationError()
    return erreur


@pytest.mark.parametrize("phase", AVANT)
@pytest.mark.parametrize("erreur", [TimeoutError(), OSError(), SMTPServerDisconnected("perdu")])
def test_what_is_lost_before_the_mail_left_is_tried_again_soon(
    erreur: Exception, phase: Phase
) -> None:
    assert issue(erreur, phase) == RetryAt("serveur de courriel injoignable")


@pytest.mark.parametrize(
    "erreur",
    [TimeoutError(), OSError(), SMTPServerDisconnected("perdu"), ILLISIBLE, ssl.SSLError()],
)
def test_what_is_lost_once_the_mail_left_is_uncertain(erreur: Exception) -> None:
    assert isinstance(issue(erreur, Phase.DONNEES), Uncertain)


@pytest.mark.parametrize(
    "erreur",
    [_certificat(), ssl.SSLError(), SMTPException("STARTTLS absent"), ILLISIBLE, ValueError()],
)
def test_what_only_an_administrator_can_mend_waits_longer(erreur: Exception) -> None:
    faite = issue(erreur, Phase.CONNEXION)
    assert isinstance(faite, RetryAt)
    assert faite.delai == NOTRE_FAUTE


def test_an_address_that_the_server_cannot_write_is_refused() -> None:
    assert isinstance(issue(SMTPNotSupported("SMTPUTF8"), Phase.EXPEDITEUR), Rejected)


@given(st.integers(-1, 999), st.text(), st.sampled_from(Phase))
def test_no_word_of_the_server_is_kept(code: int, texte: str, phase: Phase) -> None:
    erreur = SMTPResponseException(code, f"{texte} marie@leport.test")
    assert "marie" not in repr(issue(erreur, phase))
