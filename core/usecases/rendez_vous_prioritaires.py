"""What is due for a priority household: done once, and only what is still true is said."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from core.domain.agenda import RendezVous
from core.ports import UnitOfWork


def echoir(
    uow: UnitOfWork, reference: str, dus: Sequence[RendezVous], maintenant: datetime
) -> None:
    """Do what was due, oldest first."""
