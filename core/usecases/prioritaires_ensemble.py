"""What is told of many households at once: one notice, where one each would be a flood."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from core.domain.calendrier import jour_local
from core.domain.convention import Convention
from core.domain.envois import Genre
from core.domain.organisations import Organisation
from core.domain.prioritaires import DossierPrioritaire
from core.domain.references import Prefixe
from core.ports import UnitOfWork
from core.usecases.registre import Avertissement, avertir


def annoncer_l_importation(
    uow: UnitOfWork, maintenant: datetime, ouverts: Iterable[DossierPrioritaire]
) -> None:
    """Tell each bailleur once of all the households that a file gave it; the first names it."""
    premiers: dict[Organisation, str] = {}
    for un in ouverts:
        if un.bailleur:
            premiers.setdefault(un.bailleur, un.reference)
    for bailleur, reference in premiers.items():
        avertir(uow, maintenant, Avertissement(Genre.PRIORITAIRE, "importes", reference), bailleur)


def rappeler_de_prevenir(
    uow: UnitOfWork, maintenant: datetime, convention: Convention, autorite: Organisation
) -> None:
    """Remind the État's service of all the households to be told: once in a civil week."""
    jour = jour_local(maintenant, convention.zone)
    lundi = jour - timedelta(days=jour.weekday())
    faits = {"numero": f"{lundi:%Y%m%d}", "dossier": convention.id}
    # No household names it: the year does, and no chain moves under its key.
    reference = f"{Prefixe.PRIORITAIRE}-{jour.year}"
    un = Avertissement(Genre.PRIORITAIRE, "a_prevenir", reference, faits)
    avertir(uow, maintenant, un, autorite)
