"""How far what each réservataire was offered is from what fell vacant (LP art. 4, LA 5).

A profile counts dwellings by criterion and value: `{"type": {"T3": 4}, "qpv": {"oui": 1}}`.
The distance is in dwellings: how many would have to be exchanged for another value.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from core.domain.logement import Logement

CRITERES = ("type", "financement", "qpv")
LIBELLES_CRITERES = {"type": "typologie", "financement": "financement", "qpv": "QPV"}
INCONNU = "non renseigné"

Trait = tuple[str, str, str]
"""The values of a dwelling on the three criteria, in their order."""


@dataclass
class Profil:
    """Dwellings counted by criterion and value; grows by `ajouter`."""

    total: int = 0
    par_critere: dict[str, dict[str, int]] = field(
        default_factory=lambda: {c: {} for c in CRITERES}
    )

    def ajouter(self, traits: Trait, nombre: int = 1) -> None:
        """Count `nombre` dwellings of these traits."""
        self.total += nombre
        for critere, valeur in zip(CRITERES, traits, strict=True):
            compte = self.par_critere[critere]
            compte[valeur] = compte.get(valeur, 0) + nombre


def traits(logement: Logement) -> Trait:
    """Read the three criteria of a dwelling."""
    qpv = {True: "oui", False: "non", None: INCONNU}[logement.qpv]
    return logement.type or INCONNU, logement.financement or INCONNU, qpv


def profil(comptes: Iterable[tuple[Trait, int]]) -> Profil:
    """Count dwellings already grouped by traits."""
    compte = Profil()
    for un, nombre in comptes:
        compte.ajouter(un, nombre)
    return compte


def distance(offert: Profil, vacant: Profil, critere: str) -> Fraction:
    """Give the dwellings offered that another value of `critere` should replace, exactly.

    Half the sum of the gaps between what was offered of each value and the same share of what
    fell vacant: 0 when the offer mirrors the stock that fell vacant.
    """
    if not vacant.total:
        return Fraction()
    return _ecarts(offert.par_critere[critere], offert.total, vacant, critere) / 2


def _ecarts(offerts: Mapping[str, int], total: int, vacant: Profil, critere: str) -> Fraction:
    libres = vacant.par_critere[critere]
    return sum(
        (
            abs(offerts.get(valeur, 0) - Fraction(total * libres.get(valeur, 0), vacant.total))
            for valeur in {*offerts, *libres}
        ),
        Fraction(),
    )
