"""The record."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol

from core.domain.journal import Entree, Sceau


class Journal(Protocol):
    """The append-only record."""

    def ajouter(self, entree: Entree, /) -> Entree:
        """Chain and store an entry."""

    def chaine(self, dossier: str, /) -> Sequence[Entree]:
        """Give one dossier's entries, in order."""

    def tete(self, dossier: str, /) -> tuple[int, str] | None:
        """Give the rank and hash of a dossier's last entry."""

    def tetes_a_sceller(self, avant: datetime, /) -> dict[str, tuple[int, str]]:
        """Give the heads that moved before `avant` and are in no seal yet."""

    def jour_scelle(self) -> date | None:
        """Give the civil day of the last seal."""

    def dernier_sceau(self) -> Sceau | None:
        """Give the last seal."""

    def sceller(self, sceau: Sceau, /) -> bool:
        """Store a seal; its heads count as sealed. False when somebody else just sealed."""

    def sceaux_de(self, dossier: str, /) -> Sequence[Sceau]:
        """Give the seals that hold a head of this dossier, oldest first."""
