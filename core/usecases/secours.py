"""When an organisation is left with e-mail alone, the administrateurs are told."""

from __future__ import annotations

from datetime import datetime

from core.domain.envois import Genre, NouvelEnvoi
from core.domain.organisations import Destination
from core.ports import UnitOfWork


def signaler_secours(uow: UnitOfWork, maintenant: datetime, morte: Destination) -> None:
    """Draw the consequence of a conversation's death for those who read it: told once a fall."""
    if morte.par_courriel:
        return
    for organisation in uow.canaux.lecteurs(morte):
        chute = uow.canaux.en_secours_depuis(organisation)
        if chute is None:
            continue
        for vers in uow.canaux.administrateurs():
            uow.envois.ajouter(
                NouvelEnvoi(
                    Genre.SECOURS,
                    vers,
                    f"{Genre.SECOURS}:{organisation}:{chute:%Y%m%d%H%M%S%f}:{vers.cle}",
                    maintenant,
                    faits={"organisation": str(organisation)},
                )
            )
