"""What is due for the dossiers of the État, and who does it: one line a kind of dossier."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

import structlog

from core.domain.agenda import RendezVous
from core.domain.references import Prefixe, prefixe_de
from core.ports import UnitOfWork
from core.usecases import (
    rendez_vous_commissions,
    rendez_vous_prioritaires,
    rendez_vous_programmes,
)
from storage.engine import BASE_INJOIGNABLE
from storage.unit_of_work import Base

journal = structlog.get_logger(__name__)

Echoir = Callable[[UnitOfWork, str, Sequence[RendezVous], datetime], None]
"""`(uow, reference, due, now)`: does what is due, says only what is still true."""

ECHOIR: Mapping[Prefixe, Echoir] = {
    Prefixe.PROGRAMME: rendez_vous_programmes.echoir,
    Prefixe.PRIORITAIRE: rendez_vous_prioritaires.echoir,
    Prefixe.COMMISSION: rendez_vous_commissions.echoir,
}


def battre_l_agenda(base: Base, maintenant: datetime) -> int:
    """Do what is due at `maintenant`, each dossier in its own transaction; give how many had some.

    A fault on one dossier is logged, stops none of the others, and is tried again at each tick.
    """
    with base.transaction() as uow:
        dus = uow.agenda.dossiers_dus(maintenant)
    for reference in dus:
        _proteger(base, reference, maintenant)
    return len(dus)


def _proteger(base: Base, reference: str, maintenant: datetime) -> None:
    try:
        with base.transaction() as uow:
            _echoir(uow, reference, maintenant)
    except BASE_INJOIGNABLE:
        raise
    except Exception:
        journal.exception("rendez-vous", dossier=reference)


def _echoir(uow: UnitOfWork, reference: str, maintenant: datetime) -> None:
    dus = uow.agenda.prendre(reference, maintenant)
    prefixe = prefixe_de(reference)
    if prefixe and prefixe in ECHOIR and dus:
        ECHOIR[prefixe](uow, reference, dus, maintenant)
