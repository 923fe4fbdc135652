"""Names and contact details of candidates, encrypted."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import bindparam, delete, select

from core.domain.menages import Menage
from storage.depots.socle import Depot
from storage.tables import menage as table
from storage.types import ecrire_json

_CONNUS = select(table.c.numero).where(table.c.avis_id == bindparam("avis"))


class DepotMenages(Depot):
    """One household a candidature, at most."""

    def enregistrer(
        self,
        avis: int,
        numero: int,
        menage: Menage,
        organisation: int,
        sel: str,
        engagement: str,
        maintenant: datetime,
    ) -> None:
        """Store a household in place of what was known of it; `engagement` is its commitment."""
        self.oublier(avis, numero)
        self.inserer(
            table,
            {
                "avis_id": avis,
                "numero": numero,
                "contenu_chiffre": self.coffre.chiffrer(ecrire_json(dict(menage.valeurs()))),
                "organisation_id": organisation,
                "sel": sel,
                "engagement": engagement,
                "instant": maintenant,
            },
        )

    def de(self, avis: int) -> Mapping[int, Menage]:
        """Give the households of an avis, by the number of their candidature."""
        requete = select(table).where(table.c.avis_id == avis).order_by(table.c.numero)
        return {
            une.numero: Menage(**json.loads(self.coffre.dechiffrer(une.contenu_chiffre)))
            for une in self.connexion.execute(requete)
        }

    def connus(self, avis: int) -> frozenset[int]:
        """Give the numbers of the candidatures whose household is known, decrypting nothing."""
        return frozenset(self.connexion.scalars(_CONNUS, {"avis": avis}))

    def oublier(self, avis: int, numero: int) -> bool:
        """Erase a household; the journal keeps its commitment. Tells whether there was one."""
        requete = delete(table).where(table.c.avis_id == avis, table.c.numero == numero)
        return self.connexion.execute(requete).rowcount == 1
