"""Read a bailleur's year: rights, counts and the proposal for the next dwelling."""

from __future__ import annotations

from collections.abc import Sequence

from core.domain.droits import Droit
from core.domain.organisations import RESERVATAIRES, Organisation
from core.domain.suivi import SuiviAnnuel, suivre
from core.ports import UnitOfWork


def suivi_annuel(uow: UnitOfWork, bailleur: Organisation, annee: int) -> SuiviAnnuel:
    """Count a bailleur's civil year with all its réservataires.

    Where no right is retained for the year, the last one before it stands in for the proposals.
    """
    reservataires = uow.organisations.partenaires(bailleur.id, RESERVATAIRES)
    droits = _droits(uow, bailleur, reservataires, annee)
    return suivre(bailleur, annee, reservataires, droits, uow.suivi.annee(bailleur.id, annee))


def _droits(
    uow: UnitOfWork, bailleur: Organisation, reservataires: Sequence[Organisation], annee: int
) -> dict[int, Droit]:
    retenus = {
        un.reservataire.id: un
        for un in uow.droits.pour(bailleur.id, annee)
        if un.bailleur.id == bailleur.id
    }
    for une in reservataires:
        dernier = None if une.id in retenus else uow.droits.dernier(bailleur.id, une.id, annee)
        if dernier:
            retenus[une.id] = dernier
    return retenus
