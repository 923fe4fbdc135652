"""A bailleur's stock at 1 January, counted from its RPLS declaration (domain §5).

Counts are dwellings. The rotation rate is « off new lettings », the national definition: leases
taken since 1 January N-1, over dwellings let or offered, both first let before N-1.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from fractions import Fraction

from core.errors import Refus
from core.texte import pluriel


class Axe(StrEnum):
    """What a stock is broken down by."""

    COMMUNE = "commune"
    QPV = "qpv"
    TYPOLOGIE = "typologie"
    FINANCEMENT = "financement"
    PERIODE = "periode"


class TropDeRejets(Refus):
    """More lines are rejected than tolerated: nothing is imported."""

    code = "trop_de_rejets"


@dataclass(frozen=True)
class Compte:
    """Dwellings there, of which in the flux; lettings of the year, and what they are a share of."""

    logements: int = 0
    soumis: int = 0
    emmenagements: int = 0
    base_rotation: int = 0

    def __add__(self, autre: Compte) -> Compte:
        """Add two counts up."""
        return Compte(
            self.logements + autre.logements,
            self.soumis + autre.soumis,
            self.emmenagements + autre.emmenagements,
            self.base_rotation + autre.base_rotation,
        )

    @property
    def rotation(self) -> Fraction | None:
        """Give the exact rate, 0 to 1; None when no dwelling was first let before N-1."""
        if not self.base_rotation:
            return None
        return Fraction(self.emmenagements, self.base_rotation)


@dataclass(frozen=True)
class LigneDeParc:
    """The dwellings alike on every axis. `commune` is an INSEE code."""

    commune: str
    qpv: bool
    typologie: str
    financement: str
    periode: str
    compte: Compte

    @property
    def cle(self) -> tuple[str, bool, str, str, str]:
        """Give the place of the line on the five axes."""
        return (self.commune, self.qpv, self.typologie, self.financement, self.periode)


@dataclass(frozen=True)
class ParcSoumis:
    """What one declaration says of a bailleur (its id) at 1 January of `annee`.

    `empreinte` is the SHA-256 of the file; `rejetees` of the `lues` lines are in no count.
    """

    bailleur: int
    annee: int
    fichier: str
    empreinte: str
    importe_le: datetime
    lues: int
    rejetees: int
    lignes: tuple[LigneDeParc, ...]

    @property
    def total(self) -> Compte:
        """Give the whole stock."""
        return total(self.lignes)

    def par(self, axe: Axe) -> Mapping[str | bool, Compte]:
        """Give the stock by the values of an axis, in their order."""
        comptes: dict[str | bool, Compte] = {}
        for ligne in self.lignes:
            valeur: str | bool = getattr(ligne, axe)
            comptes[valeur] = comptes.get(valeur, Compte()) + ligne.compte
        return dict(sorted(comptes.items()))


def total(lignes: Iterable[LigneDeParc]) -> Compte:
    """Add the counts of lines up."""
    return sum((une.compte for une in lignes), Compte())


def refuser_trop_de_rejets(lues: int, rejetees: int, tolerance: Decimal) -> None:
    """Refuse a file whose rejected lines are above `tolerance`, a percentage of the lines read.

    Raises TropDeRejets.
    """
    if Fraction(rejetees) * 100 <= Fraction(tolerance) * lues:
        return
    raise TropDeRejets(
        f"tolerance : {pluriel(rejetees, 'ligne rejetée', 'lignes rejetées')} sur {lues}, plus de "
        f"{str(tolerance).replace('.', ',')} %. "
        "Rien n'a été importé : corrigez le fichier, ou admettez-les. Exemple : --tolerance 5"
    )


def taux_fr(taux: Fraction) -> str:
    """Write an exact rate as a percentage with two decimals, halves up: « 6,82 % »."""
    exact = Decimal(taux.numerator * 100) / Decimal(taux.denominator)
    return f"{exact.quantize(Decimal('0.01'), ROUND_HALF_UP)} %".replace(".", ",")
