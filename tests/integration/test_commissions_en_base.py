"""Meetings and their decisions, on each database."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import text

from core.domain.commissions import Commission, Decision, Deroulement, EtatCommission, EtatDecision
from core.domain.organisations import Role
from storage.unit_of_work import Base, UniteDeTravail
from tests.seances import SEANCE, une_decision, une_seance

CONVENTION = "le-port-2024"


def creer(uow: UniteDeTravail, **changements: Any) -> Commission:
    """Store a meeting chaired by an organisation of the database."""
    autorite = uow.organisations.toutes()[0]
    return uow.commissions.creer(
        une_seance(convention=CONVENTION, autorite=autorite, **changements)
    )


def test_a_meeting_is_read_back_whole_and_in_order(base: Base) -> None:
    with base.transaction() as uow:
        tard = creer(uow, reference="CIB-2026-0002", seance=SEANCE + timedelta(days=60))
        tot = creer(uow)
        tenue = replace(
            tot,
            etat=EtatCommission.CLOSE,
            deroulement=Deroulement("Rezé", 2, SEANCE, SEANCE, SEANCE, (1, 2), ("DP-2026-0001",)),
        )
        uow.commissions.enregistrer(tenue)
    with base.transaction() as uow:
        assert list(uow.commissions.de_la_convention(CONVENTION)) == [tenue, tard]
        assert uow.commissions.par_reference("CIB-2026-0001", verrou=True) == tenue
        assert uow.commissions.par_reference("CIB-2026-0009") is None


def test_a_decision_is_kept_by_its_number_and_its_text_encrypted(base: Base) -> None:
    with base.transaction() as uow:
        bailleur = uow.commissions.invites(CONVENTION)[0]
        une = une_decision(bailleur=bailleur, avant=date(2026, 4, 20))
        commission = creer(uow, etat=EtatCommission.EN_SEANCE)
        uow.commissions.decider(commission.id, une)
        remplacee = replace(une, etat=EtatDecision.REMPLACEE)
        uow.commissions.decider(commission.id, remplacee)
        autre = replace(une, rang=2, bailleur=None, avant=None)
        uow.commissions.decider(commission.id, autre)
    with base.transaction() as uow:
        assert list(uow.commissions.decisions(commission.id)) == [remplacee, autre]
        brut = uow.connexion.execute(text("SELECT texte_chiffre FROM decision")).scalars()
        assert not [un for un in brut if "un T3" in un]


def test_only_decisions_in_force_of_meetings_held_are_followed(base: Base) -> None:
    with base.transaction() as uow:
        etats = (EtatCommission.CLOSE, EtatCommission.ANNULEE, EtatCommission.PREVUE)
        seances = [
            creer(uow, reference=f"CIB-2026-000{n}", etat=etat, seance=SEANCE + timedelta(days=n))
            for n, etat in enumerate(etats, 1)
        ]
        for seance in seances:
            prise = une_decision(bailleur=None, commission=seance.reference)
            uow.commissions.decider(seance.id, prise)
            retiree = replace(prise, rang=2, etat=EtatDecision.RETIREE)
            uow.commissions.decider(seance.id, retiree)
        suivies: list[Decision] = list(uow.commissions.decisions_prises(CONVENTION))
    assert [(une.commission, une.rang) for une in suivies] == [("CIB-2026-0001", 1)]


def test_an_organisation_is_known_since_its_first_person(base: Base) -> None:
    with base.transaction() as uow:
        une, autre, *_ = uow.organisations.toutes()
        for jours in (3, 1, 2):
            quand = SEANCE + timedelta(days=jours)
            uow.membres.ajouter(une, Role.AGENT, "essai", f"p{jours}", None, quand)
        assert uow.commissions.connue_depuis(une.id) == SEANCE + timedelta(days=1)
        assert uow.commissions.connue_depuis(autre.id) is None
