"""Counts that may be made public: none of them small, none found by difference (domain §10)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

SEUIL = 5
"""Under this, a count might point at somebody [chosen: the usual threshold of official figures]."""
PETIT = f"moins de {SEUIL}"
NON_DIFFUSE = "non diffusé"


@dataclass(frozen=True)
class Repartition:
    """A population cut in parts, as it may be printed."""

    total: str
    parts: Mapping[str, str]


def nombre_public(nombre: int) -> str:
    """Write a count that no other printed number depends on."""
    return str(nombre) if nombre >= SEUIL else PETIT


def repartition_publique(parts: Mapping[str, int]) -> Repartition:
    """Write the parts of one population, and their total unless it would give a small part away.

    The same population must be printed only once: a second cut of it would give the total back.
    """
    total = sum(parts.values())
    tout_se_lit = all(nombre >= SEUIL for nombre in parts.values())
    ecrit = nombre_public(total) if tout_se_lit or total < SEUIL else NON_DIFFUSE
    return Repartition(ecrit, {nom: nombre_public(nombre) for nom, nombre in parts.items()})
