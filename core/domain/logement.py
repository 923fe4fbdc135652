"""The dwelling of an avis: what LP art. 5 and 6 ask about it."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class Logement:
    """A dwelling that falls vacant; a field not yet known is None.

    Money in euros, `preavis` in whole months, `disponible` the end of the préavis.
    """

    commune: str | None = None
    quartier: str | None = None
    qpv: bool | None = None
    type: str | None = None
    loyer: Decimal | None = None
    charges: Decimal | None = None
    financement: str | None = None
    annee: int | None = None
    pmr: bool | None = None
    ascenseur: bool | None = None
    rpls: str | None = None
    reference: str | None = None
    dependances: str | None = None
    preavis: int | None = None
    disponible: date | None = None


ValeurLogement = str | bool | int | Decimal | date
CHAMPS = tuple(champ.name for champ in fields(Logement))


def champs_manquants(logement: Logement, requis: tuple[str, ...]) -> tuple[str, ...]:
    """Give the required fields that are still unknown, in the convention's order (LP art. 6)."""
    return tuple(nom for nom in requis if getattr(logement, nom) is None)


def corriger(
    logement: Logement, valeurs: dict[str, ValeurLogement]
) -> tuple[Logement, tuple[str, ...]]:
    """Set the given fields; also give the names of those that really changed."""
    changes = tuple(nom for nom, valeur in valeurs.items() if getattr(logement, nom) != valeur)
    return replace(logement, **{nom: valeurs[nom] for nom in changes}), changes  # type: ignore[arg-type]
