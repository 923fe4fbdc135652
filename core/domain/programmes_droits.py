"""What the State is due of a new programme, and which dwellings are proposed for it (LA 4.2.2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from core.domain.flux import demi_superieur
from core.domain.programmes import LogementNeuf, Programme, Public
from core.domain.regles_programmes import ReglesProgrammes


@dataclass(frozen=True)
class DroitFinancement:
    """The State's part of the dwellings of one financing; `exact` before rounding."""

    financement: str
    total: int
    exact: Fraction
    nombre: int


@dataclass(frozen=True)
class DroitEtat:
    """The State's part of a programme: half-up by financing (chosen), and rounded once.

    `agents`: at most so many dwellings for its own staff; `dispenses`: let off by a derogation.
    """

    taux: Decimal
    article: str
    par_financement: tuple[DroitFinancement, ...]
    en_une_fois: int
    agents: int | None
    dispenses: int = 0

    @property
    def total(self) -> int:
        """Give the dwellings due before any derogation."""
        return sum(un.nombre for un in self.par_financement)

    @property
    def du(self) -> int:
        """Give the dwellings due."""
        return max(0, self.total - self.dispenses)


def droit_de_l_etat(
    logements: Sequence[LogementNeuf], regles: ReglesProgrammes, dispenses: int = 0
) -> DroitEtat | None:
    """Compute the State's part pro rata by financing; None when the convention has no such part."""
    part = regles.part_etat
    if part is None:
        return None
    taux = Fraction(part.valeur) / 100
    financements = sorted({un.financement for un in logements})
    lignes = []
    for un in financements:
        total = sum(autre.financement == un for autre in logements)
        exact = total * taux
        lignes.append(DroitFinancement(un, total, exact, demi_superieur(exact)))
    plafond = regles.plafond_agents
    agents = None if plafond is None else int(len(logements) * Fraction(plafond.valeur) / 100)
    return DroitEtat(
        part.valeur,
        part.article,
        tuple(lignes),
        demi_superieur(len(logements) * taux),
        agents,
        dispenses,
    )


def droit_de(programme: Programme) -> DroitEtat | None:
    """Compute the State's part of a programme, its derogation taken off."""
    derogation = programme.contenu.derogation
    dispenses = (derogation.dispenses or 0) if derogation else 0
    return droit_de_l_etat(programme.logements, programme.regles, dispenses)


def choix_propose(logements: Sequence[LogementNeuf], droit: DroitEtat) -> frozenset[int]:
    """Choose the State's dwellings, of every size: at even steps along each financing (chosen)."""
    choisis: set[int] = set()
    for ligne in droit.par_financement:
        siens = [un for un in logements if un.financement == ligne.financement]
        siens.sort(key=lambda un: (un.type, un.numero))
        for rang in range(ligne.nombre):
            choisis.add(siens[(2 * rang + 1) * len(siens) // (2 * ligne.nombre)].numero)
    return frozenset(choisis)


def ecarts(programme: Programme, droit: DroitEtat) -> tuple[tuple[str, int, int], ...]:
    """Give (financing, reserved, due) where the bailleur's choice is not the right.

    With a derogation, only the whole is compared: the text says « pour partie », not which part.
    """
    reserves = [un for un in programme.logements if un.reservataire is not None]
    if droit.dispenses:
        juste = len(reserves) == droit.du
        return () if juste else (("tous financements", len(reserves), droit.du),)
    comptes = {
        ligne.financement: sum(un.financement == ligne.financement for un in reserves)
        for ligne in droit.par_financement
    }
    return tuple(
        (une.financement, comptes[une.financement], une.nombre)
        for une in droit.par_financement
        if comptes[une.financement] != une.nombre
    )


def publics_specifiques(programme: Programme) -> tuple[int, bool] | None:
    """Count the dwellings for the elderly, the disabled or the young, and tell whether too many.

    None when the convention rules nothing of it, or when there is none.
    """
    regle = programme.regles.publics
    nombre = sum(un.public is not Public.TOUS for un in programme.logements)
    if regle is None or not nombre:
        return None
    return nombre, nombre * 100 > regle.seuil.valeur * len(programme.logements)
