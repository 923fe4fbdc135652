"""The households put forward for an avis, their numéro unique encrypted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, bindparam, insert, select, update

from core.domain.candidatures import Candidature, EtatCandidature
from core.domain.numero_unique import NumeroUnique
from storage.depots.socle import Depot
from storage.tables import candidature
from storage.types import ecrire_parcours, lire_parcours

_LISTE = (
    select(candidature)
    .where(candidature.c.avis_id == bindparam("avis"))
    .order_by(candidature.c.numero)
)
_AJOUT = insert(candidature)


class DepotCandidatures(Depot):
    """Candidatures, by number within their avis."""

    def candidatures(self, avis: int) -> Sequence[Candidature]:
        """Give all its candidatures, by number."""
        lignes = self.connexion.execute(_LISTE, {"avis": avis})
        return [self._candidature(ligne) for ligne in lignes]

    def ajouter_candidature(self, avis: int, *celles: Candidature) -> None:
        """Store some, each numéro unique encrypted beside a blind index."""
        if celles:
            self.connexion.execute(_AJOUT, [self._ligne(avis, une) for une in celles])

    def _ligne(self, avis: int, une: Candidature) -> dict[str, Any]:
        valeur = une.numero_unique.valeur
        return {
            "avis_id": avis,
            "numero": une.numero,
            "numero_chiffre": self.coffre.chiffrer(valeur),
            "numero_index": self.coffre.index(valeur),
            "sel": une.sel,
            "engagement": une.engagement,
            **_variables(une),
        }

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
