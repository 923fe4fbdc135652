"""Where a sandbox is set: its time zone, how it is said, what its people try first."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Lieu:
    """A place: « À La Réunion », its zone, and the template of its first steps."""

    nom: str
    zone: str
    aide: str


LA_REUNION = Lieu("À La Réunion", "Indian/Reunion", "_aide")
LOIRE_ATLANTIQUE = Lieu("En Loire-Atlantique", "Europe/Paris", "_aide_etat")
