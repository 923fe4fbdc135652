"""The meetings that the tests of documents print."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from bot.documents.commission_faits import (
    Compte,
    CompteRendu,
    CompteRenduAnonyme,
    Menage,
    Objectif,
    OrdreDuJour,
    Participant,
    Seance,
    Suite,
    TempsAnonyme,
    TempsDeSeance,
)
from core.domain.prioritaires import Proposition, ReponseProposition
from storage.conventions.loader import conventions_livrees

LA = conventions_livrees()["loire-atlantique-2024"]
JOUR = date(2026, 3, 12)
BAILLEURS = tuple(une.nom for une in LA.parties if une.nature.value == "bailleur")
OFFRE = Proposition(
    numero=1,
    bailleur=2,
    le=date(2026, 2, 2),
    type="T3",
    commune="Rezé",
    qpv=False,
    loyer=Decimal("512.30"),
    charges=Decimal("85"),
    financement="PLUS",
    reponse=ReponseProposition.ACCEPTE,
    repondu_le=date(2026, 2, 9),
    entree_le=date(2026, 3, 2),
)
SEANCE = Seance(
    reference="CIB-2026-0002",
    titre="Commission inter-bailleurs",
    convention=LA.nom,
    jour=JOUR,
    heure="14 h 30",
    lieu="Préfecture de la Loire-Atlantique, salle Anne-de-Bretagne",
    presidence="DDETS de la Loire-Atlantique",
    participants=tuple(Participant(nom, rang % 6 != 5) for rang, nom in enumerate(BAILLEURS)),
    prochaine="Prochaine séance au plus tard le 12/05/2026 : la commission se réunit au moins "
    "tous les deux mois (LA art. 2).",
    tete="9f1c2d3e4a5b6c7d",
    mentions=("Ce document ne contient ni nom, ni coordonnées, ni numéro unique.",),
)
SUITE = Suite(
    "DP-2026-0007",
    "Nantes Métropole Habitat",
    "Proposer un T3 adapté dans le secteur sud, proche des transports.",
    "tenue",
    date(2026, 3, 1),
    OFFRE,
)
MENAGE = Menage(
    "DP-2026-0012",
    "Ménages reconnus DALO",
    date(2024, 12, 20),
    "T3 ou T4, Nantes ou Rezé",
    longue=True,
    bailleur="Atlantique Habitations",
    decision="Une proposition adaptée avant la prochaine séance.",
    avant=date(2026, 5, 12),
)
OBJECTIF = Objectif("Publics les plus prioritaires, ensemble", "400", "62", "118", retard=True)


def rendu(**changements: Any) -> CompteRendu:
    """Give the account of a meeting of one household, with some facts changed."""
    modele = CompteRendu(
        SEANCE, (SUITE,), (TempsDeSeance("Ménages reconnus DALO", (MENAGE,)),), (OBJECTIF,)
    )
    return replace(modele, **changements)


def ordre(**changements: Any) -> OrdreDuJour:
    """Give the agenda of a meeting of one household, with some facts changed."""
    menage = replace(MENAGE, bailleur="", decision="", avant=None, urgent=True)
    modele = OrdreDuJour(
        SEANCE, (SUITE,), (TempsDeSeance("Ménages reconnus DALO", (menage,)),), (OBJECTIF,)
    )
    return replace(modele, **changements)


def anonyme(**changements: Any) -> CompteRenduAnonyme:
    """Give the anonymous account of a meeting, with some facts changed."""
    modele = CompteRenduAnonyme(
        SEANCE,
        (Compte("Décisions tenues", "9"), Compte("Décisions en retard", "moins de 5")),
        (TempsAnonyme("Ménages reconnus DALO", (Compte("Ménages examinés", "23"),)),),
        (OBJECTIF,),
    )
    return replace(modele, **changements)


def pleine(combien: int = 40) -> CompteRendu:
    """Give the account of a full meeting: many households, every bailleur, long texts."""
    assert LA.priorite
    categories = [une.libelle for une in LA.priorite.categories]
    menages = tuple(_menage(rang, categories) for rang in range(combien))
    coupure = combien * 3 // 5
    suites = tuple(_suite(rang) for rang in range(combien // 2))
    objectifs = (OBJECTIF, *(Objectif(un, "non fixé", "4", "11") for un in categories[:4]))
    temps = (
        TempsDeSeance("Ménages reconnus DALO", menages[:coupure]),
        TempsDeSeance("Autres publics prioritaires", menages[coupure:]),
    )
    return CompteRendu(SEANCE, suites, temps, objectifs)


def _menage(rang: int, categories: list[str]) -> Menage:
    longue = "Le ménage a refusé deux logements trop loin de son lieu de travail. "
    return replace(
        MENAGE,
        dossier=f"DP-2026-{rang + 1:04}",
        categorie=categories[rang % len(categories)],
        attend_depuis=JOUR - timedelta(days=900 - rang * 22),
        longue=rang < 8,
        urgent=rang % 9 == 0,
        caleol=date(2026, 3, 20) if rang % 7 == 0 else None,
        bailleur=BAILLEURS[rang % len(BAILLEURS)],
        decision=(longue * 2 if rang % 5 == 0 else "") + "Proposer un logement adapté.",
    )


def _suite(rang: int) -> Suite:
    attendue = rang % 3 == 0
    return replace(
        SUITE,
        dossier=f"DP-2025-{rang + 101:04}",
        bailleur=BAILLEURS[rang % len(BAILLEURS)],
        etat=("en retard" if rang % 2 else "attendue") if attendue else "tenue",
        proposition=None if attendue else replace(OFFRE, qpv=rang % 2 == 0),
    )
