"""What programmes, households and commissions wait for, by instant."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import delete, insert, select

from core.domain.agenda import RendezVous
from storage.depots.socle import Depot, prochain_instant
from storage.tables import rendez_vous as table


class DepotAgenda(Depot):
    """Rows with an indexed instant; a tick asks what should have happened by now."""

    def remplacer(self, reference: str, attendus: Iterable[RendezVous]) -> None:
        """Set all that a dossier waits for."""
        self.connexion.execute(delete(table).where(table.c.reference == reference))
        lignes = [
            {
                "reference": reference,
                "nature": un.nature,
                "jours": un.jours,
                "instant": un.instant,
            }
            for un in attendus
        ]
        if lignes:
            self.connexion.execute(insert(table), lignes)

    def de(self, reference: str) -> Sequence[RendezVous]:
        """Give all that a dossier waits for, earliest first."""
        requete = select(table).where(table.c.reference == reference).order_by(table.c.instant)
        return [
            RendezVous(ligne.nature, ligne.instant, ligne.jours)
            for ligne in self.connexion.execute(requete)
        ]

    def prendre(self, reference: str, maintenant: datetime) -> Sequence[RendezVous]:
        """Take out what is due for a dossier, oldest first: nobody else will get it."""
        requete = (
            delete(table)
            .where(table.c.reference == reference, table.c.instant <= maintenant)
            .returning(table.c.nature, table.c.instant, table.c.jours)
        )
        pris = (
            RendezVous(une.nature, une.instant, une.jours)
            for une in self.connexion.execute(requete)
        )
        return sorted(pris, key=lambda un: un.instant)

    def dossiers_dus(self, maintenant: datetime) -> Sequence[str]:
        """Give the references with something due, oldest first."""
        requete = (
            select(table.c.reference).where(table.c.instant <= maintenant).order_by(table.c.instant)
        )
        # Made unique here: asked to group, SQLite would go through all that is awaited.
        return list(dict.fromkeys(self.connexion.scalars(requete)))

    def prochain(self, apres: datetime | None = None) -> datetime | None:
        """Give the instant of the next thing due, after `apres` if given."""
        return prochain_instant(self.connexion, table, apres)
