"""La doublure n'accepte que ce qui est un courriel."""

from __future__ import annotations

import pytest

from tests.fakes.smtp.model import flaw

GOOD = (
    b"From: a@x.fr\r\nTo: b@y.fr\r\nSubject: s\r\nDate: d\r\nMessage-ID: <i@x.fr>\r\n\r\ntexte\r\n"
)


def test_a_well_formed_mail_is_accepted() -> None:
    assert flaw(GOOD, ascii_only=True) is None


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (GOOD + b"nue\n", "fin de ligne nue"),
        (GOOD + b"nue\r", "fin de ligne nue"),
        (GOOD + b"a" * 999, "ligne trop longue"),
        (GOOD + "é".encode(), "octets hors ASCII sans BODY=8BITMIME ni SMTPUTF8"),
        (b"To: c@z.fr\r\n" + GOOD, "en-tête to: absent ou double"),
        (GOOD.replace(b"Date: d\r\n", b""), "en-tête date: absent ou double"),
    ],
)
def test_what_is_no_mail_is_refused(raw: bytes, why: str) -> None:
    assert flaw(raw, ascii_only=True) == why
