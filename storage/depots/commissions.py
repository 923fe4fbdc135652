"""Meetings of the commission inter-bailleurs and their decisions."""

from __future__ import annotations

from storage.depots.socle import Depot


class DepotCommissions(Depot):
    """Meetings of the commission inter-bailleurs and their decisions."""
