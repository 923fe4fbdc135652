"""Meetings of the commission inter-bailleurs and their decisions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Row, Select, func, select, update

from core.domain.commissions import (
    TENUES,
    Commission,
    Decision,
    Deroulement,
    EtatCommission,
    EtatDecision,
)
from core.domain.organisations import Nature, Organisation
from storage.depots.organisations import lire_organisation
from storage.depots.socle import Depot
from storage.tables import adhesion, decision, membre, organisation
from storage.tables import commission as table

_DEROULEMENT = TypeAdapter(Deroulement)
_JOUR: TypeAdapter[date | None] = TypeAdapter(date | None)


class DepotCommissions(Depot):
    """One row a meeting, one a decision, whose text is encrypted."""

    def creer(self, commission: Commission) -> Commission:
        """Store a new one and give it with its id."""
        fixes = {
            "reference": commission.reference,
            "convention": commission.convention,
            "autorite_id": commission.autorite.id,
            "annee": commission.annee,
            "sel": commission.sel,
            "cree_le": commission.cree_le,
        }
        return replace(commission, id=self.inserer(table, fixes | _variables(commission)))

    def enregistrer(self, commission: Commission) -> None:
        """Store its present state."""
        requete = update(table).where(table.c.id == commission.id)
        self.connexion.execute(requete.values(**_variables(commission)))

    def par_reference(self, reference: str, *, verrou: bool = False) -> Commission | None:
        """Find one; `verrou` keeps others from changing it until the end of the transaction."""
        requete = _lues().where(table.c.reference == reference)
        if verrou:
            requete = requete.with_for_update(of=table)
        ligne = self.connexion.execute(requete).one_or_none()
        return _lire(ligne) if ligne else None

    def de_la_convention(self, convention: str) -> Sequence[Commission]:
        """Give every meeting of a convention, cancelled ones included, earliest first."""
        requete = _lues().where(table.c.convention == convention)
        ordre = requete.order_by(table.c.seance, table.c.id)
        return [_lire(ligne) for ligne in self.connexion.execute(ordre).all()]

    def invites(self, convention: str) -> Sequence[Organisation]:
        """Give the bailleurs bound by a convention, by name."""
        requete = (
            select(organisation)
            .join(adhesion, adhesion.c.organisation_id == organisation.c.id)
            .where(adhesion.c.convention == convention, organisation.c.nature == Nature.BAILLEUR)
            .order_by(organisation.c.nom)
        )
        return [lire_organisation(ligne) for ligne in self.connexion.execute(requete)]

    def connue_depuis(self, organisation_id: int) -> datetime | None:
        """Give when the first person of an organisation enrolled; None when nobody ever did."""
        requete = select(func.min(membre.c.inscrit_le))
        trouve = requete.where(membre.c.organisation_id == organisation_id)
        instant: datetime | None = self.connexion.execute(trouve).scalar_one()
        return instant

    def decider(self, commission: int, une: Decision) -> None:
        """Store a decision, or the present state of one known by its number."""
        cles = {"commission_id": commission, "rang": une.rang}
        valeurs = {
            "dossier": une.dossier,
            "bailleur_id": une.bailleur.id if une.bailleur else None,
            "etat": une.etat,
            "texte_chiffre": self.coffre.chiffrer(une.texte),
            "contenu": _JOUR.dump_json(une.avant).decode(),
            "instant": une.instant,
        }
        if not self.inserer_si_absent(decision, cles | valeurs):
            requete = update(decision).where(decision.c.commission_id == commission)
            self.connexion.execute(requete.where(decision.c.rang == une.rang).values(**valeurs))

    def decisions(self, commission: int) -> Sequence[Decision]:
        """Give every decision of a meeting, by number, those replaced or taken back included."""
        requete = _decisions().where(decision.c.commission_id == commission)
        ordre = requete.order_by(decision.c.rang)
        return [self._lire_decision(une) for une in self.connexion.execute(ordre).all()]

    def decisions_prises(self, convention: str) -> Sequence[Decision]:
        """Give those that hold of every meeting held of a convention, oldest first."""
        requete = _decisions().where(
            table.c.convention == convention,
            table.c.etat.in_(TENUES),
            decision.c.etat == EtatDecision.PRISE,
        )
        ordre = requete.order_by(table.c.seance, decision.c.rang)
        return [self._lire_decision(une) for une in self.connexion.execute(ordre).all()]

    def _lire_decision(self, ligne: Row[Any]) -> Decision:
        bailleur = None
        if ligne.bailleur_id is not None:
            bailleur = Organisation(ligne.bailleur_id, ligne.o_nom, Nature(ligne.o_nature))
        return Decision(
            ligne.reference,
            ligne.rang,
            ligne.dossier,
            self.coffre.dechiffrer(ligne.texte_chiffre),
            ligne.instant,
            bailleur,
            _JOUR.validate_json(ligne.contenu),
            EtatDecision(ligne.etat),
        )


def _variables(commission: Commission) -> dict[str, Any]:
    return {
        "etat": commission.etat,
        "seance": commission.seance,
        "contenu": _DEROULEMENT.dump_json(commission.deroulement).decode(),
    }


def _lues() -> Select[Any]:
    organisations = (organisation.c.nom.label("o_nom"), organisation.c.nature.label("o_nature"))
    return select(table, *organisations).join(
        organisation, organisation.c.id == table.c.autorite_id
    )


def _decisions() -> Select[Any]:
    noms = (organisation.c.nom.label("o_nom"), organisation.c.nature.label("o_nature"))
    return (
        select(decision, table.c.reference, *noms)
        .join(table, table.c.id == decision.c.commission_id)
        .join(organisation, organisation.c.id == decision.c.bailleur_id, isouter=True)
    )


def _lire(ligne: Row[Any]) -> Commission:
    return Commission(
        ligne.id,
        ligne.reference,
        ligne.convention,
        Organisation(ligne.autorite_id, ligne.o_nom, Nature(ligne.o_nature)),
        EtatCommission(ligne.etat),
        ligne.annee,
        ligne.seance,
        ligne.cree_le,
        ligne.sel,
        _DEROULEMENT.validate_json(ligne.contenu),
    )
