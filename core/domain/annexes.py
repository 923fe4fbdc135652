"""The annexe of a convention: the figures from which a year's right is computed (domain §5).

Counts are dwellings; every rate is a percentage, exact (`Decimal("4.80")` is 4,80 %).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class AnnexeLP:
    """What one bailleur promises one réservataire for one year (LP, annexes individuelles).

    `orcod` and `report` (dwellings carried over from the year before) are 0 by default.
    """

    bailleur: str
    reservataire: str
    annee: int
    patrimoine: int
    defense_sante: int
    ventes: int
    demolitions: int
    habitat_inclusif: int
    taux_rotation: Decimal
    anru: int
    lhi: int
    mutations: int
    taux: Decimal
    orcod: int = 0
    report: int = 0


@dataclass(frozen=True)
class AnnexeLA:
    """What one bailleur shares between all its réservataires for one year (LA 4.1).

    `taux` gives each réservataire's percentage of C, in the order of the annexe.
    """

    bailleur: str
    annee: int
    patrimoine: int
    programmes_neufs: int
    demolitions: int
    ventes: int
    exclus: int
    taux_n1: Decimal
    taux_n2: Decimal
    taux_n3: Decimal
    mutations: int
    renovation_urbaine: int
    orcod: int
    insalubrite: int
    taux: Mapping[str, Decimal]


Annexe = AnnexeLP | AnnexeLA
