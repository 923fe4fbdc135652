"""New programmes."""

from __future__ import annotations

from storage.depots.socle import Depot


class DepotProgrammes(Depot):
    """New programmes."""
