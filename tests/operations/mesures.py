"""The names of every metric that the program gives, as Prometheus reads them."""

from __future__ import annotations

from collections.abc import Iterable

from prometheus_client import REGISTRY, Metric

from bot import health
from bot.web.jauges import Jauges
from bot.web.sonde import Lecture
from storage.etat_du_service import EtatDuService
from tests.integration.outils import MAINTENANT

VIDE = EtatDuService(0, {}, 0, {}, 0, None, 0, None, None, {}, [], None, None)


def jauges(etat: EtatDuService = VIDE) -> Jauges:
    """Give the gauges of a scrape."""
    return Jauges(Lecture(etat, 0.002), {"telegram": False}, MAINTENANT)


def noms() -> set[str]:
    """Give the name of each metric of ours."""
    assert health.ENVOIS, "the module registers its metrics"
    return set(_noms(REGISTRY.collect())) | set(_noms(jauges().collect()))


def _noms(familles: Iterable[Metric]) -> Iterable[str]:
    for une in familles:
        if une.name.startswith("fluxbot_"):
            yield f"{une.name}_total" if une.type == "counter" else une.name
