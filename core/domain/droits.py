"""The right retained for a year: what one bailleur owes one réservataire (LP art. 9, LA 5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from core.domain.annexes import Annexe
from core.domain.organisations import Organisation


@dataclass(frozen=True)
class Droit:
    """A part in dwellings, with the annexe that it was computed from, and who retained it."""

    bailleur: Organisation
    reservataire: Organisation
    annee: int
    convention: str
    annexe: Annexe
    part: int
    retenu_le: datetime
    retenu_par: str

    def meme_promesse(self, autre: Droit | None) -> bool:
        """Tell whether another right rests on the same figures, whoever retained it and when."""
        return autre is not None and (self.convention, self.annexe, self.part) == (
            autre.convention,
            autre.annexe,
            autre.part,
        )
