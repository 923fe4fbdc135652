"""The rights retained, by bailleur, réservataire and year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, or_, select, update

from core.domain.droits import Droit
from core.domain.organisations import Nature, Organisation
from storage.depots.socle import Depot
from storage.tables import droit as table
from storage.tables import organisation
from storage.types import ecrire_annexe, lire_annexe

_BAILLEUR, _RESERVATAIRE = organisation.alias("bailleur"), organisation.alias("reservataire")


class DepotDroits(Depot):
    """One row for each (bailleur, réservataire, year); the journal keeps what it replaced."""

    def retenir(self, droit: Droit) -> None:
        """Store a right, in place of the one of the same parties and year."""
        cles = {
            "bailleur_id": droit.bailleur.id,
            "reservataire_id": droit.reservataire.id,
            "annee": droit.annee,
        }
        valeurs = {
            "convention": droit.convention,
            "annexe": ecrire_annexe(droit.annexe),
            "part": droit.part,
            "retenu_le": droit.retenu_le,
            "retenu_par": droit.retenu_par,
        }
        if not self.inserer_si_absent(table, cles | valeurs):
            ou = _celui(droit.bailleur.id, droit.reservataire.id, droit.annee)
            self.connexion.execute(update(table).where(*ou).values(**valeurs))

    def lire(self, bailleur: int, reservataire: int, annee: int) -> Droit | None:
        """Give the right of a year, if one is retained."""
        return next(self._droits(*_celui(bailleur, reservataire, annee)), None)

    def parts(self, bailleur: int, annee: int) -> Mapping[int, int]:
        """Give each réservataire's part of a bailleur's year, in dwellings, by organisation id."""
        requete = select(table.c.reservataire_id, table.c.part).where(
            table.c.bailleur_id == bailleur, table.c.annee == annee
        )
        return {ligne.reservataire_id: ligne.part for ligne in self.connexion.execute(requete)}

    def pour(self, organisation: int, annee: int) -> Sequence[Droit]:
        """Give the rights of a year that an organisation owes or is owed, by names."""
        sien = or_(table.c.bailleur_id == organisation, table.c.reservataire_id == organisation)
        return list(self._droits(sien, table.c.annee == annee))

    def dernier(self, bailleur: int, reservataire: int, avant: int) -> Droit | None:
        """Give the latest right of these parties for a year before `avant`."""
        siens = self._droits(
            table.c.bailleur_id == bailleur,
            table.c.reservataire_id == reservataire,
            table.c.annee < avant,
        )
        return max(siens, key=lambda un: un.annee, default=None)

    def _droits(self, *conditions: ColumnElement[bool]) -> Iterator[Droit]:
        requete = (
            select(
                table,
                _BAILLEUR.c.nom.label("b_nom"),
                _BAILLEUR.c.nature.label("b_nature"),
                _RESERVATAIRE.c.nom.label("r_nom"),
                _RESERVATAIRE.c.nature.label("r_nature"),
            )
            .join(_BAILLEUR, _BAILLEUR.c.id == table.c.bailleur_id)
            .join(_RESERVATAIRE, _RESERVATAIRE.c.id == table.c.reservataire_id)
            .where(*conditions)
            .order_by(_BAILLEUR.c.nom, _RESERVATAIRE.c.nom)
        )
        yield from (_lire(ligne) for ligne in self.connexion.execute(requete).all())


def _celui(bailleur: int, reservataire: int, annee: int) -> tuple[ColumnElement[bool], ...]:
    return (
        table.c.bailleur_id == bailleur,
        table.c.reservataire_id == reservataire,
        table.c.annee == annee,
    )


def _lire(ligne: Any) -> Droit:
    return Droit(
        Organisation(ligne.bailleur_id, ligne.b_nom, Nature(ligne.b_nature)),
        Organisation(ligne.reservataire_id, ligne.r_nom, Nature(ligne.r_nature)),
        ligne.annee,
        ligne.convention,
        lire_annexe(ligne.annexe),
        ligne.part,
        ligne.retenu_le,
        ligne.retenu_par,
    )
