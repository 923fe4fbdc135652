"""When the service as a whole last did its work, whichever copy did it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select, update

from storage.depots.socle import Depot
from storage.tables import pouls as table

TIC = "tic"


class DepotPouls(Depot):
    """The last tick that ended well."""

    def dernier(self) -> datetime | None:
        """Give its instant (UTC); None before the first."""
        requete = select(table.c.instant).where(table.c.nom == TIC)
        instant: datetime | None = self.connexion.execute(requete).scalar_one_or_none()
        return instant

    def noter(self, instant: datetime) -> None:
        """Note one that just ended well."""
        if not self.inserer_si_absent(table, {"nom": TIC, "instant": instant}):
            self.connexion.execute(update(table).where(table.c.nom == TIC).values(instant=instant))
