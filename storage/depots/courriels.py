"""Legal e-mails kept whole, as they left (LP art. 6)."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Row, select

from storage.depots.socle import Depot
from storage.tables import courriel as table


@dataclass(frozen=True)
class CourrielGarde:
    """One e-mail: its Message-ID, its bytes as text, their SHA-256, when it was accepted (UTC)."""

    message: str
    reference: str
    empreinte: str
    instant: datetime
    brut: str = field(repr=False)


class DepotCourriels(Depot):
    """What was really sent, encrypted."""

    def garder(
        self, envoi: int, message: str, reference: str, brut: str, maintenant: datetime
    ) -> str:
        """Keep an e-mail once, by its Message-ID; gives the SHA-256 of its UTF-8 bytes."""
        empreinte = hashlib.sha256(brut.encode()).hexdigest()
        self.inserer_si_absent(
            table,
            {
                "message": message,
                "envoi_id": envoi,
                "reference": reference,
                "brut_chiffre": self.coffre.chiffrer(brut),
                "empreinte": empreinte,
                "instant": maintenant,
            },
        )
        return empreinte

    def de(self, reference: str) -> Sequence[CourrielGarde]:
        """Give the e-mails kept about a dossier, oldest first."""
        requete = (
            select(table)
            .where(table.c.reference == reference)
            .order_by(table.c.instant, table.c.message)
        )
        return [self._lire(une) for une in self.connexion.execute(requete)]

    def _lire(self, une: Row[tuple[object, ...]]) -> CourrielGarde:
        brut = self.coffre.dechiffrer(une.brut_chiffre)
        return CourrielGarde(une.message, une.reference, une.empreinte, une.instant, brut)
