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
    """A played year: each réservataire's course, and all that fell vacant."""

    parcours: Mapping[str, Parcours]
    vacants: Profil

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
    annee = Annee({nom: Parcours(droit) for nom, droit in droits.items()}, Profil())
    for vacance in vacances:
        annee.vacants.ajouter(vacance.traits)
        _offrir(annee, vacance, choix)
        for nom, un in annee.parcours.items():
            un.ecart_max = max(un.ecart_max, abs(annee.du(nom) - un.acquis))
    return annee


def _offrir(annee: Annee, vacance: Vacance, choix: Choix) -> None:
    """Offer a dwelling; handed back, it goes to the best placed of the others."""
    rangs = proposer(_situations(annee), vacance.traits, annee.vacants)
    elu = choix(rangs)
    annee.parcours[elu.situation.nom].offerts.ajouter(vacance.traits)
    if vacance.rendu and len(rangs) > 1:
        annee.parcours[elu.situation.nom].rendus += 1
        elu = choix([un for un in rangs if un is not elu])
        annee.parcours[elu.situation.nom].offerts.ajouter(vacance.traits)
    annee.parcours[elu.situation.nom].acquis += 1


def _situations(annee: Annee) -> list[Situation]:
    return [Situation(nom, un.droit, un.acquis, un.offerts) for nom, un in annee.parcours.items()]
