"""Objectives and declared allocations."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Table, and_, select, update

from core.domain.objectifs import NatureObjectif, Objectif
from core.domain.organisations import Nature, Organisation
from core.domain.parts import Declaration, Nombres
from storage.depots.socle import Depot
from storage.tables import attributions, objectif, organisation

_NOMBRES = tuple(Nombres.__dataclass_fields__)


class DepotObjectifs(Depot):
    """One row for each objective, and for each bailleur, year and contingent declared."""

    def fixer(self, un: Objectif) -> None:
        """Store an objective, in place of the one of the same thing and year."""
        cles = {
            "convention": un.convention,
            "annee": un.annee,
            "nature": un.nature,
            "objet": un.objet,
        }
        valeurs = {"nombre": un.nombre, "saisi_le": un.saisi_le, "saisi_par": un.saisi_par}
        self._poser(objectif, cles, valeurs)

    def de(self, convention: str, annee: int) -> Sequence[Objectif]:
        """Give a convention's objectives of a year, by nature then object."""
        t = objectif.c
        requete = (
            select(objectif)
            .where(t.convention == convention, t.annee == annee)
            .order_by(t.nature, t.objet)
        )
        return [
            Objectif(
                une.convention,
                une.annee,
                NatureObjectif(une.nature),
                une.objet,
                une.nombre,
                une.saisi_le,
                une.saisi_par,
            )
            for une in self.connexion.execute(requete)
        ]

    def declarer(self, une: Declaration) -> None:
        """Store a bailleur's allocations on a contingent, in place of those told before."""
        cles = {
            "bailleur_id": une.bailleur.id,
            "annee": une.annee,
            "contingent": une.contingent,
        }
        valeurs = {"declare_le": une.declare_le, "declare_par": une.declare_par}
        self._poser(attributions, cles, valeurs | vars(une.nombres))

    def declarations(self, annee: int) -> Sequence[Declaration]:
        """Give all that was declared of a year, by bailleur then contingent."""
        requete = (
            select(attributions, organisation.c.nom, organisation.c.nature)
            .join(organisation, organisation.c.id == attributions.c.bailleur_id)
            .where(attributions.c.annee == annee)
            .order_by(organisation.c.nom, attributions.c.contingent)
        )
        return [
            Declaration(
                Organisation(une.bailleur_id, une.nom, Nature(une.nature)),
                une.annee,
                une.contingent,
                Nombres(*(getattr(une, nom) for nom in _NOMBRES)),
                une.declare_le,
                une.declare_par,
            )
            for une in self.connexion.execute(requete)
        ]

    def _poser(self, table: Table, cles: dict[str, Any], valeurs: dict[str, Any]) -> None:
        """Insert a row, or change the one that bears these keys."""
        if not self.inserer_si_absent(table, cles | valeurs):
            ou = and_(*(table.c[nom] == une for nom, une in cles.items()))
            self.connexion.execute(update(table).where(ou).values(**valeurs))
