"""Find a new programme for one of its parties, brought up to date first."""

from __future__ import annotations

from datetime import datetime

from core.domain.organisations import Organisation
from core.domain.programmes import Programme
from core.errors import Introuvable
from core.ports import UnitOfWork
from core.texte import de
from core.usecases.rendez_vous_programmes import faire_echoir


def charger(
    uow: UnitOfWork, reference: str, organisation: Organisation, maintenant: datetime
) -> Programme:
    """Find and lock a programme for one of its parties; what was due is done first.

    Raises Introuvable in the same words for a foreign one as for one that does not exist, and for
    one of which the réservataire was told nothing yet.
    """
    programme = uow.programmes.par_reference(reference, verrou=True)
    if programme is None or not programme.est_partie(organisation):
        raise Introuvable(
            f"Je ne trouve pas de programme {reference} parmi ceux {de(organisation.nom)}. "
            "La liste : /programme"
        )
    dus = uow.agenda.prendre(reference, maintenant)
    return faire_echoir(uow, programme, dus, maintenant) if dus else programme
