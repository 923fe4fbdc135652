"""The households put forward for an avis, their numéro unique encrypted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, insert, select, update

from core.domain.candidatures import Candidature, EtatCandidature
from core.domain.numero_unique import NumeroUnique
from storage.depots.socle import Depot
from storage.tables import candidature
from storage.types import ecrire_parcours, lire_parcours


class DepotCandidatures(Depot):
    """Candidatures, by number within their avis."""

    def candidatures(self, avis: int) -> Sequence[Candidature]:
        """Give all its candidatures, by number."""
        requete = select(candidature).where(candidature.c.avis_id == avis)
        lignes = self.connexion.execute(requete.order_by(candidature.c.numero))
        return [self._candidature(ligne) for ligne in lignes]

    def ajouter_candidature(self, avis: int, une: Candidature) -> None:
        """Store one, its numéro unique encrypted beside a blind index."""
        valeur = une.numero_unique.valeur
        self.connexion.execute(
            insert(candidature).values(
                avis_id=avis,
                numero=une.numero,
                numero_chiffre=self.coffre.chiffrer(valeur),
                numero_index=self.coffre.index(valeur),
                sel=une.sel,
                engagement=une.engagement,
                **_variables(une),
            )
        )

    def changer_candidature(self, avis: int, numero: int, etat: EtatCandidature) -> None:
        """Give one another state."""
        self._changer(avis, numero, {"etat": etat})

    def enregistrer_candidature(self, avis: int, une: Candidature) -> None:
        """Store what became of one; its numéro unique never changes."""
        self._changer(avis, une.numero, _variables(une))

    def _changer(self, avis: int, numero: int, valeurs: dict[str, Any]) -> None:
        self.connexion.execute(
            update(candidature)
            .where(candidature.c.avis_id == avis, candidature.c.numero == numero)
            .values(**valeurs)
        )

    def _candidature(self, ligne: Row[Any]) -> Candidature:
        return Candidature(
            ligne.numero,
            NumeroUnique(self.coffre.dechiffrer(ligne.numero_chiffre)),
            ligne.organisation_id,
            EtatCandidature(ligne.etat),
            ligne.instant,
            ligne.sel,
            ligne.engagement,
            lire_parcours(ligne.parcours),
        )


def _variables(une: Candidature) -> dict[str, Any]:
    return {
        "organisation_id": une.organisation,
        "etat": une.etat,
        "instant": une.instant,
        "parcours": ecrire_parcours(une.parcours),
    }
