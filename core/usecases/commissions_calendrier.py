"""By when the commission meets next, and the reminder that no date is fixed (LA art. 2)."""

from __future__ import annotations

from datetime import date, datetime

from core.domain.calendrier import jour_local
from core.domain.calendrier_commissions import (
    derniere_avant,
    derniere_tenue,
    limite_apres,
    prochaine,
    rappel_du_calendrier,
)
from core.domain.convention import Convention
from core.domain.envois import Genre
from core.domain.organisations import Nature, Organisation
from core.domain.references import Prefixe
from core.ports import UnitOfWork
from core.usecases.commissions_seance import regles_de
from core.usecases.registre import Avertissement, avertir


def limite(
    uow: UnitOfWork,
    convention: Convention,
    autorite: Organisation,
    maintenant: datetime,
    jour: date | None = None,
) -> date:
    """Give the last civil day for a meeting held on `jour`; for the next one when it is None.

    It runs from the meeting before; when there is none, from the convention's first day, or from
    the day the State's service joined fluxbot if later [chosen].
    """
    zone = convention.zone
    connues = uow.commissions.de_la_convention(convention.id)
    if jour:
        depart = derniere_avant(connues, jour, zone)
    else:
        tenue = derniere_tenue(connues, zone)
        depart = tenue.jour(zone) if tenue else None
    if depart is None:
        arrivee = uow.commissions.connue_depuis(autorite.id) or maintenant
        depart = max(convention.effet.valeur.debut, jour_local(arrivee, zone))
    return limite_apres(depart, regles_de(convention))


def veiller_aux_commissions(uow: UnitOfWork, maintenant: datetime) -> None:
    """Remind the State's service that no meeting is fixed, once for each day due.

    Doing it again changes nothing: the outbox holds one notice a reminder.
    """
    for une in uow.organisations.toutes():
        if une.nature is not Nature.ETAT or uow.commissions.connue_depuis(une.id) is None:
            continue
        for convention in uow.organisations.conventions_communes(une.id, une.id):
            if convention.commission:
                _veiller(uow, convention, une, maintenant)


def _veiller(
    uow: UnitOfWork, convention: Convention, autorite: Organisation, maintenant: datetime
) -> None:
    connues = uow.commissions.de_la_convention(convention.id)
    if prochaine(connues, maintenant, convention.zone):
        return
    le = limite(uow, convention, autorite, maintenant)
    jours = rappel_du_calendrier(le, regles_de(convention), convention.zone, maintenant)
    if jours is None:
        return
    tenue = derniere_tenue(connues, convention.zone)
    # The last meeting names the notice; before the first, the year does.
    reference = tenue.reference if tenue else f"{Prefixe.COMMISSION}-{le.year}"
    faits = {"jours": str(jours), "numero": f"{le:%Y%m%d}", "dossier": convention.id}
    avertir(
        uow, maintenant, Avertissement(Genre.COMMISSION, "calendrier", reference, faits), autorite
    )
