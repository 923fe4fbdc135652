"""What the process counts and remembers of itself; docs/exploitation.md lists every metric."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from prometheus_client import Counter, Gauge, Histogram

ENVOIS = Counter("fluxbot_envois", "Sends, by platform and outcome", ["plateforme", "issue"])
DUREE_ENVOI = Histogram(
    "fluxbot_envoi_duree_seconds", "Time that a platform took to answer a send", ["plateforme"]
)
ARRIVEES = Counter("fluxbot_arrivees", "Updates received, by platform", ["plateforme"])
DUREE_COMMANDE = Histogram(
    "fluxbot_commande_duree_seconds", "Time to handle what somebody asked", ["plateforme"]
)
FREINS = Counter("fluxbot_freins", "Requests refused for coming too fast", ["plateforme"])
DERNIER_TIC = Gauge("fluxbot_dernier_tic_timestamp_seconds", "Instant of the last tick")
DUREE_TIC = Histogram(
    "fluxbot_tic_duree_seconds",
    "Duration of a tick",
    buckets=(0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 100, 300),
)
INCIDENTS = Counter("fluxbot_incidents", "Faults written to the log, by module", ["module"])


class CompteurDIncidents(logging.Handler):
    """Counts the faults that any part of the process logs, whoever wrote them."""

    def __init__(self) -> None:
        """Look at errors only."""
        super().__init__(logging.ERROR)

    def emit(self, record: logging.LogRecord) -> None:
        """Count one, under the module's name alone: a message may name somebody."""
        INCIDENTS.labels(record.name).inc()


@dataclass(frozen=True)
class Point:
    """One thing looked at: whether it is right, else what to say of it, and what was measured."""

    nom: str
    bon: bool
    souci: str = ""
    mesure: Mapping[str, float | bool | None] = field(default_factory=dict)


@dataclass
class Sante:
    """What the watchdog looks at; instants are UTC.

    `en_reserve`: the platforms that another copy listens to, no worry of this one.
    `base_perdue`: the last tick found the database away, or without room to write.
    """

    dernier_tic: datetime | None = None
    derniere_ecoute: dict[str, datetime] = field(default_factory=dict)
    en_reserve: set[str] = field(default_factory=set)
    base_perdue: bool = False

    def points(self, maintenant: datetime, tolerance: timedelta) -> list[Point]:
        """Look at the metronome and at each platform: still for `tolerance` is wrong."""
        tic = _recent(
            "métronome",
            "le métronome des échéances ne bat plus",
            self.dernier_tic,
            maintenant - tolerance,
            maintenant,
        )
        ecoutes = [
            Point(nom, True, mesure={"en_reserve": True})
            if nom in self.en_reserve
            else _recent(nom, f"{nom} n'est plus écouté", vu, maintenant - tolerance, maintenant)
            for nom, vu in self.derniere_ecoute.items()
        ]
        if self.base_perdue:
            tic = Point("métronome", False, "le dernier tic n'a pas pu s'écrire dans la base")
        return [tic, *ecoutes]

    def soucis(self, maintenant: datetime, tolerance: timedelta) -> list[str]:
        """Say, in French, what has not moved for longer than `tolerance`."""
        return [un.souci for un in self.points(maintenant, tolerance) if not un.bon]


def _recent(
    nom: str, souci: str, vu: datetime | None, limite: datetime, maintenant: datetime
) -> Point:
    """Judge something that must have moved since `limite`; its age is in seconds."""
    age = max(0.0, (maintenant - vu).total_seconds()) if vu else None
    return Point(nom, vu is not None and vu >= limite, souci, {"age": age})
