"""One value of a convention, with its source: every number has an article (domain §2)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Reglage(Generic[T]):
    """One value, its source, and `choisi` when the sources are silent or disagree."""

    valeur: T
    article: str
    choisi: bool = False
