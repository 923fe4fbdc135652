"""The metrics read from the database at each scrape; no label names anybody."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from bot.web.sonde import Lecture
from storage.etat_du_service import EtatDuService


class Jauges(Collector):
    """One scrape: what is true now, and nothing left of the one before."""

    def __init__(
        self, lecture: Lecture | None, en_reserve: Mapping[str, bool], maintenant: datetime
    ) -> None:
        """`lecture` is None when the database does not answer; `maintenant` is aware."""
        self._lecture = lecture
        self._en_reserve = en_reserve
        self._maintenant = maintenant

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Give each metric; those of the database only when it answers."""
        yield _une("base_joignable", "1 when the database answers", self._lecture is not None)
        yield _par(
            "en_reserve",
            "1 when another copy listens to the platform",
            "plateforme",
            self._en_reserve,
        )
        if self._lecture:
            duree = "Time that the database took to be read"
            yield _une("base_duree_seconds", duree, self._lecture.duree)
            yield from _nombres(self._lecture.etat)
            yield from self._ages(self._lecture.etat)

    def _ages(self, etat: EtatDuService) -> Iterator[GaugeMetricFamily]:
        """Ages in seconds, 0 when nothing waits."""
        age = self._age
        yield _par(
            "envoi_du_age_seconds",
            "How long the oldest send has been due, by platform",
            "plateforme",
            {nom: age(depuis) for nom, depuis in etat.envois_dus.items()},
        )
        yield _par(
            "ecoute_age_seconds",
            "Since when a platform was last heard whole",
            "plateforme",
            {nom: age(jusqu_a) for nom, jusqu_a in etat.ecoutes.items()},
        )
        yield _une(
            "echeance_retard_seconds", "Of the échéance most overdue", age(etat.echeance_due)
        )
        yield _une("arrivee_age_seconds", "Of the oldest update not handled", age(etat.arrivee))
        yield _une(
            "journal_non_scelle_age_seconds", "Of the oldest entry unsealed", age(etat.non_scelle)
        )

    def _age(self, depuis: datetime | None) -> float:
        return max(0.0, (self._maintenant - depuis).total_seconds()) if depuis else 0.0


def _nombres(etat: EtatDuService) -> Iterator[GaugeMetricFamily]:
    yield _une("envois_en_attente", "Sends that wait", etat.en_attente)
    yield _une("envois_insistants", "Sends tried many times in vain", etat.insistants)
    yield _par("envois_perdus", "Sends that did not get through in seven days", "etat", etat.perdus)
    yield _une("destinations_mortes", "Conversations that read no more", etat.mortes)
    yield _une("arrivees_en_attente", "Updates not handled yet", etat.arrivees)


def ecrire(jauges: Iterable[Collector]) -> bytes:
    """Write gauges in Prometheus's text format."""
    registre = CollectorRegistry()
    for une in jauges:
        registre.register(une)
    return generate_latest(registre)


def _une(nom: str, aide: str, valeur: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"fluxbot_{nom}", aide, value=float(valeur))


def _par(nom: str, aide: str, etiquette: str, valeurs: Mapping[Any, float]) -> GaugeMetricFamily:
    famille = GaugeMetricFamily(f"fluxbot_{nom}", aide, labels=[etiquette])
    for cle, valeur in valeurs.items():
        famille.add_metric([str(cle)], float(valeur))
    return famille
