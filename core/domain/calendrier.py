"""Civil dates, working days and periods; every instant is an aware UTC datetime."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

JoursFeries = frozenset[date]
UN_JOUR = timedelta(days=1)
SAMEDI, DIMANCHE = 5, 6


class Unite(StrEnum):
    """How the days of a délai are counted: every day, Monday to Saturday, Monday to Friday."""

    CALENDAIRE = "calendaire"
    OUVRABLE = "ouvrable"
    OUVRE = "ouvre"


@dataclass(frozen=True)
class Periode:
    """A span of civil dates; the one place where an end is inclusive. `fin` None: open-ended."""

    debut: date
    fin: date | None = None

    def contient(self, jour: date) -> bool:
        """Tell whether `jour` falls within the span, both ends included."""
        return self.debut <= jour and (self.fin is None or jour <= self.fin)


def jour_local(instant: datetime, zone: str) -> date:
    """Give the civil date of an aware `instant` in `zone`."""
    return instant.astimezone(ZoneInfo(zone)).date()


def instant_local(jour: date, heure: time, zone: str) -> datetime:
    """Give the UTC instant of a wall-clock `heure` on `jour` in `zone`."""
    return datetime.combine(jour, heure, ZoneInfo(zone)).astimezone(UTC)


def fin_de_jour(jour: date, zone: str) -> datetime:
    """Give the UTC instant at which `jour` ends in `zone`: 24:00, the next day's midnight."""
    return instant_local(jour + UN_JOUR, time.min, zone)


def compte(jour: date, unite: Unite, feries: JoursFeries) -> bool:
    """Tell whether `jour` counts in a délai of that `unite`."""
    if unite is Unite.CALENDAIRE:
        return True
    chomes = {DIMANCHE} if unite is Unite.OUVRABLE else {SAMEDI, DIMANCHE}
    return jour.weekday() not in chomes and jour not in feries


def ajouter_jours(depart: date, nombre: int, unite: Unite, feries: JoursFeries) -> date:
    """Give the `nombre`-th day that counts after `depart`, which itself is not counted."""
    jour = depart
    restants = nombre
    while restants > 0:
        jour += UN_JOUR
        restants -= compte(jour, unite, feries)
    return jour


def retrancher_jours(arrivee: date, nombre: int, unite: Unite, feries: JoursFeries) -> date:
    """Give the `nombre`-th day that counts before `arrivee`, which itself is not counted."""
    jour = arrivee
    restants = nombre
    while restants > 0:
        jour -= UN_JOUR
        restants -= compte(jour, unite, feries)
    return jour


def reporter(jour: date, feries: JoursFeries) -> date:
    """Move `jour` to the next day that is no Saturday, Sunday or public holiday."""
    while not compte(jour, Unite.OUVRE, feries):
        jour += UN_JOUR
    return jour


def ajouter_mois(jour: date, mois: int) -> date:
    """Give the same day `mois` months later (earlier if negative), or the month's last one."""
    rang = jour.year * 12 + jour.month - 1 + mois
    annee, mois_suivant = rang // 12, rang % 12 + 1
    return date(annee, mois_suivant, min(jour.day, monthrange(annee, mois_suivant)[1]))
