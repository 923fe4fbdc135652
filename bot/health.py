"""Health and metrics of the process."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from prometheus_client import Counter, Gauge

ENVOIS = Counter("fluxbot_envois", "Sends, by platform and outcome", ["plateforme", "issue"])
ARRIVEES = Counter("fluxbot_arrivees", "Updates received, by platform", ["plateforme"])
DERNIER_TIC = Gauge("fluxbot_dernier_tic_timestamp_seconds", "Instant of the last tick")


@dataclass
class Sante:
    """What the watchdog looks at; instants are UTC."""

    dernier_tic: datetime | None = None
    derniere_ecoute: dict[str, datetime] = field(default_factory=dict)

    def soucis(self, maintenant: datetime, tolerance: timedelta) -> list[str]:
        """Say, in French, what has not moved for longer than `tolerance`."""
        trouves = []
        if self.dernier_tic is None or maintenant - self.dernier_tic > tolerance:
            trouves.append("le métronome des échéances ne bat plus")
        for plateforme, instant in self.derniere_ecoute.items():
            if maintenant - instant > tolerance:
                trouves.append(f"{plateforme} n'est plus écouté")
        return trouves
