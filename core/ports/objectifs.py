"""The repository of objectives and declared allocations."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from core.domain.objectifs import Objectif
from core.domain.parts import Declaration


class Objectifs(Protocol):
    """The numbers entered for a year: the État's objectives, the bailleurs' allocations."""

    def fixer(self, objectif: Objectif, /) -> None:
        """Store an objective, in place of the one of the same thing and year."""

    def de(self, convention: str, annee: int, /) -> Sequence[Objectif]:
        """Give a convention's objectives of a year, by nature then object."""

    def declarer(self, declaration: Declaration, /) -> None:
        """Store a bailleur's allocations on a contingent, in place of those told before."""

    def declarations(self, annee: int, /) -> Sequence[Declaration]:
        """Give all that was declared of a year, by bailleur then contingent."""
