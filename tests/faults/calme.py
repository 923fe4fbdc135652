"""Wait until nothing moves any more."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from select import select as select_

from sqlalchemy import func, select

from bot.clock import HorlogeSysteme
from storage import tables
from storage.depots.releve import EtatEnvoi
from storage.unit_of_work import UniteDeTravail
from tests.faults.charge import Charge
from tests.faults.lieu import Lieu
from tests.faults.pepiniere import Plant

VIVANTS = [EtatEnvoi.EN_ATTENTE, EtatEnvoi.EN_COURS]


def attendre_le_calme(charge: Charge, plants: list[Plant], patience: float = 150.0) -> None:
    """Wait until all was heard, done, sent and acknowledged; the programs must be running.

    `patience`: seconds without any progress: hundreds of notices leave at the platforms' own pace.
    """
    lieu, moins, vains = charge.lieu, _envois_vivants(charge.lieu), 0
    while vains < patience * 4:
        for plant in plants:
            assert plant.vivant, f"le programme s'est arrêté\n{lieu.installation.journal()[-3000:]}"
        charge.reprendre()
        with suppress(AssertionError):
            lieu.telegram.wait_for(lambda: False, 0.25)
        if est_calme(lieu) and charge.tout_est_livre():
            return
        restent = _envois_vivants(lieu)
        vains = 0 if restent < moins else vains + 1
        moins = min(moins, restent)
    raise AssertionError(f"rien ne se calme : {_ce_qui_reste(lieu)}")


def attendre(condition: Callable[[], bool], patience: float = 45.0) -> None:
    """Wait for what no fake can tell of, looked at four times a second."""
    for _ in range(int(patience * 4)):
        if condition():
            return
        select_([], [], [], 0.25)
    raise AssertionError(f"rien de tel en {patience} s")


def attendre_un_tic(lieu: Lieu) -> None:
    """Wait until the service has done its work once: before, nobody can tell that it stopped."""

    def battu() -> bool:
        with lieu.base.transaction() as uow:
            return uow.pouls.dernier() is not None

    attendre(battu)


def est_calme(lieu: Lieu) -> bool:
    """Tell whether nothing waits, on either side, and nothing is due."""
    if lieu.telegram.pending:
        return False
    with lieu.base.transaction() as uow:
        if uow.arrivees.nombre_en_attente() or echeances_dues(uow):
            return False
    return not _envois_vivants(lieu)


def _envois_vivants(lieu: Lieu) -> int:
    """Count the sends that wait or are under way."""
    with lieu.base.transaction() as uow:
        vivants = select(func.count()).where(tables.envoi.c.etat.in_(VIVANTS))
        return int(uow.connexion.scalar(vivants) or 0)


def echeances_dues(uow: UniteDeTravail) -> int:
    """Count what should have happened by now."""
    dus = tables.jalon.c.instant <= HorlogeSysteme().maintenant()
    return int(uow.connexion.scalar(select(func.count()).select_from(tables.jalon).where(dus)) or 0)


def _ce_qui_reste(lieu: Lieu) -> str:
    with lieu.base.transaction() as uow:
        envois = uow.envois.lister(VIVANTS, 20)
        dus = echeances_dues(uow)
        arrivees = uow.arrivees.nombre_en_attente()
    lignes = [
        f"{un.genre} {un.reference} {un.destination.cle} {un.etat} {un.raison}" for un in envois
    ]
    return (
        f"{len(lieu.telegram.pending)} à remettre, {arrivees} à traiter, {dus} échéances dues\n"
        + "\n".join(lignes)
    )
