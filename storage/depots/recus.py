"""Receipts of what was done on signed pages: one a gesture, done once."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update

from storage.depots.socle import Depot
from storage.tables import recu as table

CONSERVATION = timedelta(days=45)
"""How long a receipt can be read again: as long as the link that it was made by."""


@dataclass(frozen=True)
class Recu:
    """What one gesture did: who did it, on which dossier, the head of the journal after it.

    `corps` is what was answered (a `bot.presenters.corps` text), None when it may not be kept.
    """

    geste: str
    membre: int
    instant: datetime
    reference: str | None = None
    tete: str | None = None
    corps: str | None = field(default=None, repr=False)


class DepotRecus(Depot):
    """Receipts, their bodies encrypted."""

    def ajouter(self, recu: Recu) -> bool:
        """Store a receipt; False when its gesture was already done."""
        valeurs = {
            "geste": recu.geste,
            "membre_id": recu.membre,
            "reference": recu.reference,
            "tete": recu.tete,
            "corps_chiffre": self.coffre.chiffrer(recu.corps) if recu.corps else None,
            "instant": recu.instant,
            "expire_le": recu.instant + CONSERVATION,
        }
        return self.inserer_si_absent(table, valeurs) == 1

    def completer(
        self, geste: str, reference: str | None, tete: str | None, corps: str | None
    ) -> None:
        """Write on a receipt what its gesture did, once done."""
        self.connexion.execute(
            update(table)
            .where(table.c.geste == geste)
            .values(
                reference=reference,
                tete=tete,
                corps_chiffre=self.coffre.chiffrer(corps) if corps else None,
            )
        )

    def auteur(self, geste: str) -> int | None:
        """Give the member who did a gesture, None when it was not done."""
        requete = select(table.c.membre_id).where(table.c.geste == geste)
        return self.connexion.execute(requete).scalar_one_or_none()

    def trouver(self, geste: str, membre: int, maintenant: datetime) -> Recu | None:
        """Find a member's receipt, unless it expired."""
        requete = select(table).where(
            table.c.geste == geste, table.c.membre_id == membre, table.c.expire_le > maintenant
        )
        un = self.connexion.execute(requete).one_or_none()
        if un is None:
            return None
        corps = self.coffre.dechiffrer(un.corps_chiffre) if un.corps_chiffre else None
        return Recu(un.geste, un.membre_id, un.instant, un.reference, un.tete, corps)

    def purger(self, maintenant: datetime) -> None:
        """Forget the receipts that expired."""
        self.connexion.execute(delete(table).where(table.c.expire_le <= maintenant))
