"""What the administrateurs are told of the service itself: it stopped, its clock jumped."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from core.domain.envois import Genre, NouvelEnvoi
from core.ports import UnitOfWork


def signaler_interruption(uow: UnitOfWork, maintenant: datetime, tolerance: timedelta) -> bool:
    """Tell of a stop longer than `tolerance` since the last tick that ended well; say whether so.

    Whatever the cause: no process, no database, no room left on the disk.
    """
    dernier = uow.pouls.dernier()
    if dernier is None or maintenant - dernier <= tolerance:
        return False
    _dire(
        uow,
        maintenant,
        f"interruption:{dernier.isoformat()}:{maintenant:%Y%m%d%H}",
        {
            "quoi": "interruption",
            "debut": dernier.isoformat(),
            "fin": maintenant.isoformat(),
        },
    )
    return True


def signaler_horloge(uow: UnitOfWork, maintenant: datetime, saut: timedelta) -> None:
    """Tell that the machine's clock jumped by `saut`, once an hour at most."""
    faits = {"quoi": "horloge", "secondes": str(int(saut.total_seconds()))}
    _dire(uow, maintenant, f"horloge:{maintenant:%Y%m%d%H}", faits)


def _dire(uow: UnitOfWork, maintenant: datetime, cause: str, faits: Mapping[str, str]) -> None:
    for vers in uow.canaux.administrateurs():
        cle = f"{Genre.SERVICE}:{cause}:{vers.cle}"
        uow.envois.ajouter(NouvelEnvoi(Genre.SERVICE, vers, cle, maintenant, faits=faits))
