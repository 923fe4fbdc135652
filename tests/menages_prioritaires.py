"""Priority households for the tests: under the shipped Loire-Atlantique, in any state."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from core.domain.convention import Convention
from core.domain.numero_unique import NumeroUnique
from core.domain.organisations import Nature, Organisation
from core.domain.prioritaires import (
    Designation,
    DossierPrioritaire,
    EtatDossier,
    Prive,
    Proposition,
    Suivi,
    Voie,
)
from core.domain.prioritaires_passages import Moment
from storage.conventions.loader import conventions_livrees

DDETS = Organisation(1, "DDETS", Nature.ETAT)
HABITAT = Organisation(2, "Habitat 44", Nature.BAILLEUR)
NEOTOA = Organisation(3, "Neotoa", Nature.BAILLEUR)
JOUR = date(2026, 3, 10)
INSTANT = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
MOMENT = Moment(INSTANT, JOUR)
REF = "DP-2026-0001"


def loire_atlantique() -> Convention:
    """Give the shipped convention."""
    return conventions_livrees()["loire-atlantique-2024"]


def un_logement(**changements: Any) -> Proposition:
    """Give a dwelling offered by Habitat 44 today."""
    logement = Proposition(
        0, HABITAT.id, JOUR, "T3", "Nantes", False, Decimal("512.30"), Decimal("85")
    )
    return replace(logement, **changements)


def un_menage(etat: EtatDossier = EtatDossier.INSCRIT, **changements: Any) -> DossierPrioritaire:
    """Give a household in a state, designated to Habitat 44 from DESIGNE on."""
    suivi = replace(Suivi(depuis=JOUR, etat_le=JOUR), **changements.pop("suivi", {}))
    bailleur = None
    if etat in (EtatDossier.DESIGNE, EtatDossier.PROPOSE, EtatDossier.ACCEPTE):
        bailleur = HABITAT
        suivi = replace(suivi, designations=(Designation(HABITAT.id, INSTANT),))
    dossier = DossierPrioritaire(
        1,
        REF,
        "loire-atlantique-2024",
        DDETS,
        NumeroUnique("044031800012310001"),
        Prive("dalo"),
        Voie.RAPPORT,
        etat,
        2026,
        INSTANT,
        "sel",
        "engagement",
        suivi,
        bailleur,
        INSTANT,
    )
    return replace(dossier, **changements)
