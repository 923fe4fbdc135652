"""What a priority household waits for: who is reminded, and when; choices of implementation."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from core.domain.agenda import Horaire, RendezVous, rappels
from core.domain.calendrier import instant_local
from core.domain.convention import Convention
from core.domain.prioritaires import DossierPrioritaire, EtatDossier
from core.domain.prioritaires_passages import a_prevenir

AVANT_LA_CALEOL = (3, 1)
SEMAINES = 4
HEURE = 9


class Attendu(StrEnum):
    """What has to happen, in the agenda."""

    INSTRUIRE = "instruire"
    CALEOL_PASSEE = "caleol_passee"
    REPONSE = "reponse"
    ENTREE = "entree"
    PREVENIR = "prevenir"


def attendus(
    dossier: DossierPrioritaire, convention: Convention, maintenant: datetime
) -> tuple[RendezVous, ...]:
    """Give all that is due after `maintenant` for the household as it stands."""
    heure = convention.commission.heure.valeur if convention.commission else HEURE
    trouves = [*_caleol(dossier, Horaire(AVANT_LA_CALEOL, heure, convention.zone), maintenant)]
    suivi = dossier.suivi
    if dossier.etat is EtatDossier.PROPOSE and suivi.etat_le:
        trouves += _semaines(Attendu.REPONSE, suivi.etat_le, heure, convention.zone)
    if dossier.etat is EtatDossier.ACCEPTE and suivi.etat_le:
        trouves += _semaines(Attendu.ENTREE, suivi.etat_le, heure, convention.zone)
    if a_prevenir(dossier) and (debut := _depuis_quand_prevenir(dossier)):
        trouves += _semaines(Attendu.PREVENIR, debut, heure, convention.zone)
    return tuple(un for un in trouves if un.instant > maintenant)


def _depuis_quand_prevenir(dossier: DossierPrioritaire) -> date | None:
    suivi = dossier.suivi
    return suivi.etat_le if dossier.etat is EtatDossier.RETIRE else suivi.depuis


def _caleol(
    dossier: DossierPrioritaire, horaire: Horaire, maintenant: datetime
) -> Iterable[RendezVous]:
    """Remind who must answer a signalement before its CALEOL, and say that it is over."""
    jour = dossier.caleol
    if dossier.etat is not EtatDossier.SIGNALE or jour is None:
        return
    yield from rappels(Attendu.INSTRUIRE, jour, horaire, maintenant)
    lendemain = instant_local(jour + timedelta(days=1), time(horaire.heure), horaire.zone)
    yield RendezVous(Attendu.CALEOL_PASSEE, lendemain)


def _semaines(nature: Attendu, depuis: date, heure: int, zone: str) -> Iterable[RendezVous]:
    """Give a reminder a week, four in all."""
    for semaine in range(1, SEMAINES + 1):
        jours = semaine * 7
        instant = instant_local(depuis + timedelta(days=jours), time(heure), zone)
        yield RendezVous(nature, instant, jours)
