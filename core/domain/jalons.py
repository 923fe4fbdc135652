"""What an avis is waiting for: rows with an instant, recomputed at each change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from core.domain.avis import AvisDeVacance, Etat
from core.domain.calendrier import instant_local
from core.domain.delais import Echeance, instant_relance


class NatureJalon(StrEnum):
    """What has to happen at the instant."""

    RAPPEL = "rappel"
    RELANCE = "relance"
    CONSTAT = "constat"
    COMPTE = "compte à rebours"


@dataclass(frozen=True)
class Jalon:
    """Something due at `instant` (UTC); `jours` is the N of a J-N reminder."""

    nature: NatureJalon
    instant: datetime
    jours: int = 0


def jalons(avis: AvisDeVacance, maintenant: datetime) -> tuple[Jalon, ...]:
    """Give all that is due for the avis in its present state; past reminders are left out."""
    rappels = avis.termes.rappels
    if avis.etat is Etat.OUVERT and avis.premiere:
        relance = instant_relance(avis.premiere, avis.logement, avis.termes)
        return (
            Jalon(NatureJalon.RELANCE, relance),
            *_rappels(avis, avis.premiere, rappels.premier.valeur, maintenant),
            *_compte(avis, avis.premiere, maintenant),
        )
    if avis.etat is Etat.EN_RELANCE and avis.seconde:
        constat = Jalon(NatureJalon.CONSTAT, avis.seconde.fin)
        return (
            constat,
            *_rappels(avis, avis.seconde, rappels.second.valeur, maintenant),
            *_compte(avis, avis.seconde, maintenant),
        )
    return ()


def _compte(avis: AvisDeVacance, echeance: Echeance, maintenant: datetime) -> tuple[Jalon, ...]:
    """Have the days left shown anew when the next civil day begins, up to the échéance."""
    zone = avis.termes.zone
    demain = maintenant.astimezone(ZoneInfo(zone)).date() + timedelta(days=1)
    minuit = instant_local(demain, time(), zone)
    return (Jalon(NatureJalon.COMPTE, minuit),) if minuit < echeance.fin else ()


def _rappels(
    avis: AvisDeVacance, echeance: Echeance, jours: tuple[int, ...], maintenant: datetime
) -> tuple[Jalon, ...]:
    heure = time(avis.termes.rappels.heure.valeur)
    instants = (
        (instant_local(echeance.dernier_jour - timedelta(days=n), heure, avis.termes.zone), n)
        for n in jours
    )
    return tuple(Jalon(NatureJalon.RAPPEL, quand, n) for quand, n in instants if quand > maintenant)
