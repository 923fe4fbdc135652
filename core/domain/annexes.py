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
    """Whose share a column is, as far as the caps care (CCH R441-5, LP art. 3).

    AUTRE is no collectivité: a ministry for its own agents, a hospital (RPLS item 63, kind 6).
    """

    ETAT = auto()
    AGENTS = auto()
    EMPLOYEURS = auto()
    BAILLEUR = auto()
    COLLECTIVITE = auto()
    AUTRE = auto()


_ETAT = frozenset({"etat", "ddets", "deets", "ddt", "drihl"})
_EMPLOYEURS = frozenset({"als", "employeur", "employeurs"})
_PROPRES = frozenset({"bailleur", "propre", "propres"})
_AUTRES = frozenset(
    {"ministere", "ministeres", "armee", "armees", "gendarmerie", "defense", "chu", "chru"}
    | {"hopital", "hopitaux", "hospitalier"}
)


def contingent(reservataire: str, bailleur: str) -> Contingent:
    """Tell whose share it is from a name as an annexe writes it: « agents_etat », « l'État »."""
    nom = _mots(reservataire)
    mots = set(nom.replace("la defense", "").split())
    if any(mot.startswith(("agent", "fonctionnaire")) for mot in mots):
        return Contingent.AGENTS
    if mots & _ETAT or any(mot.startswith("prefe") for mot in mots):
        return Contingent.ETAT
    if "action logement" in nom or mots & _EMPLOYEURS:
        return Contingent.EMPLOYEURS
    if nom == _mots(bailleur) or "non reserve" in nom or mots & _PROPRES:
        return Contingent.BAILLEUR
    return Contingent.AUTRE if mots & _AUTRES else Contingent.COLLECTIVITE


def _mots(nom: str) -> str:
    """Give a name's words, without accents; an apostrophe separates two of them."""
    return " ".join(cle(nom.replace("_", " ")).replace("'", " ").split())
