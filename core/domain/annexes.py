"""The annexe of a convention: the figures from which a year's right is computed (domain §5).

Counts are dwellings; every rate is a percentage, exact (`Decimal("4.80")` is 4,80 %).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum, auto

from core.texte import cle


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


@dataclass(frozen=True)
class LigneAnnexe:
    """An annexe as a file gives it, beside what the document prints.

    `numero` is its line in the file, from 1; `cellules` its cells as written, in their order;
    `imprimes` the results printed, by field (`flux`, `part_etat`…); `taux_rapport` the share that
    another document gives.
    """

    annexe: Annexe
    numero: int = 0
    cellules: Mapping[str, str] = field(default_factory=dict)
    imprimes: Mapping[str, Decimal] = field(default_factory=dict)
    taux_rapport: Decimal | None = None


class Contingent(StrEnum):
    """Whose share a column is, as far as the caps care (CCH R441-5, LP art. 3)."""

    ETAT = auto()
    AGENTS = auto()
    EMPLOYEURS = auto()
    BAILLEUR = auto()
    COLLECTIVITE = auto()


def contingent(reservataire: str, bailleur: str) -> Contingent:
    """Tell whose share it is from a name as an annexe writes it: « agents_etat », « Le Port »."""
    nom = cle(reservataire.replace("_", " "))
    mots = set(nom.split())
    if any(mot.startswith(("agent", "fonctionnaire")) for mot in mots):
        return Contingent.AGENTS
    if "etat" in mots or any(mot.startswith("prefe") for mot in mots):
        return Contingent.ETAT
    if "action logement" in nom or mots & {"als", "employeur", "employeurs"}:
        return Contingent.EMPLOYEURS
    propres = {cle(bailleur.replace("_", " ")), "non reserve", "non reserves"}
    if nom in propres or "bailleur" in mots:
        return Contingent.BAILLEUR
    return Contingent.COLLECTIVITE
