"""Un courriel reçu, lu par l'analyseur de Python."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from functools import cached_property
from html import unescape

LINE_MAX = 998


@dataclass(frozen=True)
class Mail:
    """Ce qu'un client a remis : l'enveloppe et les octets, tels quels."""

    sender: str
    to: str
    raw: bytes

    @cached_property
    def parsed(self) -> EmailMessage:
        """Le message, en-têtes décodés."""
        read = message_from_bytes(self.raw, policy=default)
        assert isinstance(read, EmailMessage)
        return read

    @property
    def id(self) -> str:
        """Le Message-ID, sans blanc."""
        return self["Message-ID"]

    def __getitem__(self, header: str) -> str:
        """Un en-tête ; vide s'il manque."""
        return str(self.parsed[header] or "").strip()

    @property
    def subject(self) -> str:
        """L'objet."""
        return self["Subject"]

    @property
    def text(self) -> str:
        """Le texte simple."""
        return self._body("plain")

    @property
    def html(self) -> str:
        """La page."""
        return self._body("html")

    @property
    def links(self) -> list[str]:
        """Les adresses des boutons, dans l'ordre."""
        return [unescape(one) for one in re.findall(r'<a [^>]*href="([^"]*)"', self.html)]

    def _body(self, kind: str) -> str:
        part = self.parsed.get_body((kind,))
        assert part is not None, f"pas de partie text/{kind}"
        return str(part.get_content())


def flaw(raw: bytes, *, ascii_only: bool) -> str | None:
    """Ce qui, dans ces octets, n'est pas un courriel selon RFC 5322 ; None s'ils conviennent."""
    if re.search(rb"(?<!\r)\n|\r(?!\n)", raw):
        return "fin de ligne nue"
    if max(map(len, raw.split(b"\r\n"))) > LINE_MAX:
        return "ligne trop longue"
    if ascii_only and not raw.isascii():
        return "octets hors ASCII sans BODY=8BITMIME ni SMTPUTF8"
    heads = raw.partition(b"\r\n\r\n")[0].lower().split(b"\r\n")
    for needed in (b"from:", b"to:", b"date:", b"message-id:", b"subject:"):
        if sum(line.startswith(needed) for line in heads) != 1:
            return f"en-tête {needed.decode()} absent ou double"
    return None
