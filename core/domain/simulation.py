"""A year of vacancies played, to see whether each réservataire gets its share, and a fair one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from core.domain.equilibre import Profil, Trait, distance
from core.domain.repartition import Rang, Situation, proposer


@dataclass(frozen=True)
class Vacance:
    """A dwelling that falls vacant; `rendu`: the first réservataire it goes to hands it back."""

    traits: Trait
    rendu: bool = False


@dataclass
class Parcours:
    """One réservataire's simulated year. `ecart_max`: the furthest it ever was from its share."""

    droit: int
    acquis: int = 0
    rendus: int = 0
    ecart_max: Fraction = Fraction()
    offerts: Profil = field(default_factory=Profil)


@dataclass(frozen=True)
class Annee:
    """A played year: each réservataire's course, and all that fell vacant.

    `delaisses`: dwellings handed back that nobody behind its share could take; the bailleur lets
    them freely.
    """

    parcours: Mapping[str, Parcours]
    vacants: Profil
    delaisses: int

    def du(self, nom: str) -> Fraction:
        """Give a réservataire's exact share of the dwellings that were taken."""
        return self._part(nom) * sum(un.acquis for un in self.parcours.values())

    def distance(self, critere: str) -> Fraction:
        """Add up every réservataire's distance to a balanced offer, in dwellings."""
        return sum(
            (distance(un.offerts, self.vacants, critere) for un in self.parcours.values()),
            Fraction(),
        )

    def _part(self, nom: str) -> Fraction:
        total = sum(un.droit for un in self.parcours.values())
        return Fraction(self.parcours[nom].droit, total)


Choix = Callable[[Sequence[Rang]], Rang]
"""Which of the ranked réservataires the bailleur offers the dwelling to."""


def le_premier(rangs: Sequence[Rang]) -> Rang:
    """Follow the proposal."""
    return rangs[0]


def sans_equilibre(rangs: Sequence[Rang]) -> Rang:
    """Follow the places only: at the same place, the first by name."""
    return min(rangs, key=lambda un: (un.retard <= 0, un.place, un.situation.nom))


def jouer(droits: Mapping[str, int], vacances: Iterable[Vacance], choix: Choix) -> Annee:
    """Offer each dwelling in turn by the rules of `repartition`; rights are more than 0."""
    parcours = {nom: Parcours(droit) for nom, droit in droits.items()}
    vacants, delaisses = Profil(), 0
    for vacance in vacances:
        vacants.ajouter(vacance.traits)
        pris = _offrir(parcours, vacants, vacance, choix)
        delaisses += not pris
        annee = Annee(parcours, vacants, delaisses)
        for nom, un in parcours.items():
            un.ecart_max = max(un.ecart_max, abs(annee.du(nom) - un.acquis))
    return Annee(parcours, vacants, delaisses)


def _offrir(
    parcours: Mapping[str, Parcours], vacants: Profil, vacance: Vacance, choix: Choix
) -> bool:
    """Offer a dwelling; handed back, only another that is behind its share takes it."""
    situations = [Situation(nom, un.droit, un.acquis, un.offerts) for nom, un in parcours.items()]
    rangs = proposer(situations, vacance.traits, vacants)
    elu = choix(rangs)
    parcours[elu.situation.nom].offerts.ajouter(vacance.traits)
    if vacance.rendu:
        parcours[elu.situation.nom].rendus += 1
        autres = [un for un in rangs if un is not elu and un.retard > 0]
        if not autres:
            return False
        elu = choix(autres)
        parcours[elu.situation.nom].offerts.ajouter(vacance.traits)
    parcours[elu.situation.nom].acquis += 1
    return True
