"""The boards: nobody known, nothing to do, each party's day, too full a one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.presenters.tableau import MAXIMUM, Tableau, tableau_de
from core.domain.avis import AvisDeVacance, Etat
from core.domain.candidatures import Candidature
from core.domain.envois import Genre
from core.domain.logement import Logement
from core.domain.organisations import Membre, Nature, Organisation, Role
from tests.builders import LE_PORT, RECU_LE, SIDR, des_candidatures
from tests.golden.cas import DESIGNE, EMIS, EN_RELANCE, INCOMPLET, OUVERT, PARTAGE, RELANCE_PARTIE
from tests.golden.cas_suites import (
    ATTRIBUE,
    ECARTEE,
    EN_CALEOL,
    OFFRE,
    RANG_1,
    RANG_2,
    SANS_ATTRIBUTAIRE,
)
from tests.golden.decor import APRES, ORGANISATIONS, Cas, avis_de, unite

CCAS = Organisation(9, "CCAS du Port", Nature.CCAS)
BROUILLON = avis_de(Etat.BROUILLON, logement=Logement(type="T2"))
TOUS = (OUVERT, EN_RELANCE, RELANCE_PARTIE, EMIS, PARTAGE, DESIGNE, INCOMPLET, BROUILLON)
UNE = des_candidatures(1)
DECIDES = (EN_CALEOL, ATTRIBUE, SANS_ATTRIBUTAIRE)
DECISIONS = Cas("", Genre.DECISION, ATTRIBUE, SIDR, parcours=(RANG_1, RANG_2, ECARTEE)).liste
OFFERTE = Cas("", Genre.OFFRE, ATTRIBUE, SIDR, parcours=(OFFRE, RANG_2)).liste
RESERVES = tuple(un for un in TOUS if un.etat is not Etat.BROUILLON)


def tableau(
    lecteur: Organisation | None,
    avis: Sequence[AvisDeVacance] = (),
    liste: Sequence[Candidature] = UNE,
) -> Tableau:
    """Draw the board of a member of `lecteur`, the avis numbered in order."""
    suivis = [replace(un, reference=f"AV-2026-{n:04d}") for n, un in enumerate(avis, 1)]
    membre = Membre(1, lecteur, Role.REFERENT) if lecteur else None
    return tableau_de(unite(suivis, liste, ORGANISATIONS), membre, RECU_LE + APRES)


def tous() -> dict[str, Tableau]:
    """Give every board by name."""
    return {
        "inconnu": tableau(None),
        "sans-droit-de-reservation": tableau(CCAS),
        "bailleur-sans-avis": tableau(SIDR),
        "reservataire-sans-avis": tableau(LE_PORT),
        "bailleur": tableau(SIDR, TOUS),
        "reservataire": tableau(LE_PORT, RESERVES),
        "bailleur-apres-la-caleol": tableau(SIDR, DECIDES, DECISIONS),
        "bailleur-offre-en-cours": tableau(SIDR, (ATTRIBUE,), OFFERTE),
        "reservataire-apres-la-caleol": tableau(LE_PORT, DECIDES, DECISIONS),
    }


def trop_plein() -> Tableau:
    """Give the board of a party that has more avis than a board shows."""
    return tableau(LE_PORT, [OUVERT] * (MAXIMUM + 1))
