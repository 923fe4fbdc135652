"""Pacing: when each conversation and each platform may be spoken to. Legal time has no part."""

from __future__ import annotations

from collections.abc import Mapping

from bot.channels.base import Rythme
from core.domain.organisations import Destination
from storage.depots.cadences import Allure

HORIZON = 1.5
"""Seconds ahead that a departure may be reserved: beyond, others may have better to send."""

MINUTE = 60.0
RECUL = 2 * MINUTE
"""Nothing waits so long for its turn: a row that says so was written before the clock went back."""


class Cadence:
    """Hands out departures on one platform, from the paces that the copies share.

    Instants are seconds of one clock; `changees` holds what must be stored of what was given.
    """

    def __init__(
        self, plateforme: str, rythme: Rythme, allures: Mapping[str, Allure], maintenant: float
    ) -> None:
        """Take the platform's limits and what was stored, by key."""
        self._plateforme = plateforme
        self._rythme = rythme
        self._allures = dict(allures)
        self._maintenant = maintenant
        self.changees: dict[str, Allure] = {}

    @property
    def pleine(self) -> bool:
        """Tell whether the platform as a whole has no departure left within the horizon."""
        return self._libre(self._plateforme) > self._maintenant + HORIZON

    def attente(self, destination: Destination) -> float:
        """Give the seconds until a conversation may be spoken to."""
        cle = cle_de(self._rythme, destination)
        depart = max(self._libre(self._plateforme), self._libre(cle))
        if self._compte_les_departs(destination):
            depart = max(depart, self._place_de_groupe(cle))
        return depart - self._maintenant

    def reserver(self, destination: Destination) -> float:
        """Take the next departure of a conversation; give the seconds until it."""
        attente = self.attente(destination)
        depart = self._maintenant + attente
        cle = cle_de(self._rythme, destination)
        if self._rythme.par_seconde:
            self._noter(self._plateforme, Allure(depart + 1 / self._rythme.par_seconde))
        departs: tuple[float, ...] = ()
        if self._compte_les_departs(destination):
            departs = (*self._recents(cle), depart)[-self._rythme.groupe_par_minute :]
        if self._rythme.secondes_par_conversation or departs:
            self._noter(cle, Allure(depart + self._rythme.secondes_par_conversation, departs))
        return attente

    def _compte_les_departs(self, destination: Destination) -> bool:
        return bool(self._rythme.groupe_par_minute) and not destination.prive

    def _place_de_groupe(self, cle: str) -> float:
        recents = self._recents(cle)
        plein = len(recents) >= self._rythme.groupe_par_minute
        return recents[0] + MINUTE if plein else 0.0

    def _recents(self, cle: str) -> tuple[float, ...]:
        allure = self._allures.get(cle, Allure())
        return tuple(un for un in allure.departs if abs(un - self._maintenant) < RECUL)

    def _libre(self, cle: str) -> float:
        libre = self._allures.get(cle, Allure()).libre
        return libre if self._maintenant < libre <= self._maintenant + RECUL else self._maintenant

    def _noter(self, cle: str, allure: Allure) -> None:
        self._allures[cle] = self.changees[cle] = allure


def cle_de(rythme: Rythme, destination: Destination) -> str:
    """Give what names a conversation's pace: all its topics share one, unless each has its own."""
    if rythme.par_sujet:
        return destination.cle
    return f"{destination.plateforme}:{destination.adresse}"
