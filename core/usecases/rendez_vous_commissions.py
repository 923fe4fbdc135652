"""What is due for a commission inter-bailleurs: done once, and only what is still true is said."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from core.domain.agenda import RendezVous, derniers
from core.domain.calendrier import UN_JOUR, jour_local
from core.domain.calendrier_commissions import Attendu
from core.domain.commissions import A_VENIR, EtatCommission
from core.ports import UnitOfWork
from core.usecases.commissions_convoquer import envoyer_la_convocation
from core.usecases.commissions_seance import Seance, convention_de, dire, prevoir
from core.usecases.commissions_suivre import (
    bailleurs_de,
    retards_nouveaux,
    suites_precedentes,
)

Faire = Callable[[UnitOfWork, Seance, RendezVous, datetime], None]


def echoir(
    uow: UnitOfWork, reference: str, dus: Sequence[RendezVous], maintenant: datetime
) -> None:
    """Do what was due, oldest first; after an outage, the latest of each kind that still holds."""
    for un in derniers(dus):
        commission = uow.commissions.par_reference(reference, verrou=True)
        if commission is None:
            return
        seance = Seance(commission, convention_de(uow, commission))
        _FAIRE[Attendu(un.nature)](uow, seance, un, maintenant)
    commission = uow.commissions.par_reference(reference)
    if commission:
        prevoir(uow, Seance(commission, convention_de(uow, commission)), maintenant)


def _convoquer(uow: UnitOfWork, seance: Seance, un: RendezVous, maintenant: datetime) -> None:
    commission = seance.commission
    if commission.etat is EtatCommission.PREVUE and commission.seance > maintenant:
        envoyer_la_convocation(uow, maintenant, seance)


def _relancer(uow: UnitOfWork, seance: Seance, un: RendezVous, maintenant: datetime) -> None:
    """Remind each bailleur of what it owes before the meeting; only of its own households."""
    commission = seance.commission
    if commission.etat not in A_VENIR or commission.seance <= maintenant:
        return
    suites = suites_precedentes(uow, seance, maintenant)
    for bailleur in bailleurs_de(suites):
        dire(uow, maintenant, seance, "relance", bailleur, {"jours": str(un.jours)})


def _annoncer(uow: UnitOfWork, seance: Seance, un: RendezVous, maintenant: datetime) -> None:
    commission = seance.commission
    if commission.etat in A_VENIR and seance.aujourdhui(maintenant) == seance.jour:
        dire(uow, maintenant, seance, "seance", commission.autorite)


def _rappeler_l_oubli(
    uow: UnitOfWork, seance: Seance, un: RendezVous, maintenant: datetime
) -> None:
    commission = seance.commission
    if commission.etat in A_VENIR | {EtatCommission.EN_SEANCE}:
        dire(uow, maintenant, seance, "oubli", commission.autorite)


def _dire_les_retards(
    uow: UnitOfWork, seance: Seance, un: RendezVous, maintenant: datetime
) -> None:
    """Tell each bailleur, and the State's service, of the proposals that were due and are not."""
    depuis = jour_local(un.instant, seance.zone) - UN_JOUR
    nouveaux = retards_nouveaux(uow, seance, depuis, maintenant)
    faits = {"numero": f"{depuis:%Y%m%d}"}
    for bailleur in bailleurs_de(nouveaux):
        dire(uow, maintenant, seance, "retard", bailleur, faits)
    if nouveaux:
        dire(uow, maintenant, seance, "retards", seance.commission.autorite, faits)


_FAIRE: Mapping[Attendu, Faire] = {
    Attendu.CONVOQUER: _convoquer,
    Attendu.RELANCE: _relancer,
    Attendu.SEANCE: _annoncer,
    Attendu.OUBLI: _rappeler_l_oubli,
    Attendu.RETARD: _dire_les_retards,
}
