"""Keep the legal e-mails as they left, and record it (LP art. 6)."""

from __future__ import annotations

from datetime import datetime

from core.domain.avis import Passage
from core.domain.envois import Envoi, Sent
from core.usecases.dossier import Acteur, consigner
from storage.unit_of_work import UniteDeTravail


def garder(uow: UniteDeTravail, maintenant: datetime, envoi: Envoi, preuve: Sent) -> None:
    """Keep the e-mail that was really sent, encrypted, and its SHA-256 in the avis's chain."""
    if not preuve.brut or envoi.reference is None:
        return
    avis = uow.avis.par_reference(envoi.reference)
    if avis is None:
        return
    message = preuve.message
    empreinte = uow.courriels.garder(envoi.id, message, avis.reference, preuve.brut, maintenant)
    passage = Passage(
        avis,
        "motif envoyé à la CALEOL",
        avis.etat,
        "LP art. 6",
        details={"message": message, "sha256": empreinte},
    )
    acteur = Acteur("fluxbot", envoi.destination.plateforme)
    consigner(uow, passage, acteur, maintenant)
