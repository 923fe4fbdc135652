"""What a programme, a household or a commission waits for: rows with an instant (domain §6, 7)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from core.domain.calendrier import instant_local


@dataclass(frozen=True)
class RendezVous:
    """Something due at `instant` (UTC) for one dossier; `jours` is the N of a J-N reminder.

    `nature` says what has to happen, in the words of the dossier's own rules.
    """

    nature: str
    instant: datetime
    jours: int = 0


@dataclass(frozen=True)
class Horaire:
    """When reminders go out: days before, at a local hour of a zone."""

    jours: tuple[int, ...]
    heure: int
    zone: str


def rappels(
    nature: str, jour: date, horaire: Horaire, maintenant: datetime
) -> tuple[RendezVous, ...]:
    """Give the reminders of a civil date that are still to come at `maintenant`, earliest first."""
    heure = time(horaire.heure)
    instants = (
        (instant_local(jour - timedelta(days=n), heure, horaire.zone), n)
        for n in sorted(horaire.jours, reverse=True)
    )
    return tuple(RendezVous(nature, le, n) for le, n in instants if le > maintenant)


def derniers(dus: Iterable[RendezVous]) -> tuple[RendezVous, ...]:
    """Keep the latest of each nature: after an outage, only what is still true is said."""
    par_nature: dict[str, RendezVous] = {}
    for un in sorted(dus, key=lambda un: un.instant):
        par_nature[un.nature] = un
    return tuple(par_nature.values())
