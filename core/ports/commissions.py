"""The repository of meetings of the commission inter-bailleurs and their decisions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from core.domain.commissions import Commission, Decision
from core.domain.organisations import Organisation


class Commissions(Protocol):
    """Meetings of the commission inter-bailleurs and their decisions, texts encrypted."""

    def creer(self, commission: Commission, /) -> Commission:
        """Store a new one and give it with its id."""

    def enregistrer(self, commission: Commission, /) -> None:
        """Store its present state."""

    def par_reference(self, reference: str, /, *, verrou: bool = False) -> Commission | None:
        """Find one; `verrou` keeps others from changing it until the end of the transaction."""

    def de_la_convention(self, convention: str, /) -> Sequence[Commission]:
        """Give every meeting of a convention, cancelled ones included, earliest first."""

    def invites(self, convention: str, /) -> Sequence[Organisation]:
        """Give the bailleurs bound by a convention, by name."""

    def connue_depuis(self, organisation: int, /) -> datetime | None:
        """Give when the first person of an organisation enrolled; None when nobody ever did."""

    def decider(self, commission: int, decision: Decision, /) -> None:
        """Store a decision, or the present state of one known by its number."""

    def decisions(self, commission: int, /) -> Sequence[Decision]:
        """Give every decision of a meeting, by number, those replaced or taken back included."""

    def decisions_prises(self, convention: str, /) -> Sequence[Decision]:
        """Give those that hold of every meeting held of a convention, oldest first."""
