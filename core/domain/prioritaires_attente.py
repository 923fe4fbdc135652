"""How long a priority household has waited, in civil days (LA art. 2: age of the contingent)."""

from __future__ import annotations

from datetime import date

from core.domain.prioritaires import DossierPrioritaire


def attend_depuis(dossier: DossierPrioritaire) -> date:
    """Give the civil date from which the wait runs: recognised, else inscribed, else signalled."""
    suivi = dossier.suivi
    return suivi.reconnu_le or suivi.depuis or dossier.cree_le.date()


def jours_d_attente(dossier: DossierPrioritaire, jour: date) -> int:
    """Count the days waited on the civil day `jour`; they stop at the entry."""
    fin = min(jour, dossier.reloge_le) if dossier.reloge_le else jour
    return max(0, (fin - attend_depuis(dossier)).days)


def prochaine_caleol(dossier: DossierPrioritaire, jour: date) -> date | None:
    """Give the CALEOL still to come on `jour`: that household comes first (LA 3.1)."""
    return dossier.caleol if dossier.caleol and dossier.caleol >= jour else None
