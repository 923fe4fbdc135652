"""How many hostile inputs are thrown, and how many were."""

from __future__ import annotations

import os
from dataclasses import dataclass, field

PAR_DEFAUT = 1_500


@dataclass
class Jets:
    """The inputs of a run: FLUXBOT_HOSTILE in all, each test its share."""

    total: int = field(default_factory=lambda: int(os.environ.get("FLUXBOT_HOSTILE", PAR_DEFAUT)))
    lances: int = 0

    def rangs(self, part: float) -> range:
        """Give the ranks of a share of the inputs."""
        nombre = max(1, round(self.total * part))
        self.lances += nombre
        return range(nombre)
