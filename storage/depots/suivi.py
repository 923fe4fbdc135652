"""A bailleur's year counted by the database, in one pass over its avis."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Row, and_, case, func, or_, select

from core.domain.avis import Etat, Livraison
from core.domain.equilibre import INCONNU
from core.domain.suivi import LigneSuivi
from storage.depots.socle import Depot
from storage.tables import avis as table
from storage.tables.dossiers import EN_COURS

_QPV = {True: "oui", False: "non", None: INCONNU}


class DepotSuivi(Depot):
    """Counts of avis, grouped by all that a follow-up tells apart."""

    def annee(self, bailleur: int, annee: int) -> Sequence[LigneSuivi]:
        """Give the avis of the civil year, those it delivers, and those that still run."""
        t = table.c
        livree = and_(
            t.livre_le >= date(annee, 1, 1),
            t.livre_le <= date(annee, 12, 31),
            t.livraison.is_not(None),
        )
        posee = t.annee == annee
        court = and_(EN_COURS, t.livraison.is_(None), t.annee < annee)
        sien = t.bailleur_id == bailleur
        # Told thrice: each has its index, and the bailleur's other years are not read.
        comptes = or_(and_(sien, posee), and_(sien, livree), and_(sien, court))
        groupe = (
            t.reservataire_id,
            t.etat,
            t.livraison,
            case((posee, 1), else_=0).label("posee"),
            case((livree, 1), else_=0).label("livree"),
            t.logement_type,
            t.logement_financement,
            t.logement_qpv,
        )
        requete = select(*groupe, func.count().label("nombre")).where(comptes).group_by(*groupe)
        return [_lire(ligne) for ligne in self.connexion.execute(requete)]


def _lire(ligne: Row[Any]) -> LigneSuivi:
    traits = (
        ligne.logement_type or INCONNU,
        ligne.logement_financement or INCONNU,
        _QPV[ligne.logement_qpv],
    )
    return LigneSuivi(
        ligne.reservataire_id,
        Etat(ligne.etat),
        Livraison(ligne.livraison) if ligne.livraison else None,
        bool(ligne.posee),
        bool(ligne.livree),
        traits,
        ligne.nombre,
    )
