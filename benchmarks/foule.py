"""People at the fake Telegram: each types a command, waits for the answer, types the next."""

from __future__ import annotations

import time
from dataclasses import dataclass
from statistics import quantiles

from benchmarks.region import Region
from tests.fakes.telegram import FakeTelegram, Message, User

ECHAUFFEMENT = 20
"""First answers that do not count: templates are read, statements compiled."""

CALME = 3.0
"""Seconds without any call after which all is held to be sent: notices let answers pass."""

PATIENCE = 120.0
"""Seconds without any answer after which a run is given up."""


@dataclass(frozen=True)
class Passage:
    """One run: seconds of the answers that count, of what was still to send after, latencies.

    `processeur`: seconds that the program used, from the first command to the last call.
    """

    reponses: float
    reste: float
    latences: list[float]
    processeur: float = 0.0

    @property
    def nombre(self) -> int:
        """Count the commands, warm-up included."""
        return len(self.latences) + ECHAUFFEMENT

    @property
    def debit(self) -> float:
        """Give the commands answered a second."""
        return len(self.latences) / self.reponses

    def centile(self, rang: int) -> float:
        """Give a percentile of the latencies, in milliseconds."""
        return quantiles(self.latences, n=100)[rang - 1] * 1000


class Foule:
    """The people of a region, and the messages that they were sent before."""

    def __init__(self, faux: FakeTelegram, region: Region) -> None:
        """Take a running fake."""
        self._faux = faux
        self._personnes: dict[int, User] = {}
        for numero in {*region.commandes, *region.messages}:
            self._personnes[numero] = faux.user(numero, f"P{numero}", started=True)
            for _ in range(region.messages[numero]):
                faux.world.post(faux.chat(numero), faux.bot, text="Un avis reçu hier.")
        self._restent = {une: list(reversed(siennes)) for une, siennes in region.commandes.items()}
        self._tapee: dict[int, Message] = {}
        self._heures: dict[int, float] = {}
        self._reponses: list[tuple[float, float]] = []
        """The instant of each answer, and how long it took."""

    def jouer(self) -> Passage:
        """Type every command; give how long the answers took."""
        with self._faux.world.cond:
            for personne in self._restent:
                self._taper(personne)
            while self._heures:
                if not self._faux.world.cond.wait(PATIENCE):
                    raise RuntimeError(f"Sans réponse : {len(self._heures)} personnes.")
                self._lire_les_reponses()
        debut, fin = self._reponses[ECHAUFFEMENT - 1][0], self._reponses[-1][0]
        latences = [une for _, une in self._reponses[ECHAUFFEMENT:]]
        return Passage(fin - debut, self._calme() - fin, latences)

    def _taper(self, personne: int) -> None:
        if not self._restent[personne]:
            return
        texte = self._restent[personne].pop()
        self._heures[personne] = time.perf_counter()
        self._tapee[personne] = self._faux.private_message(self._personnes[personne], texte)

    def _lire_les_reponses(self) -> None:
        for personne, heure in list(self._heures.items()):
            if self._a_repondu(personne):
                maintenant = time.perf_counter()
                self._reponses.append((maintenant, maintenant - heure))
                del self._heures[personne]
                self._taper(personne)

    def _a_repondu(self, personne: int) -> bool:
        chat, tapee = self._faux.chat(personne), self._tapee[personne].id
        suivants = range(tapee + 1, chat.last_id + 1)
        return any(chat.messages[rang].sender.is_bot for rang in suivants)

    def _calme(self) -> float:
        """Wait until nothing more is said; give the instant of the last call."""
        dernier, vus = time.perf_counter(), self._envois()
        while time.perf_counter() - dernier < CALME:
            with self._faux.world.cond:
                self._faux.world.cond.wait(0.2)
            if self._envois() != vus:
                dernier, vus = time.perf_counter(), self._envois()
        return dernier

    def _envois(self) -> int:
        return sum(appel.method != "getUpdates" for appel in self._faux.world.calls)
