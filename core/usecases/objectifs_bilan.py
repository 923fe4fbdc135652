"""How a convention's year stands against its objectives."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from core.domain.convention import Convention
from core.domain.objectifs import BilanObjectifs, NatureObjectif, Objectif, etablir
from core.domain.organisations import Organisation
from core.domain.prioritaires import DossierPrioritaire
from core.errors import ConventionAbsente
from core.ports import UnitOfWork


def bilan_des_objectifs(
    uow: UnitOfWork, convention: Convention, annee: int, jour: date
) -> BilanObjectifs:
    """Count a civil year as it stands at `jour`, a civil date of the convention's zone.

    Raises ConventionAbsente when the convention has no priority households.
    """
    regles = convention.priorite
    if regles is None:
        raise ConventionAbsente(f"{convention.nom} ne prévoit pas de ménages prioritaires.")
    dossiers = [
        *uow.prioritaires.de_la_convention(convention.id),
        *uow.prioritaires.reloges(convention.id, annee),
    ]
    objectifs = uow.objectifs.de(convention.id, annee)
    bailleurs = _bailleurs(uow, dossiers, objectifs)
    return etablir(regles, dossiers, objectifs, bailleurs, (annee, jour), convention.id)


def _bailleurs(
    uow: UnitOfWork, dossiers: Iterable[DossierPrioritaire], objectifs: Iterable[Objectif]
) -> list[Organisation]:
    """Give the bailleurs that have a household or an objective, by name."""
    nommes = {str(un.bailleur.id) for un in dossiers if un.bailleur}
    nommes |= {un.objet for un in objectifs if un.nature is NatureObjectif.BAILLEUR}
    return [une for une in uow.organisations.toutes() if str(une.id) in nommes]
