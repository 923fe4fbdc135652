"""What an avis is waiting for: rows with an instant, recomputed at each change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from core.domain.avis import A_DECIDER, AvisDeVacance, Etat, attend_une_reception
from core.domain.calendrier import instant_local, jour_local
from core.domain.candidatures import Candidature, actives
from core.domain.delais import Echeance, instant_relance
from core.domain.offres import offre_a_echoir


class NatureJalon(StrEnum):
    """What has to happen at the instant."""

    RAPPEL = "rappel"
    RELANCE = "relance"
    CONSTAT = "constat"
    COMPTE = "compte à rebours"
    OFFRE = "fin de l'offre"
    RAPPEL_OFFRE = "rappel d'offre"
    SANS_ACCUSE = "sans accusé"
    CONDITION = "condition"


ECHEANCES = frozenset({NatureJalon.RELANCE, NatureJalon.CONSTAT, NatureJalon.OFFRE})
"""What has a legal effect: the rest only reminds or shows."""


@dataclass(frozen=True)
class Jalon:
    """Something due at `instant` (UTC); `jours` is the N of a J-N (or J+N) reminder."""

    nature: NatureJalon
    instant: datetime
    jours: int = 0


def jalons(
    avis: AvisDeVacance, maintenant: datetime, liste: Sequence[Candidature] = ()
) -> tuple[Jalon, ...]:
    """Give all that is due for the avis in its present state; past reminders are left out.

    `liste` holds its candidatures: once attributed, their offers and conditions end too.
    """
    rappels = avis.termes.rappels
    if avis.etat in A_DECIDER:
        return (*_offre(avis, liste, maintenant), *_condition(avis, liste, maintenant))
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
    return _sans_accuse(avis, maintenant)


def _sans_accuse(avis: AvisDeVacance, maintenant: datetime) -> tuple[Jalon, ...]:
    """Remind of a notice that left and that nobody acknowledged, so long as no clock runs."""
    if avis.remis_le is None or not attend_une_reception(avis):
        return ()
    heure, zone = time(avis.termes.rappels.heure.valeur), avis.termes.zone
    remis = jour_local(avis.remis_le, zone)
    instants = (
        (instant_local(remis + timedelta(days=n), heure, zone), n)
        for n in avis.termes.rappels.sans_accuse.valeur
    )
    return tuple(Jalon(NatureJalon.SANS_ACCUSE, le, n) for le, n in instants if le > maintenant)


def _offre(
    avis: AvisDeVacance, liste: Sequence[Candidature], maintenant: datetime
) -> tuple[Jalon, ...]:
    """Give when the offer that runs ends, and its reminders to the bailleur (CCH R441-10)."""
    une = offre_a_echoir(liste)
    if une is None:
        return ()
    offre, echoit_le = une.parcours.offre, une.parcours.echoit_le
    assert offre and echoit_le
    jours = avis.termes.rappels_offre.valeur
    rappels = _rappels(avis, offre, jours, maintenant, NatureJalon.RAPPEL_OFFRE)
    return (Jalon(NatureJalon.OFFRE, echoit_le), *rappels)


def _condition(
    avis: AvisDeVacance, liste: Sequence[Candidature], maintenant: datetime
) -> tuple[Jalon, ...]:
    """Ask the bailleur, the day after its limit, whether a condition was met; never more."""
    heure = time(avis.termes.rappels.heure.valeur)
    limites = (une.parcours.condition for une in actives(liste) if une.parcours.sous_condition)
    instants = (
        instant_local(une.avant + timedelta(days=1), heure, avis.termes.zone)
        for une in limites
        if une
    )
    a_venir = sorted(un for un in instants if un > maintenant)
    return tuple(Jalon(NatureJalon.CONDITION, un) for un in a_venir[:1])


def _compte(avis: AvisDeVacance, echeance: Echeance, maintenant: datetime) -> tuple[Jalon, ...]:
    """Have the days left shown anew when the next civil day begins, up to the échéance."""
    zone = avis.termes.zone
    demain = maintenant.astimezone(ZoneInfo(zone)).date() + timedelta(days=1)
    minuit = instant_local(demain, time(), zone)
    return (Jalon(NatureJalon.COMPTE, minuit),) if minuit < echeance.fin else ()


def _rappels(
    avis: AvisDeVacance,
    echeance: Echeance,
    jours: tuple[int, ...],
    maintenant: datetime,
    nature: NatureJalon = NatureJalon.RAPPEL,
) -> tuple[Jalon, ...]:
    heure = time(avis.termes.rappels.heure.valeur)
    instants = (
        (instant_local(echeance.dernier_jour - timedelta(days=n), heure, avis.termes.zone), n)
        for n in jours
    )
    return tuple(Jalon(nature, quand, n) for quand, n in instants if quand > maintenant)
