"""Which copy does what only one may do: a lease that its holder keeps alive."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, update

from storage.depots.socle import Depot
from storage.tables import mandat as table


@dataclass(frozen=True)
class Mandat:
    """A lease as its row says it: who holds it, how often it was kept alive, until when (UTC)."""

    nom: str
    porteur: str
    battement: int
    jusqu_a: datetime


class DepotMandats(Depot):
    """Leases; every change is conditional, so that two copies never both believe what they read."""

    def lire(self, nom: str) -> Mandat | None:
        """Give a lease, if anybody ever took it."""
        ligne = self.connexion.execute(select(table).where(table.c.nom == nom)).one_or_none()
        return Mandat(*ligne) if ligne else None

    def tous(self) -> Sequence[Mandat]:
        """Give every lease."""
        return [Mandat(*une) for une in self.connexion.execute(select(table).order_by(table.c.nom))]

    def prendre(self, nom: str, porteur: str, jusqu_a: datetime, vu: Mandat | None) -> bool:
        """Take a lease that still is as it was `vu`; False when another copy was quicker."""
        if vu is None:
            neuf = {"nom": nom, "porteur": porteur, "battement": 0, "jusqu_a": jusqu_a}
            return self.inserer_si_absent(table, neuf) == 1
        requete = (
            update(table)
            .where(table.c.nom == nom, table.c.porteur == vu.porteur)
            .where(table.c.battement == vu.battement)
            .values(porteur=porteur, battement=vu.battement + 1, jusqu_a=jusqu_a)
        )
        return self.connexion.execute(requete).rowcount == 1

    def tenir(self, nom: str, porteur: str, jusqu_a: datetime) -> bool:
        """Keep one's lease alive; False when another copy took it."""
        requete = (
            update(table)
            .where(table.c.nom == nom, table.c.porteur == porteur)
            .values(battement=table.c.battement + 1, jusqu_a=jusqu_a)
        )
        return self.connexion.execute(requete).rowcount == 1

    def rendre(self, nom: str, porteur: str) -> None:
        """Give one's lease back: the next copy need not wait."""
        self.connexion.execute(delete(table).where(table.c.nom == nom, table.c.porteur == porteur))
