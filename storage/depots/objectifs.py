"""Objectives and declared allocations."""

from __future__ import annotations

from storage.depots.socle import Depot


class DepotObjectifs(Depot):
    """Objectives and declared allocations."""
