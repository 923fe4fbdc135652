"""What the use cases ask of the outside: one unit of work and its repositories."""

from __future__ import annotations

from typing import Protocol

from core.ports.commissions import Commissions
from core.ports.dossiers import DepotAvis, Jalons, Menages
from core.ports.envois import Ecoutes, Envois, Pouls
from core.ports.etat import Agenda, Prioritaires
from core.ports.flux import Droits, Parcs, SuiviDuFlux
from core.ports.gens import Canaux, Invitations, Membres, Organisations
from core.ports.journal import Journal
from core.ports.objectifs import Objectifs
from core.ports.programmes import Programmes

__all__ = [
    "Organisations",
    "Membres",
    "Invitations",
    "Canaux",
    "DepotAvis",
    "Menages",
    "Jalons",
    "Journal",
    "Envois",
    "Ecoutes",
    "Pouls",
    "Droits",
    "SuiviDuFlux",
    "Parcs",
    "Agenda",
    "Prioritaires",
    "Programmes",
    "Commissions",
    "Objectifs",
    "UnitOfWork",
]


class UnitOfWork(Protocol):
    """One transaction over everything that a use case changes."""

    @property
    def organisations(self) -> Organisations:
        """Give the organisations and their conventions."""

    @property
    def membres(self) -> Membres:
        """Give the people."""

    @property
    def invitations(self) -> Invitations:
        """Give the enrolment codes."""

    @property
    def canaux(self) -> Canaux:
        """Give the conversations."""

    @property
    def avis(self) -> DepotAvis:
        """Give the avis de vacance."""

    @property
    def menages(self) -> Menages:
        """Give the names and contact details of candidates."""

    @property
    def droits(self) -> Droits:
        """Give the rights retained."""

    @property
    def suivi(self) -> SuiviDuFlux:
        """Give the counts of a year."""

    @property
    def parcs(self) -> Parcs:
        """Give the stocks."""

    @property
    def jalons(self) -> Jalons:
        """Give the what is due."""

    @property
    def journal(self) -> Journal:
        """Give the record."""

    @property
    def envois(self) -> Envois:
        """Give the outbox."""

    @property
    def ecoutes(self) -> Ecoutes:
        """Give the how far we listened."""

    @property
    def pouls(self) -> Pouls:
        """Give when the service last did its work."""

    @property
    def agenda(self) -> Agenda:
        """Give what the dossiers of the État wait for."""

    @property
    def prioritaires(self) -> Prioritaires:
        """Give the priority households."""

    @property
    def programmes(self) -> Programmes:
        """Give the new programmes."""

    @property
    def commissions(self) -> Commissions:
        """Give the meetings of the commission inter-bailleurs."""

    @property
    def objectifs(self) -> Objectifs:
        """Give the objectives and the allocations declared."""
