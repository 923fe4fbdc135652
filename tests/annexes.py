"""Annexes for the tests: those of Le Port, one of Loire-Atlantique, and any."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from core.domain.annexes import AnnexeLA, AnnexeLP
from core.domain.convention import ReglesFlux
from storage.conventions.loader import conventions_livrees

LP = conventions_livrees()["le-port-2024"].flux
LA = conventions_livrees()["loire-atlantique-2024"].flux
ENTETE = (
    "bailleur;reservataire;annee;patrimoine;defense_sante;ventes;demolitions;habitat_inclusif;"
    "taux_rotation;anru;lhi;mutations;taux"
)
RANGEE = "SIDR;Le Port;2024;1887;0;134;98;0;6,82;31;0;20;6,89"


def avec(regles: ReglesFlux, **changements: Any) -> ReglesFlux:
    """Give rules with some values changed, their articles kept."""
    return replace(
        regles,
        **{nom: replace(getattr(regles, nom), valeur=une) for nom, une in changements.items()},
    )


def une_lp(**changements: Any) -> AnnexeLP:
    """Give SIDR's annexe of 2024 for Le Port: a right of 4."""
    sidr = AnnexeLP(
        "SIDR", "Le Port", 2024, 1887, 0, 134, 98, 0, Decimal("6.82"), 31, 0, 20, Decimal("6.89")
    )
    return replace(sidr, **changements)


def une_la(**changements: Any) -> AnnexeLA:
    """Give an annexe of Loire-Atlantique: A is 100, B 40, C 60, the État has 18."""
    habitat = AnnexeLA(
        bailleur="Habitat 44",
        annee=2024,
        patrimoine=1200,
        programmes_neufs=0,
        demolitions=100,
        ventes=50,
        exclus=50,
        taux_n1=Decimal(9),
        taux_n2=Decimal(10),
        taux_n3=Decimal(11),
        mutations=25,
        renovation_urbaine=10,
        orcod=0,
        insalubrite=5,
        taux={
            "etat": Decimal(25),
            "agents": Decimal(5),
            "action_logement": Decimal(30),
            "Nantes Métropole": Decimal(20),
            "bailleur": Decimal(20),
        },
    )
    return replace(habitat, **changements)


noms = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "Zs"]), min_size=1).map(
    lambda un: " ".join(un.split())[:60].strip() or "SIDR"
)
taux = st.decimals(0, 100, places=2)
peu = st.integers(0, 40)


def annexes_lp() -> st.SearchStrategy[AnnexeLP]:
    """Draw LP annexes whose withdrawals stay within what they are taken from."""
    return st.builds(
        AnnexeLP,
        bailleur=noms,
        reservataire=noms,
        annee=st.integers(2000, 2100),
        patrimoine=st.integers(2000, 100_000),
        defense_sante=peu,
        ventes=peu,
        demolitions=peu,
        habitat_inclusif=peu,
        taux_rotation=st.decimals(10, 100, places=2),
        anru=peu,
        lhi=peu,
        mutations=peu,
        taux=taux,
        orcod=peu,
        report=st.just(0),
    )
