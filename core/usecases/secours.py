"""When an organisation is left with e-mail alone, or with nothing, the administrateurs are told."""

from __future__ import annotations

from datetime import datetime

from core.domain.envois import Genre, NouvelEnvoi
from core.domain.organisations import Destination
from core.ports import UnitOfWork


def signaler_secours(uow: UnitOfWork, maintenant: datetime, morte: Destination) -> None:
    """Draw the consequence of a conversation's death for those who read it: told once a fall."""
    for organisation in uow.canaux.lecteurs(morte):
        muette = uow.canaux.muette_depuis(organisation)
        if muette:
            _dire(uow, maintenant, organisation, muette, muette=True)
        elif not morte.par_courriel and (chute := uow.canaux.en_secours_depuis(organisation)):
            _dire(uow, maintenant, organisation, chute, muette=False)


def _dire(
    uow: UnitOfWork, maintenant: datetime, organisation: int, depuis: datetime, *, muette: bool
) -> None:
    faits = {"organisation": str(organisation), "muette": "oui" if muette else ""}
    chute = f"{organisation}:{'muette' if muette else 'courriel'}:{depuis:%Y%m%d%H%M%S%f}"
    for vers in uow.canaux.administrateurs():
        cle = f"{Genre.SECOURS}:{chute}:{vers.cle}"
        uow.envois.ajouter(NouvelEnvoi(Genre.SECOURS, vers, cle, maintenant, faits=faits))
