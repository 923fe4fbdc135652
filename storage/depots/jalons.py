"""What is due, by instant."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import bindparam, delete, func, insert, select

from core.domain.jalons import ECHEANCES, Jalon, NatureJalon
from storage.depots.socle import Depot, prochain_instant
from storage.tables import jalon as table

_EFFACER = delete(table).where(table.c.avis_id == bindparam("avis"))
_DUS = (
    select(table)
    .where(table.c.avis_id == bindparam("avis"), table.c.instant <= bindparam("maintenant"))
    .order_by(table.c.instant)
)


class DepotJalons(Depot):
    """Rows with an indexed instant; a tick asks what should have happened by now."""

    def remplacer(self, avis: int, jalons: Iterable[Jalon]) -> None:
        """Set all that the avis waits for."""
        self.connexion.execute(_EFFACER, {"avis": avis})
        lignes = [
            {"avis_id": avis, "nature": un.nature, "jours": un.jours, "instant": un.instant}
            for un in jalons
        ]
        if lignes:
            self.connexion.execute(insert(table), lignes)

    def dus(self, avis: int, maintenant: datetime) -> Sequence[Jalon]:
        """Give what is due for one avis, oldest first."""
        quoi = {"avis": avis, "maintenant": maintenant}
        return [
            Jalon(NatureJalon(ligne.nature), ligne.instant, ligne.jours)
            for ligne in self.connexion.execute(_DUS, quoi)
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

    def avis_dus(self, maintenant: datetime) -> Sequence[int]:
        """Give the ids of avis with something due, oldest first."""
        requete = (
            select(table.c.avis_id).where(table.c.instant <= maintenant).order_by(table.c.instant)
        )
        # Made unique here: asked to group, SQLite would go through all that is awaited.
        return list(dict.fromkeys(self.connexion.scalars(requete)))

    def prochain(self, apres: datetime | None = None) -> datetime | None:
        """Give the instant of the next thing due, after `apres` if given."""
        return prochain_instant(self.connexion, table, apres)

    def prochaine_echeance(self) -> datetime | None:
        """Give the instant of the next relance, réputé tenu or end of an offer."""
        requete = select(func.min(table.c.instant)).where(table.c.nature.in_(ECHEANCES))
        instant: datetime | None = self.connexion.execute(requete).scalar_one()
        return instant
