"""How much one person may ask in a minute, on any messaging platform."""

from __future__ import annotations

from datetime import datetime

from bot.frein import Blocage, Verdict
from bot.handlers.request import Request
from bot.health import FREINS
from core.errors import Refus

PAR_MINUTE = 120
"""Two a second for a whole minute: who reads what they are answered does ten times less."""


class TropVite(Refus):
    """A person asked too much; `deja_dit`: they were told, nothing more is answered."""

    code = "trop_vite"

    def __init__(self, phrase: str, *, deja_dit: bool) -> None:
        super().__init__(phrase)
        self.deja_dit = deja_dit


class FreinParPersonne:
    """Refuses what a person asks beyond PAR_MINUTE, and all they ask in the minute that follows."""

    def __init__(self, par_minute: int = PAR_MINUTE) -> None:
        """Take how much is let in."""
        self._par_minute = par_minute
        self._blocage = Blocage(par_minute, 60)

    def exiger(self, requete: Request, maintenant: datetime) -> None:
        """Count a request; raises TropVite."""
        verdict = self._blocage.juger(f"{requete.plateforme}:{requete.personne}", maintenant)
        if verdict is not Verdict.PASSE:
            FREINS.labels(requete.plateforme).inc()
            phrase = (
                f"Plus de {self._par_minute} demandes en une minute, c'est trop : celle-ci et les "
                "suivantes ne changent rien. Réessayez dans une minute."
            )
            raise TropVite(phrase, deja_dit=verdict is Verdict.TAIRE)
