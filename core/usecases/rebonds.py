"""An e-mail came back: what its acceptance had made true is no longer true (LP art. 6)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from core.domain.avis import Etat, Passage, attend_une_reception
from core.domain.envois import Envoi, Genre
from core.ports import UnitOfWork
from core.usecases.dossier import FLUXBOT, enregistrer


def oublier_la_remise(uow: UnitOfWork, maintenant: datetime, envoi: Envoi, raison: str) -> None:
    """Forget that the avis, or its relance, left, when no other conversation accepted it.

    The send that came back must be closed already. Nobody is reminded any more to acknowledge
    what reached nobody.
    """
    if not envoi.ouvre_un_delai or envoi.reference is None:
        return
    avis = uow.avis.par_reference(envoi.reference, verrou=True)
    if avis is None or avis.remis_le is None or avis.tour != envoi.tour:
        return
    genre = Genre.RELANCE if avis.etat is Etat.EN_RELANCE else Genre.AVIS
    if not attend_une_reception(avis) or uow.envois.remises(avis.reference, genre, avis.tour):
        return
    passage = Passage(
        replace(avis, remis_le=None),
        "relance revenue" if genre is Genre.RELANCE else "avis revenu",
        avis.etat,
        "LP art. 6",
        "aucun délai ne court",
        {"raison": raison, "plateforme": envoi.destination.plateforme},
    )
    enregistrer(uow, passage, FLUXBOT, maintenant)
