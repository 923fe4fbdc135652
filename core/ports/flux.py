"""Rights, counts and stocks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from core.domain.droits import Droit
from core.domain.parc import ParcSoumis
from core.domain.suivi import LigneSuivi


class Droits(Protocol):
    """The rights retained, by bailleur, réservataire and year."""

    def retenir(self, droit: Droit, /) -> None:
        """Store a right, in place of the one of the same parties and year."""

    def lire(self, bailleur: int, reservataire: int, annee: int, /) -> Droit | None:
        """Give the right of a year, if one is retained."""

    def parts(self, bailleur: int, annee: int, /) -> Mapping[int, int]:
        """Give each réservataire's part of a bailleur's year, in dwellings, by organisation id."""

    def pour(self, organisation: int, annee: int, /) -> Sequence[Droit]:
        """Give the rights of a year that an organisation owes or is owed, by names."""

    def dernier(self, bailleur: int, reservataire: int, avant: int, /) -> Droit | None:
        """Give the latest right of these parties for a year before `avant`."""


class SuiviDuFlux(Protocol):
    """Avis counted by the database."""

    def annee(self, bailleur: int, annee: int, /) -> Sequence[LigneSuivi]:
        """Give the avis sent or delivered in the civil year, and those that still run."""


class Parcs(Protocol):
    """The stock of each bailleur, year by year, in counts."""

    def enregistrer(self, parc: ParcSoumis, /) -> None:
        """Store it, in place of the one of the same bailleur and year."""

    def de(self, bailleur: int, annee: int, /) -> ParcSoumis | None:
        """Give the stock of a bailleur at 1 January of a year."""

    def annees(self, bailleur: int, /) -> Sequence[int]:
        """Give the years of the stocks kept for a bailleur, the latest first."""
