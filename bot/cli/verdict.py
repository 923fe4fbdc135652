"""What `fluxbot check` says of one point."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Verdict:
    """One point: whether it is right, what was found, what to do."""

    point: str
    bon: bool
    resultat: str
    conseil: str = ""
