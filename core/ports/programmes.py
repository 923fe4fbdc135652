"""The repository of new programmes."""

from __future__ import annotations

from typing import Protocol


class Programmes(Protocol):
    """New programmes."""
