"""Notices of real avis, waiting in the outbox: each bailleur's places are told of a reception."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import cycle

from benchmarks.region import CONVENTION, Accueil
from bot.clock import HorlogeSysteme
from bot.scheduler.dispatcher import Dispatcher
from core.domain.logement import Logement
from core.domain.organisations import Destination, Nature, Organisation, Role
from core.usecases.dossier import Acteur
from core.usecases.publier import PublierAvis, publier_avis
from storage.unit_of_work import Base, UniteDeTravail

BUREAU, MAIRIES = "bureau", 20
"""Where the avis are received, at once: their reception is what the bailleurs are told."""

LOGEMENT = Logement(
    commune="Le Port",
    quartier="Rivière des Galets",
    qpv=True,
    type="T3",
    financement="LLTS",
    annee=1998,
    pmr=False,
    ascenseur=False,
    preavis=1,
    loyer=Decimal("512.30"),
)


@dataclass(frozen=True)
class Demande:
    """How many avis a bailleur publishes, and the places that hear of each."""

    avis: int
    lieux: Sequence[Destination]

    @property
    def envois(self) -> int:
        """Count the notices."""
        return self.avis * len(self.lieux)


def remplir(base: Base, demandes: Sequence[Demande]) -> None:
    """Publish the avis and have them received; the bailleurs' notices wait."""
    with base.transaction() as uow:
        mairies = [
            _inscrire(uow, f"Commune {n}", Nature.COMMUNE, [Destination(BUREAU, str(n))])
            for n in range(MAIRIES)
        ]
        bailleurs = {
            _inscrire(uow, f"Bailleur {rang}", Nature.BAILLEUR, une.lieux): une.avis
            for rang, une in enumerate(demandes)
        }
        _publier(uow, mairies, bailleurs)
    asyncio.run(_recevoir(base))


def _publier(
    uow: UniteDeTravail, mairies: Sequence[Organisation], bailleurs: Mapping[Organisation, int]
) -> None:
    """Publish each bailleur's avis, in turn, to each mairie in turn."""
    acteur, maintenant, suivante = (
        Acteur("banc", BUREAU),
        HorlogeSysteme().maintenant(),
        cycle(mairies),
    )
    for rang in range(max(bailleurs.values())):
        for bailleur in (un for un, avis in bailleurs.items() if rang < avis):
            avis = PublierAvis(acteur, bailleur, next(suivante), LOGEMENT, f"sel {rang}")
            publier_avis(uow, maintenant, avis)


async def _recevoir(base: Base) -> None:
    await Dispatcher(base, {BUREAU: Accueil(BUREAU)}, HorlogeSysteme()).vider()


def _inscrire(
    uow: UniteDeTravail, nom: str, nature: Nature, lieux: Sequence[Destination]
) -> Organisation:
    maintenant = HorlogeSysteme().maintenant()
    une = uow.organisations.ajouter(nom, nature)
    uow.organisations.adherer(une.id, CONVENTION)
    for lieu in lieux:
        if lieu.prive:
            lui = lieu.adresse
            uow.membres.ajouter(une, Role.REFERENT, lieu.plateforme, lui, lui, maintenant)
        else:
            uow.canaux.ajouter(une.id, lieu, maintenant)
    return une
