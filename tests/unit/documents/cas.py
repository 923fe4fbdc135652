"""The annexes that the tests of documents print."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from core.domain.annexes import AnnexeLA, AnnexeLP
from core.domain.convention import Convention, Reglage
from core.domain.flux import Calcul, calculer
from storage.conventions.loader import conventions_livrees
from tests.builders import une_convention

SIDR = AnnexeLP(
    bailleur="SIDR",
    reservataire="Le Port",
    annee=2024,
    patrimoine=1887,
    defense_sante=0,
    ventes=134,
    demolitions=98,
    habitat_inclusif=0,
    taux_rotation=Decimal("6.82"),
    anru=31,
    lhi=0,
    mutations=20,
    taux=Decimal("6.89"),
)
PARTAGE = AnnexeLA(
    bailleur="Bailleur d'essai",
    annee=2026,
    patrimoine=12480,
    programmes_neufs=210,
    demolitions=35,
    ventes=60,
    exclus=415,
    taux_n1=Decimal("7.1"),
    taux_n2=Decimal("6.9"),
    taux_n3=Decimal("7.4"),
    mutations=180,
    renovation_urbaine=95,
    orcod=0,
    insalubrite=12,
    taux={
        "Etat": Decimal(25),
        "agents_etat": Decimal(5),
        "Action Logement": Decimal(35),
        "Bailleur": Decimal(35),
    },
)


def avec(**changements: Any) -> Convention:
    """Give the Le Port convention with other rules of computation."""
    convention = une_convention()
    regles = {nom: Reglage(valeur, "LP art. 3") for nom, valeur in changements.items()}
    return replace(convention, flux=replace(convention.flux, **regles))


def lp(convention: Convention | None = None, **changements: Any) -> tuple[Calcul, Convention]:
    """Compute SIDR's annexe, with some figures or names changed."""
    convention = convention or une_convention()
    return calculer(replace(SIDR, **changements), convention.flux), convention


def la(**changements: Any) -> tuple[Calcul, Convention]:
    """Compute an annexe that shares a flux between four."""
    convention = conventions_livrees()["loire-atlantique-2024"]
    return calculer(replace(PARTAGE, **changements), convention.flux), convention
