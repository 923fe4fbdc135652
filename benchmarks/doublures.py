"""The fake platforms, each in a process of its own, that keep to the official limits and note
what they accept."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from typing import Any

from tests.fakes import slack, telegram

Acces = dict[str, Any]
"""Where a fake is, its token, its conversations."""

_CONTEXTE = multiprocessing.get_context("spawn")


@dataclass(frozen=True)
class Compte:
    """What a platform saw: each message accepted (when, where, its id), the refusals."""

    instants: list[float]
    messages: set[tuple[str, str]]
    refus: list[str]


@dataclass
class _LimitesTelegram(telegram.RateLimits):
    acceptes: list[float] = field(default_factory=list)

    def take(self, chat_id: int, *, group: bool) -> int:
        attente = super().take(chat_id, group=group)
        if not attente:
            self.acceptes.append(self.clock())
        return attente


@dataclass
class _LimitesSlack(slack.RateLimits):
    acceptes: list[float] = field(default_factory=list)

    def take_message(self, channel_id: str) -> int:
        attente = super().take_message(channel_id)
        if not attente:
            self.acceptes.append(self.clock())
        return attente


class Doublure:
    """One fake platform, seen from the benchmark."""

    def __init__(self, tube: Connection) -> None:
        """Take the pipe to its process; its first word says where it is."""
        self._tube = tube
        self.acces: Acces = tube.recv()

    def accepte(self) -> int:
        """Count the messages accepted so far."""
        return int(self._demander("accepte"))

    def compte(self) -> Compte:
        """Give all that it saw."""
        compte: Compte = self._demander("compte")
        return compte

    def _demander(self, mot: str) -> Any:
        self._tube.send(mot)
        return self._tube.recv()


@contextmanager
def doublure(nom: str, prives: int, groupes: int, *, limites: bool = True) -> Iterator[Doublure]:
    """Run a fake platform with so many conversations; without `limites`, it takes all at once."""
    ici, la = _CONTEXTE.Pipe()
    servir = {"telegram": _telegram, "slack": _slack}[nom]
    processus = _CONTEXTE.Process(target=servir, args=(la, prives, groupes, limites), daemon=True)
    processus.start()
    try:
        yield Doublure(ici)
    finally:
        ici.send("fin")
        processus.join(30)


def _telegram(tube: Connection, prives: int, groupes: int, limites: bool) -> None:
    rythme = _LimitesTelegram() if limites else None
    with telegram.FakeTelegram(rate_limits=rythme) as faux:
        personnes = [faux.user(1000 + n, f"P{n}", started=True) for n in range(prives)]
        groupe = [faux.group(f"G{n}", personnes[:1]).id for n in range(groupes)]
        tube.send(
            {
                "url": faux.url,
                "jeton": faux.token,
                "prives": [une.id for une in personnes],
                "groupes": groupe,
            }
        )
        for mot in iter(tube.recv, "fin"):
            with faux.world.cond:
                refus = [f"{un.code} {un.description}" for un in faux.world.refusals]
                messages = {
                    (str(chat.id), str(un))
                    for chat in faux.world.chats.values()
                    for un, message in chat.messages.items()
                    if message.sender.is_bot
                }
            instants = list(rythme.acceptes) if rythme else [time.monotonic()] * len(messages)
            tube.send(len(messages) if mot == "accepte" else Compte(instants, messages, refus))


def _slack(tube: Connection, prives: int, groupes: int, limites: bool) -> None:
    rythme = _LimitesSlack() if limites else None
    with slack.FakeSlack(rate_limits=rythme) as faux:
        canaux = [faux.channel(f"c{n}").id for n in range(groupes)]
        tube.send(
            {"url": faux.url, "jeton": faux.bot_token, "equipe": faux.team.id, "groupes": canaux}
        )
        for mot in iter(tube.recv, "fin"):
            with faux.world.cond:
                refus = [f"{un.error} {un.detail}" for un in faux.world.refusals]
                messages = {
                    (canal.id, ts)
                    for canal in faux.world.channels.values()
                    for ts in canal.messages
                }
            instants = list(rythme.acceptes) if rythme else [time.monotonic()] * len(messages)
            tube.send(len(messages) if mot == "accepte" else Compte(instants, messages, refus))
