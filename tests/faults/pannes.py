"""Every way in which a provider may fail one send, and what Marie must then have received."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

PAGE = "<html><head><title>502 Bad Gateway</title></head></html>"
AUTRE = '{"ok": true, "result": [1, 2]}'
AUTRE_DE_SLACK = '{"ok": true, "channel": ["C1"], "ts": {"a": 1}}'


@dataclass(frozen=True)
class Panne:
    """One fault: `poser` sets it on the fake; one word of what Marie has in the end.

    `recus`: how many times the avis is there. `marques`: how many of them say that they may have
    been seen before. `apres`: the least number of seconds to wait for the first try again.
    """

    plateforme: str
    nom: str
    poser: Callable[[Any], object]
    recus: int = 1
    marques: int = 0
    apres: int = 0

    def __str__(self) -> str:
        return f"{self.plateforme}: {self.nom}"


def _telegram(nom: str, poser: Callable[[Any], object], **suite: int) -> Panne:
    return Panne("telegram", nom, lambda fake: poser(fake.faults), **suite)


def _slack(nom: str, poser: Callable[[Any], object], **suite: int) -> Panne:
    return Panne("slack", nom, lambda fake: poser(fake.faults), **suite)


def _courriel(nom: str, *panne: str, **suite: int) -> Panne:
    return Panne("courriel", nom, lambda fake: fake.fail(*panne), **suite)


ENVOI, POSTE = "sendMessage", "chat.postMessage"
DOUTE = {"recus": 1, "marques": 1}
"""It never arrived, but nobody can know: what arrives says so."""
DOUBLE = {"recus": 2, "marques": 1}
"""It had arrived, and nobody could know."""

PANNES = [
    _telegram("429, Retry-After", lambda f: f.retry_after(ENVOI, 90), apres=90),
    _telegram("500", lambda f: f.server_error(ENVOI), **DOUTE),
    _telegram("502", lambda f: f.server_error(ENVOI, 502, times=3), **DOUTE),
    _telegram("accepté, puis 502", lambda f: f.server_error(ENVOI, 502, accepted=True), **DOUBLE),
    _telegram("silence", lambda f: f.hang(ENVOI), **DOUTE),
    _telegram("accepté, puis silence", lambda f: f.accept_then_hang(ENVOI), **DOUBLE),
    _telegram("coupé", lambda f: f.close(ENVOI), **DOUTE),
    _telegram("accepté, puis coupé", lambda f: f.close(ENVOI, accepted=True), **DOUBLE),
    _telegram("accepté, JSON tronqué", lambda f: f.malformed(ENVOI, accepted=True), **DOUBLE),
    _telegram("accepté, HTML", lambda f: f.malformed(ENVOI, accepted=True, body=PAGE), **DOUBLE),
    _telegram("accepté, autre", lambda f: f.malformed(ENVOI, accepted=True, body=AUTRE), **DOUBLE),
    _slack("429, Retry-After", lambda f: f.rate_limit(POSTE, retry_after=90), apres=90),
    _slack("500", lambda f: f.status(POSTE), **DOUTE),
    _slack("accepté, puis 500", lambda f: f.status(POSTE, after=True), **DOUBLE),
    _slack("503", lambda f: f.status(POSTE, 503)),
    _slack("silence", lambda f: f.hang(POSTE), **DOUTE),
    _slack("accepté, puis silence", lambda f: f.hang(POSTE, after=True), **DOUBLE),
    _slack("coupé", lambda f: f.drop(POSTE), **DOUTE),
    _slack("accepté, puis coupé", lambda f: f.drop_after(POSTE), **DOUBLE),
    _slack("accepté, JSON tronqué", lambda f: f.malformed(POSTE, after=True), **DOUBLE),
    _slack("accepté, page HTML", lambda f: f.malformed(POSTE, after=True, body=PAGE), **DOUBLE),
    _slack(
        "accepté, autre forme",
        lambda f: f.malformed(POSTE, after=True, body=AUTRE_DE_SLACK),
        **DOUBLE,
    ),
    _courriel("421 à l'expéditeur", "mail", "421 4.3.2 plus tard", apres=60),
    _courriel("550 à l'expéditeur", "mail", "550 5.7.1 interdit", apres=600),
    _courriel("liste grise", "rcpt", "450 4.2.0 liste grise", apres=240),
    _courriel("boîte pleine", "rcpt", "552 5.2.2 pleine", apres=600),
    _courriel("451 au corps", "data", "451 4.3.0 plus tard", apres=240),
    _courriel("coupé au destinataire", "drop_rcpt"),
    _courriel("silence au destinataire", "slow_rcpt", **DOUTE),
    _courriel("accepté, puis coupé", "drop_data", **DOUBLE),
    _courriel("accepté, puis silence", "slow_data", **DOUBLE),
    _courriel("réponse illisible au corps", "data", "bonjour", **DOUTE),
]  # fmt: skip
