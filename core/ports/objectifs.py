"""The repository of objectives and declared allocations."""

from __future__ import annotations

from typing import Protocol


class Objectifs(Protocol):
    """Objectives and declared allocations."""
