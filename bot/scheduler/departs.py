"""Claim what may be sent: a batch at once, each send with the departure that its pace allows."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.channels.base import Plateforme
from bot.scheduler.cadence import HORIZON, Cadence, cle_de
from core.domain.envois import Envoi
from storage.unit_of_work import UniteDeTravail

MARGE = 3.0
"""Seconds that a claim holds beyond what its send may take (`Rythme.delai`)."""


@dataclass(frozen=True)
class Depart:
    """A claimed send, and the seconds to wait before it leaves."""

    envoi: Envoi
    attente: float


def reclamer(
    uow: UniteDeTravail, plateforme: Plateforme, places: int, maintenant: datetime, secondes: float
) -> Sequence[Depart]:
    """Claim up to `places` sends of a platform; `secondes` is the clock of the paces.

    The head of a conversation that must wait longer than the horizon is put off until its turn.
    """
    prets = uow.envois.a_prendre(maintenant, [plateforme.nom], places)
    if not prets:
        return []
    cadence = _cadence(uow, plateforme, prets, secondes)
    attentes: dict[int, float] = {}
    for envoi in prets:
        if cadence.pleine:
            break
        attente = cadence.attente(envoi.destination)
        if attente > HORIZON:
            uow.envois.repousser(envoi, maintenant + timedelta(seconds=attente))
        else:
            attentes[envoi.id] = cadence.reserver(envoi.destination)
    uow.cadences.ecrire(cadence.changees)
    retenus = [un for un in prets if un.id in attentes]
    pris = uow.envois.prendre(retenus, fin_de_prise(plateforme, maintenant, HORIZON), _prise())
    return [Depart(un, attentes[un.id]) for un in pris]


def fin_de_prise(plateforme: Plateforme, depart: datetime, avance: float = 0.0) -> datetime:
    """Give until when a claim holds for a send that leaves at most `avance` seconds from now."""
    return depart + timedelta(seconds=avance + plateforme.rythme.delai + MARGE)


def _prise() -> str:
    return secrets.token_hex(8)


def _cadence(
    uow: UniteDeTravail, plateforme: Plateforme, prets: Sequence[Envoi], secondes: float
) -> Cadence:
    """Read the paces that these sends depend on; none for a platform without limits."""
    rythme, cles = plateforme.rythme, set[str]()
    if rythme.secondes_par_conversation or rythme.groupe_par_minute:
        cles |= {cle_de(rythme, un.destination) for un in prets}
    if rythme.par_seconde:
        uow.cadences.tenir(plateforme.nom)
        cles.add(plateforme.nom)
    allures = uow.cadences.lire(cles) if cles else {}
    return Cadence(plateforme.nom, rythme, allures, secondes)
