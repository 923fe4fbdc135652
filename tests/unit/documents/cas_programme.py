"""The programme that the tests of documents print."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from bot.documents.programme import FicheProgramme
from core.domain.convention import Convention, ModeReception
from core.domain.organisations import Nature, Organisation
from core.domain.programmes import (
    Cadre,
    Contenu,
    EtatProgramme,
    LogementNeuf,
    Operation,
    Part,
    Particularite,
    Programme,
    Public,
)
from storage.conventions.loader import conventions_livrees

SILENE = Organisation(1, "Silène", Nature.BAILLEUR)
ETAT = Organisation(2, "État (préfet de la Loire-Atlantique)", Nature.ETAT)
METROPOLE = Organisation(3, "Nantes Métropole", Nature.EPCI)
LOGEMENTS = tuple(
    LogementNeuf(
        numero=rang,
        type=f"T{2 + rang % 3}",
        financement="PLAI" if rang % 2 else "PLUS",
        loyer=Decimal("380.50") + 20 * rang,
        charges=Decimal("62"),
        public=Public.ASV if rang == 4 else Public.TOUS,
        agents=rang == 2,
        reservataire=ETAT.id if rang <= 6 else METROPOLE.id,
        retenu={1: 12, 3: 4}.get(rang),
        rendu_le=date(2026, 9, 3) if rang == 5 else None,
    )
    for rang in range(1, 9)
)


def la() -> Convention:
    """Give the Loire-Atlantique convention."""
    return conventions_livrees()["loire-atlantique-2024"]


def programme(operation: dict[str, Any] | None = None, **changements: Any) -> Programme:
    """Give a programme of eight dwellings, with some of its operation or content changed."""
    convention = la()
    assert convention.programmes
    construite = Operation(
        residence="Les Salorges",
        adresse="12 quai Ernest-Renaud, 44100 Nantes",
        commune="Nantes",
        qpv=False,
        nature_charges="eau froide, entretien des parties communes, ascenseur",
        particularites=(Particularite.INCLUSIF, Particularite.FRANGE),
    )
    cadre = Cadre(convention.programmes, "LA", convention.zone, ModeReception.PLATEFORME, True)
    contenu = Contenu(
        cadre,
        replace(construite, **(operation or {})),
        LOGEMENTS,
        (Part(ETAT.id), Part(METROPOLE.id, 2)),
    )
    return Programme(
        id=1,
        reference="PN-2026-0003",
        bailleur=SILENE,
        convention=convention.id,
        etat=EtatProgramme.PREPARE,
        annee=2026,
        livraison=date(2026, 11, 16),
        contenu=replace(contenu, **changements),
        reservataires=(ETAT, METROPOLE),
        sel="sel",
        cree_le=datetime(2026, 5, 4, 8, tzinfo=UTC),
    )


def fiche(*destinataires: Organisation, **operation: Any) -> FicheProgramme:
    """Give its notice, to some réservataires, the two by default."""
    return FicheProgramme(
        programme(operation), la().nom, destinataires or (ETAT, METROPOLE), "9f1c2d3e4a5b6c7d"
    )
