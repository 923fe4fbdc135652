"""Open the dossier of one candidate for its bailleur: found, locked, brought up to date."""

from __future__ import annotations

from datetime import datetime

from core.domain.avis import AvisDeVacance
from core.domain.candidatures import Candidature
from core.ports import UnitOfWork
from core.usecases.dossier import charger, exiger_bailleur
from core.usecases.echeances import faire_echoir
from core.usecases.suites import Cible


def ouvrir_dossier(
    uow: UnitOfWork, maintenant: datetime, cible: Cible, verbe: str
) -> tuple[AvisDeVacance, tuple[Candidature, ...]]:
    """Find and lock the bailleur's avis, do what is due, and give it with its candidatures."""
    avis = charger(uow, cible.reference, cible.organisation)
    exiger_bailleur(avis, cible.organisation, verbe)
    avis = faire_echoir(uow, avis, maintenant)
    return avis, tuple(uow.avis.candidatures(avis.id))
