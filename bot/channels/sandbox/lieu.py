"""Where a sandbox is set: its time zone, how it is said, what its people do and try first."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Lieu:
    """A place: « À La Réunion », its zone, and the template of its first steps.

    `bailleur`: what a bailleur is there for; `avis`: its dwellings go to the réservataires by avis.
    """

    nom: str
    zone: str
    aide: str
    bailleur: str
    avis: bool = True


LA_REUNION = Lieu("À La Réunion", "Indian/Reunion", "_aide", "envoie les avis de vacance")
LOIRE_ATLANTIQUE = Lieu(
    "En Loire-Atlantique",
    "Europe/Paris",
    "_aide_etat",
    "annonce ses programmes neufs, reloge les ménages prioritaires",
    avis=False,
)
