"""How fast each platform and each conversation is spoken to, by all the copies together."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import delete, select

from storage.depots.socle import Depot
from storage.tables import cadence as table


@dataclass(frozen=True)
class Allure:
    """When somebody may next be spoken to, and the last departures (epoch seconds)."""

    libre: float = 0.0
    departs: tuple[float, ...] = ()


class DepotCadences(Depot):
    """One row a platform and a conversation, for as long as it has to wait."""

    def lire(self, cles: Collection[str]) -> dict[str, Allure]:
        """Give the pace of each, and keep the other copies off it until the end."""
        requete = select(table).where(table.c.cle.in_(cles)).order_by(table.c.cle).with_for_update()
        return {
            une.cle: Allure(une.libre, tuple(json.loads(une.departs)))
            for une in self.connexion.execute(requete)
        }

    def tenir(self, cle: str) -> None:
        """Make sure that a row is there to be kept: two copies may meet it for the first time."""
        self.inserer_si_absent(table, {"cle": cle, "libre": 0.0, "departs": "[]"})

    def ecrire(self, allures: Mapping[str, Allure]) -> None:
        """Store the pace of each."""
        if not allures:
            return
        requete = self.insertion(table)
        requete = requete.on_conflict_do_update(
            index_elements=["cle"],
            set_={"libre": requete.excluded.libre, "departs": requete.excluded.departs},
        )
        lignes = [
            {"cle": cle, "libre": une.libre, "departs": json.dumps(une.departs)}
            for cle, une in sorted(allures.items())
        ]
        self.connexion.execute(requete, lignes)

    def purger(self, avant: float) -> None:
        """Forget those that have nothing to wait for since `avant` (epoch seconds)."""
        self.connexion.execute(delete(table).where(table.c.libre < avant))
