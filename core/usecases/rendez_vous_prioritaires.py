"""What is due for a priority household: done once, and only what is still true is said."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from core.domain.agenda import RendezVous, derniers
from core.domain.prioritaires import DossierPrioritaire, EtatDossier
from core.domain.prioritaires_agenda import SEMAINES, Attendu
from core.domain.prioritaires_passages import a_prevenir
from core.ports import UnitOfWork
from core.usecases.prioritaires_dossier import convention_de, dire
from core.usecases.prioritaires_ensemble import rappeler_de_prevenir


def echoir(
    uow: UnitOfWork, reference: str, dus: Sequence[RendezVous], maintenant: datetime
) -> None:
    """Remind who owes the next step; after an outage, the latest of each kind only."""
    dossier = uow.prioritaires.par_reference(reference, verrou=True)
    if dossier is None:
        return
    natures = {un.nature for un in dus}
    for un in derniers(dus):
        if un.nature == Attendu.INSTRUIRE and Attendu.CALEOL_PASSEE in natures:
            continue
        if encore_vrai(dossier, un.nature):
            _rappeler(uow, dossier, un, maintenant)


def encore_vrai(dossier: DossierPrioritaire, nature: str) -> bool:
    """Tell whether a reminder of this kind still has a reason."""
    match Attendu(nature):
        case Attendu.INSTRUIRE | Attendu.CALEOL_PASSEE:
            return dossier.etat is EtatDossier.SIGNALE
        case Attendu.REPONSE:
            return dossier.etat is EtatDossier.PROPOSE
        case Attendu.ENTREE:
            return dossier.etat is EtatDossier.ACCEPTE
        case _:
            return a_prevenir(dossier)


def _rappeler(
    uow: UnitOfWork, dossier: DossierPrioritaire, un: RendezVous, maintenant: datetime
) -> None:
    jours = {"jours": str(un.jours)}
    quoi = f"rappel_{un.nature}"
    match Attendu(un.nature):
        case Attendu.PREVENIR:
            convention = convention_de(uow, dossier)
            rappeler_de_prevenir(uow, maintenant, convention, dossier.autorite)
        case Attendu.INSTRUIRE:
            dire(uow, maintenant, dossier, quoi, dossier.autorite, **jours)
        case Attendu.CALEOL_PASSEE:
            dire(uow, maintenant, dossier, quoi, dossier.autorite, **jours)
            dire(uow, maintenant, dossier, quoi, dossier.bailleur, **jours)
        case _:
            dire(uow, maintenant, dossier, quoi, dossier.bailleur, **jours)
            if un.jours == SEMAINES * 7:
                dire(uow, maintenant, dossier, "sans_nouvelle", dossier.autorite, **jours)
