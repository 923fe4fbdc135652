"""When the commission meets, and when people are told: limits, reminders (LA art. 2)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from core.domain.agenda import Horaire, RendezVous, rappels
from core.domain.calendrier import UN_JOUR, ajouter_mois, instant_local, jour_local
from core.domain.commissions import A_VENIR, TENUES, Commission, EtatCommission
from core.domain.regles_commission import ReglesCommission

SEMAINE = timedelta(weeks=1)


class Attendu(StrEnum):
    """What a meeting waits for."""

    CONVOQUER = "convoquer"
    RELANCE = "relance"
    SEANCE = "seance"
    OUBLI = "oubli"
    RETARD = "retard"


def limite_apres(depart: date, regles: ReglesCommission) -> date:
    """Give the last civil day by which the commission meets after `depart`."""
    return ajouter_mois(depart, regles.intervalle_mois.valeur)


def derniere_avant(seances: Iterable[Commission], jour: date, zone: str) -> date | None:
    """Give the day of the last meeting held or fixed before `jour`."""
    jours = (une.jour(zone) for une in seances if une.etat is not EtatCommission.ANNULEE)
    return max((un for un in jours if un < jour), default=None)


def prochaine(seances: Iterable[Commission], maintenant: datetime, zone: str) -> Commission | None:
    """Give the next meeting fixed: one of today counts until it is held or cancelled."""
    jour = jour_local(maintenant, zone)
    fixees = [une for une in seances if une.etat in A_VENIR and une.jour(zone) >= jour]
    return min(fixees, key=lambda une: une.seance, default=None)


def suivante(seances: Iterable[Commission], apres: Commission) -> Commission | None:
    """Give the first meeting held or fixed after another."""
    autres = [
        une
        for une in seances
        if une.etat is not EtatCommission.ANNULEE and une.seance > apres.seance
    ]
    return min(autres, key=lambda une: une.seance, default=None)


def derniere_tenue(seances: Iterable[Commission], zone: str) -> Commission | None:
    """Give the last meeting that was really held."""
    tenues = (une for une in seances if une.etat in TENUES)
    return max(tenues, key=lambda une: une.jour(zone), default=None)


def rappel_du_calendrier(
    limite: date, regles: ReglesCommission, zone: str, maintenant: datetime
) -> int | None:
    """Give the days before the limit of the last reminder due, when no date is fixed.

    0 is the limit itself; then one a week, negative. None: too early for any.
    """
    heure = time(regles.heure.valeur)
    jour = jour_local(maintenant, zone)
    if instant_local(jour, heure, zone) > maintenant:
        jour -= UN_JOUR
    if jour > limite:
        return -((jour - limite) // SEMAINE) * SEMAINE.days
    passes = [n for n in regles.rappels.valeur if limite - timedelta(days=n) <= jour]
    return min(passes, default=None)


def attendus(
    commission: Commission,
    regles: ReglesCommission,
    zone: str,
    maintenant: datetime,
    avants: Iterable[date] = (),
) -> tuple[RendezVous, ...]:
    """Give all that a meeting still waits for; `avants`: days that its decisions give."""
    return tuple(_attendus(commission, regles, zone, maintenant, sorted(avants)))


def _attendus(
    commission: Commission,
    regles: ReglesCommission,
    zone: str,
    maintenant: datetime,
    avants: Sequence[date],
) -> Iterator[RendezVous]:
    heure, jour = time(regles.heure.valeur), commission.jour(zone)
    lendemain = instant_local(jour + UN_JOUR, heure, zone)
    if commission.etat is EtatCommission.PREVUE and commission.seance > maintenant:
        quand = instant_de_convoquer(commission.seance, regles, zone, maintenant)
        yield RendezVous(Attendu.CONVOQUER, quand)
    if commission.etat in A_VENIR:
        horaire = Horaire(regles.relances.valeur, regles.heure.valeur, zone)
        yield from rappels(Attendu.RELANCE, jour, horaire, maintenant)
        if commission.seance > maintenant:
            yield RendezVous(Attendu.SEANCE, commission.seance)
    if commission.etat in A_VENIR | {EtatCommission.EN_SEANCE} and lendemain > maintenant:
        yield RendezVous(Attendu.OUBLI, lendemain)
    if commission.etat in TENUES:
        passages = (instant_local(un + UN_JOUR, heure, zone) for un in sorted({jour, *avants}))
        premier = next((un for un in passages if un > maintenant), None)
        if premier:
            yield RendezVous(Attendu.RETARD, premier)


def instant_de_convoquer(
    seance: datetime, regles: ReglesCommission, zone: str, maintenant: datetime
) -> datetime:
    """Give when the convocation leaves by itself; late, the next morning, or at once."""
    heure = time(regles.heure.valeur)
    jour = jour_local(seance, zone) - timedelta(days=regles.convocation_jours.valeur)
    voulu = instant_local(jour, heure, zone)
    if voulu > maintenant:
        return voulu
    matin = instant_local(jour_local(maintenant, zone), heure, zone)
    if matin <= maintenant:
        matin = instant_local(jour_local(maintenant, zone) + UN_JOUR, heure, zone)
    return matin if matin < seance else maintenant
