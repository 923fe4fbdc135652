"""One transaction over a batch of avis with something due."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from storage.lots.avis import AvisEnLot
from storage.lots.differe import Differe
from storage.lots.envois import EnvoisEnLot
from storage.lots.jalons import JalonsEnLot
from storage.lots.journal import JournalEnLot
from storage.lots.lecteurs import CanauxEnLot, EcoutesEnLot, MembresEnLot
from storage.unit_of_work import UniteDeTravail


class Lot(UniteDeTravail):
    """The unit of work of what falls due for several avis at once: same effects, fewer orders."""

    avis: AvisEnLot

    def __init__(self, uow: UniteDeTravail, numeros: Sequence[int], maintenant: datetime) -> None:
        """Take the avis that no other copy is at, within the transaction of `uow`."""
        connexion, coffre = uow.connexion, uow.avis.coffre
        super().__init__(connexion, coffre, uow.conventions, uow.liens)
        self._uow = uow
        self.avis = AvisEnLot(connexion, coffre, numeros)
        references = [un.reference for un in self.avis.pris]
        jalons = JalonsEnLot(connexion, coffre, (un.id for un in self.avis.pris), maintenant)
        journal = JournalEnLot(connexion, coffre, references)
        envois = EnvoisEnLot(connexion, coffre, references)
        self._differes: Sequence[Differe] = (self.avis, jalons, journal, envois)
        self.jalons, self.journal, self.envois = jalons, journal, envois
        self.canaux = CanauxEnLot(connexion, coffre)
        self.membres = MembresEnLot(connexion, coffre)
        self.ecoutes = EcoutesEnLot(connexion, coffre)

    def ecrire(self) -> None:
        """Write what the batch decided; nothing is, before this."""
        for depot in self._differes:
            depot.ecrire()
        self._uow.envois.ajouts += self.envois.ajouts
