"""Pacing: how long each conversation and each platform must wait."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable

from bot.channels.base import Rythme
from core.domain.organisations import Destination

MINUTE = 60.0


class Cadence:
    """Hands out the instants at which sends may leave one platform.

    `temps` gives seconds that never go back (the loop's clock): legal time plays no part here.
    """

    def __init__(self, rythme: Rythme, temps: Callable[[], float]) -> None:
        """Take the platform's limits."""
        self._rythme = rythme
        self._temps = temps
        self._libre = 0.0
        self._par_conversation: dict[str, float] = {}
        self._groupes: dict[str, deque[float]] = defaultdict(deque)

    def reserver(self, destination: Destination) -> float:
        """Take the next slot of a conversation; give the seconds to wait until it."""
        maintenant = self._temps()
        adresse = f"{destination.plateforme}:{destination.adresse}"
        if self._rythme.par_sujet:
            adresse = destination.cle
        depart = max(maintenant, self._libre, self._par_conversation.get(adresse, 0.0))
        if not destination.prive and self._rythme.groupe_par_minute:
            depart = max(depart, self._place_de_groupe(adresse))
            self._groupes[adresse].append(depart)
        if self._rythme.par_seconde:
            self._libre = depart + 1 / self._rythme.par_seconde
        self._par_conversation[adresse] = depart + self._rythme.secondes_par_conversation
        self._oublier(maintenant)
        return depart - maintenant

    def _place_de_groupe(self, adresse: str) -> float:
        recents = self._groupes[adresse]
        if len(recents) >= self._rythme.groupe_par_minute:
            return recents.popleft() + MINUTE
        return 0.0

    def _oublier(self, maintenant: float) -> None:
        """Keep no trace of conversations that may be written to at once."""
        if len(self._par_conversation) > 1000:
            self._par_conversation = {
                cle: libre for cle, libre in self._par_conversation.items() if libre > maintenant
            }
