"""The repository of meetings of the commission inter-bailleurs and their decisions."""

from __future__ import annotations

from typing import Protocol


class Commissions(Protocol):
    """Meetings of the commission inter-bailleurs and their decisions."""
