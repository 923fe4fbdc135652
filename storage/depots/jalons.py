"""What is due, by instant."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import delete, func, insert, select

from core.domain.jalons import ECHEANCES, Jalon, NatureJalon
from storage.depots.socle import Depot, prochain_instant
from storage.tables import jalon as table


class DepotJalons(Depot):
    """Rows with an indexed instant; a tick asks what should have happened by now."""

    def remplacer(self, avis: int, jalons: Iterable[Jalon]) -> None:
        """Set all that the avis waits for."""
        self.connexion.execute(delete(table).where(table.c.avis_id == avis))
        for un in jalons:
            self.connexion.execute(
                insert(table).values(
                    avis_id=avis, nature=un.nature, jours=un.jours, instant=un.instant
                )
            )

    def dus(self, avis: int, maintenant: datetime) -> Sequence[Jalon]:
        """Give what is due for one avis, oldest first."""
        requete = (
            select(table)
            .where(table.c.avis_id == avis, table.c.instant <= maintenant)
            .order_by(table.c.instant)
        )
        return [
            Jalon(NatureJalon(ligne.nature), ligne.instant, ligne.jours)
            for ligne in self.connexion.execute(requete)
        ]

    def oublier(self, avis: int, jalon: Jalon) -> None:
        """Drop one that was done, or has lost its reason."""
        self.connexion.execute(
            delete(table).where(
                table.c.avis_id == avis,
                table.c.nature == jalon.nature,
                table.c.jours == jalon.jours,
            )
        )

    def avis_dus(self, maintenant: datetime, limite: int) -> Sequence[int]:
        """Give the ids of avis with something due, oldest first."""
        requete = (
            select(table.c.avis_id)
            .where(table.c.instant <= maintenant)
            .group_by(table.c.avis_id)
            .order_by(func.min(table.c.instant))
            .limit(limite)
        )
        return list(self.connexion.scalars(requete))

    def prochain(self, apres: datetime | None = None) -> datetime | None:
        """Give the instant of the next thing due, after `apres` if given."""
        return prochain_instant(self.connexion, table, apres)

    def prochaine_echeance(self) -> datetime | None:
        """Give the instant of the next relance, réputé tenu or end of an offer."""
        requete = select(func.min(table.c.instant)).where(table.c.nature.in_(ECHEANCES))
        instant: datetime | None = self.connexion.execute(requete).scalar_one()
        return instant
