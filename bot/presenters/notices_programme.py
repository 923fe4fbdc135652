"""Notices about a new programme, by wording (`quoi`)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from core.domain.envois import Envoi
from core.messages.model import Message
from storage.unit_of_work import UniteDeTravail

Presentation = Callable[[UniteDeTravail, Envoi, datetime], Message | None]
"""Makes the message of a notice now; None when its reason has vanished."""


def presenter(uow: UniteDeTravail, envoi: Envoi, maintenant: datetime) -> Message | None:
    """Make the message of a notice; None when its reason has vanished."""
    return PRESENTATIONS[envoi.faits["quoi"]](uow, envoi, maintenant)


PRESENTATIONS: Mapping[str, Presentation] = {}
