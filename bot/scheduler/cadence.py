"""Pacing: when each conversation and each platform may be spoken to. Legal time has no part."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

from bot.channels.base import Rythme
from core.domain.organisations import Destination
from storage.depots.cadences import Allure

HORIZON = 1.5
"""Seconds ahead that a departure may be reserved: beyond, others may have better to send."""

PRUDENCE = 0.97
"""What we use of a platform's rate: its seconds do not begin with ours."""

MINUTE = 62.0
"""Seconds that a group's departures count: a minute, and what one of them may be late."""

ECART = 5.0
"""Seconds that the copies' clocks may differ: what says it leaves later was written by a clock
that went back since."""


class Cadence:
    """Hands out departures on one platform, from the paces that the copies share.

    The platform's time is cut in slots, one departure each; a conversation that must wait takes a
    later one, and the others go before it. Instants are seconds of one clock. `changees` holds
    what must be stored of what was given.
    """

    def __init__(self, plateforme: str, rythme: Rythme, maintenant: float) -> None:
        """Take the platform's limits; what the copies share is learnt next (`apprendre`)."""
        self._plateforme = plateforme
        self._rythme = rythme
        self._maintenant = maintenant
        self._pas = 1 / (rythme.par_seconde * PRUDENCE) if rythme.par_seconde else 0.0
        self._pris: set[int] = set()
        self._allures: dict[str, Allure] = {}
        self.changees: dict[str, Allure] = {}

    def apprendre(self, allures: Mapping[str, Allure]) -> None:
        """Take what was stored, by key."""
        self._allures |= allures
        if self._pas:
            departs = self._allures.get(self._plateforme, Allure()).departs
            self._pris = {round(un / self._pas) for un in self._depuis(1.0, departs)}

    def cles(self, destinations: Iterable[Destination]) -> set[str]:
        """Name the paces that these conversations depend on."""
        if not self._rythme.secondes_par_conversation and not self._rythme.groupe_par_minute:
            return set()
        return {cle_de(self._rythme, une) for une in destinations}

    def places(self, demandees: int) -> int:
        """Give how many of these departures the platform still has within the horizon."""
        if not self._pas:
            return demandees
        premier, apres = self._rang(self._maintenant), self._rang(self._maintenant + HORIZON)
        return min(demandees, sum(un not in self._pris for un in range(premier, apres)))

    def attente(self, destination: Destination) -> float:
        """Give the seconds until a conversation may be spoken to, whatever the platform bears."""
        allure = self._allures.get(cle_de(self._rythme, destination), Allure())
        depart = self._maintenant
        if allure.libre < self._plus_tard + self._rythme.secondes_par_conversation:
            depart = max(depart, allure.libre)
        if self._compte_les_departs(destination):
            recents = self._depuis(MINUTE, allure.departs)
            if len(recents) >= self._rythme.groupe_par_minute:
                depart = max(depart, recents[-self._rythme.groupe_par_minute] + MINUTE)
        return depart - self._maintenant

    def reserver(self, destination: Destination) -> float:
        """Take the next departure of a conversation; give its instant."""
        voulu = self._maintenant + self.attente(destination)
        depart = self._creneau(voulu)
        cle = cle_de(self._rythme, destination)
        departs: tuple[float, ...] = ()
        if self._compte_les_departs(destination):
            avant = self._allures.get(cle, Allure()).departs
            departs = (*self._depuis(MINUTE, avant), depart)
        if self._rythme.secondes_par_conversation or departs:
            # What waiting for a slot cost is not paid again: else each departure would pay it.
            libre = max(voulu, depart - self._pas) + self._rythme.secondes_par_conversation
            self._noter(cle, Allure(libre, departs))
        return depart

    def _creneau(self, depart: float) -> float:
        """Take the platform's first free slot that does not begin before `depart`."""
        if not self._pas:
            return depart
        rang = self._rang(depart)
        while rang in self._pris:
            rang += 1
        self._pris.add(rang)
        departs = tuple(un * self._pas for un in sorted(self._pris))
        self._noter(self._plateforme, Allure(departs[-1], departs))
        return rang * self._pas

    def _rang(self, instant: float) -> int:
        return math.ceil(instant / self._pas)

    @property
    def _plus_tard(self) -> float:
        return self._maintenant + HORIZON + ECART

    def _depuis(self, duree: float, departs: Iterable[float]) -> tuple[float, ...]:
        """Leave out the departures that are over, and those of a clock that went back."""
        return tuple(un for un in departs if self._maintenant - duree < un < self._plus_tard)

    def _compte_les_departs(self, destination: Destination) -> bool:
        return bool(self._rythme.groupe_par_minute) and not destination.prive

    def _noter(self, cle: str, allure: Allure) -> None:
        self._allures[cle] = self.changees[cle] = allure


def cle_de(rythme: Rythme, destination: Destination) -> str:
    """Give what names a conversation's pace: all its topics share one, unless each has its own."""
    if rythme.par_sujet:
        return destination.cle
    return f"{destination.plateforme}:{destination.adresse}"
