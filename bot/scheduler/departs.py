"""Claim what may be sent: a batch at once, each send with the departure that its pace allows."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.channels.base import Plateforme
from bot.scheduler.cadence import HORIZON, Cadence
from core.domain.envois import Envoi
from storage.unit_of_work import UniteDeTravail

PATIENCE = timedelta(seconds=5)
"""How long notices and edits let answers pass, at most, when many people wait for theirs."""

MARGE = 3.0
"""Seconds that a claim holds beyond what its send may take (`Rythme.delai`)."""


@dataclass(frozen=True)
class Depart:
    """A claimed send, and the instant at which it leaves, on the clock of the paces."""

    envoi: Envoi
    quand: float


@dataclass(frozen=True)
class Lot:
    """What was claimed at once; `complet` when the platform bears nothing more for now."""

    departs: Sequence[Depart]
    complet: bool


def reclamer(
    uow: UniteDeTravail,
    plateforme: Plateforme,
    places: int,
    maintenant: datetime,
    secondes: float,
    patience: timedelta = timedelta(),
) -> Lot:
    """Claim up to `places` sends of a platform; `secondes` is the clock of the paces.

    What nobody waits for in front of their screen lets the rest pass for as long as `patience`.

    The head of a conversation that must wait longer than the horizon is put off until its turn.
    """
    cadence = Cadence(plateforme.nom, plateforme.rythme, secondes)
    if plateforme.rythme.par_seconde:
        uow.cadences.tenir(plateforme.nom)
        cadence.apprendre(uow.cadences.lire([plateforme.nom]))
    libres = cadence.places(places)
    nom = plateforme.nom
    prets = uow.envois.a_prendre(maintenant, [nom], libres, patience) if libres else []
    cadence.apprendre(uow.cadences.lire(cadence.cles(un.destination for un in prets)))
    departs: dict[int, float] = {}
    for envoi in prets:
        attente = cadence.attente(envoi.destination)
        if attente > HORIZON:
            uow.envois.repousser(envoi, maintenant + timedelta(seconds=attente))
        else:
            departs[envoi.id] = cadence.reserver(envoi.destination)
    uow.cadences.ecrire(cadence.changees)
    retenus = [un for un in prets if un.id in departs]
    pris = uow.envois.prendre(retenus, fin_de_prise(plateforme, maintenant, HORIZON), _prise())
    return Lot([Depart(un, departs[un.id]) for un in pris], cadence.places(1) == 0)


def fin_de_prise(plateforme: Plateforme, depart: datetime, avance: float = 0.0) -> datetime:
    """Give until when a claim holds for a send that leaves at most `avance` seconds from now."""
    return depart + timedelta(seconds=avance + plateforme.rythme.delai + MARGE)


def _prise() -> str:
    return secrets.token_hex(8)
