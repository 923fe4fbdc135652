"""What a convention says of priority households: categories, signalement, shares."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from core.domain.reglages import Reglage


@dataclass(frozen=True)
class Categorie:
    """One category of priority households; its name is private, and never enters a channel.

    `plus_prioritaire`: one of those with a global objective; `seule`: presented alone to the
    CALEOL; `automatique`: found in the shared file by a code.
    """

    code: str
    libelle: str
    article: str
    plus_prioritaire: bool = False
    seule: bool = False
    automatique: bool = False


@dataclass(frozen=True)
class Signalement:
    """How long before the CALEOL a bailleur signals a household: days, or hours if urgent."""

    jours: Reglage[int]
    heures_urgence: Reglage[int]


@dataclass(frozen=True)
class PartsDues:
    """Shares of the year's allocations, in percent; None when the convention says nothing.

    `prioritaires`: of each réservataire but the État, the bailleur's own included, to DALO or
    priority households; `quartile_hors_qpv`: outside QPV, to the first income quartile;
    `autres_en_qpv`: in QPV, to the other quartiles.
    """

    prioritaires: Reglage[Decimal] | None = None
    quartile_hors_qpv: Reglage[Decimal] | None = None
    autres_en_qpv: Reglage[Decimal] | None = None


@dataclass(frozen=True)
class Articles:
    """Where the convention says what /dossier applies; empty where it inscribes nobody.

    `inscription`: the roads, the signalement, who is told; `retrait`: of the label, after an
    unjustified refusal; `imputation`: a rehousing counts; `correction`: not when its automatic
    code rests on wrong data; `designation`: the préfet's choice, the offer owed, who is presented
    alone; `donnees`: what is private.
    """

    inscription: str = ""
    retrait: str = ""
    imputation: str = ""
    correction: str = ""
    designation: str = ""
    donnees: str = ""


@dataclass(frozen=True)
class ReglesPriorite:
    """Who is priority, in the order in which they come, and what is owed to them.

    `inscription`: whether the État labels households, which /dossier follows; `objectif`: the
    document that holds the yearly number for the most-priority categories, None when there is no
    such objective; `quartile`: the code of the first income quartile among the categories.
    """

    parts: PartsDues
    inscription: Reglage[bool]
    objectif: Reglage[str] | None = None
    categories: tuple[Categorie, ...] = ()
    signalement: Signalement | None = None
    articles: Articles = Articles()
    quartile: str = "quartile"

    def categorie(self, code: str) -> Categorie | None:
        """Find a category by its code."""
        return next((une for une in self.categories if une.code == code), None)

    def rang(self, code: str) -> int:
        """Give a category's place, from 0; an unknown one comes last."""
        codes = [une.code for une in self.categories]
        return codes.index(code) if code in codes else len(codes)
