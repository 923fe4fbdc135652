"""What a tick does: everything that should have happened by now, once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

import structlog

from bot.scheduler.agenda import battre_l_agenda
from core.usecases.adhesions import reprendre_les_envois
from core.usecases.commissions_calendrier import veiller_aux_commissions
from core.usecases.echeances import faire_echoir
from core.usecases.programmes_plan import rappeler_les_plans
from core.usecases.surveillance import sceller_la_veille
from storage.engine import BASE_INJOIGNABLE
from storage.lots.lot import Lot
from storage.unit_of_work import Base, UniteDeTravail

journal = structlog.get_logger(__name__)

LOT = 100
ZONE_DES_SCEAUX = "UTC"


def battre(base: Base, maintenant: datetime) -> int:
    """Do what is due at `maintenant`, once for each dossier; give how many had some.

    A fault on one dossier is logged and stops none of the others; raises one of BASE_INJOIGNABLE
    when the database itself is away: the next tick will do the rest.
    """
    faits = _echeances(base, maintenant) + battre_l_agenda(base, maintenant)
    for tache in (_renvois, _sceau, _menage, _plans, veiller_aux_commissions):
        try:
            with base.transaction() as uow:
                tache(uow, maintenant)
        except BASE_INJOIGNABLE:
            raise
        except Exception:
            journal.exception("tic", tache=tache.__name__)
    return faits


def _echeances(base: Base, maintenant: datetime) -> int:
    """Go through the avis with something due, batch by batch; one by one where a batch fails."""
    with base.transaction() as uow:
        dus = uow.jalons.avis_dus(maintenant)
    for debut in range(0, len(dus), LOT):
        lot = dus[debut : debut + LOT]
        try:
            with base.transaction() as uow:
                _echoir_ensemble(uow, lot, maintenant)
        except Exception:
            journal.exception("échéances", avis=list(lot))
            for avis in lot:
                _proteger(base, partial(_echoir, numero=avis, maintenant=maintenant), avis)
    return len(dus)


def _echoir_ensemble(uow: UniteDeTravail, numeros: Sequence[int], maintenant: datetime) -> None:
    """Do what is due for the avis that no other copy is at: one that is did it, or will."""
    libres = uow.avis.dus_et_libres(numeros, maintenant)
    if not libres:
        return
    lot = Lot(uow, libres, maintenant)
    for avis in lot.avis.pris:
        faire_echoir(lot, avis, maintenant)
    lot.ecrire()


def _echoir(uow: UniteDeTravail, *, numero: int, maintenant: datetime) -> None:
    avis = uow.avis.par_id(numero, verrou=True)
    if avis:
        faire_echoir(uow, avis, maintenant)


def _proteger(base: Base, action: Callable[[UniteDeTravail], None], avis: int) -> None:
    try:
        with base.transaction() as uow:
            action(uow)
    except BASE_INJOIGNABLE:
        raise
    except Exception:
        journal.exception("échéance", avis=avis)


def _renvois(uow: UniteDeTravail, maintenant: datetime) -> None:
    reprendre_les_envois(uow, maintenant, remis=False)


def _sceau(uow: UniteDeTravail, maintenant: datetime) -> None:
    sceller_la_veille(uow, maintenant, ZONE_DES_SCEAUX)


def _plans(uow: UniteDeTravail, maintenant: datetime) -> None:
    rappeler_les_plans(uow, maintenant, uow.conventions.values())


def _menage(uow: UniteDeTravail, maintenant: datetime) -> None:
    """Forget dialogues, buttons and paces that expired, and updates handled long ago."""
    uow.dialogues.purger(maintenant)
    uow.boutons.purger(maintenant)
    uow.arrivees.purger(maintenant)
    uow.recus.purger(maintenant)
    uow.cadences.purger(maintenant.timestamp() - 3600)
