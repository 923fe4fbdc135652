"""To whom to offer a dwelling: the réservataire furthest behind its share (LP art. 4).

Each réservataire's n-th dwelling has a place in the year: with a right of 10 out of 40, its first
comes among the first 4 dwellings, its second among the first 8. The one whose next place comes
first is the furthest behind; those at the same place are told apart by the balance of the offer,
then by what each lacks to its share.
Offered in that order, nobody is ever a whole dwelling away from its share.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from core.domain.equilibre import CRITERES, Profil, Trait, distance


@dataclass(frozen=True)
class Situation:
    """Where one réservataire stands in the year with one bailleur.

    `droit` its right in dwellings (more than 0); `acquis` those that count: delivered this year, or
    offered and still running; `offerts` the profile of all it was offered this year.
    """

    nom: str
    droit: int
    acquis: int
    offerts: Profil


@dataclass(frozen=True)
class Rang:
    """One réservataire in the order of the proposal.

    `place` the vacancy of the year by which its next dwelling is due; `du` its share of the
    dwellings offered so far and this one, exact; `equilibre` how much the offer would move away
    from what falls vacant, in dwellings (negative: nearer).
    """

    situation: Situation
    place: int
    du: Fraction
    equilibre: Fraction

    @property
    def retard(self) -> Fraction:
        """Give the dwellings it lacks to its share."""
        return self.du - self.situation.acquis


def proposer(situations: Iterable[Situation], logement: Trait, vacants: Profil) -> tuple[Rang, ...]:
    """Rank the réservataires for a dwelling of these traits, the one to offer it to first.

    `vacants` is the profile of all that fell vacant this year, this dwelling included. Those that
    are ahead of their share come last, whatever the place of their next dwelling.
    """
    liste = tuple(situations)
    total = sum(une.droit for une in liste)
    rang = sum(une.acquis for une in liste) + 1
    rangs = [_rang(une, total, rang, logement, vacants) for une in liste]
    return tuple(sorted(rangs, key=_ordre))


def _rang(situation: Situation, total: int, rang: int, logement: Trait, vacants: Profil) -> Rang:
    part = Fraction(situation.droit, total)
    return Rang(
        situation,
        ceil((situation.acquis + 1) / part),
        rang * part,
        mouvement(situation.offerts, logement, vacants),
    )


def _ordre(un: Rang) -> tuple[bool, int, Fraction, Fraction, str]:
    en_avance = un.retard <= 0
    return en_avance, un.place, un.equilibre, -un.retard, un.situation.nom


def mouvement(offerts: Profil, logement: Trait, vacants: Profil) -> Fraction:
    """Give the change in distance, over the criteria, if the dwelling is offered."""
    pas = (
        _apres(offerts, valeur, vacants, critere) - distance(offerts, vacants, critere)
        for critere, valeur in zip(CRITERES, logement, strict=True)
    )
    return sum(pas, Fraction())


def _apres(offerts: Profil, valeur: str, vacants: Profil, critere: str) -> Fraction:
    comptes = offerts.par_critere[critere]
    plus = Profil(offerts.total + 1, {critere: {**comptes, valeur: comptes.get(valeur, 0) + 1}})
    return distance(plus, vacants, critere)


def ex_aequo(rangs: Sequence[Rang]) -> tuple[Rang, ...]:
    """Give those whom only the balance of the offer tells from the first."""
    return tuple(
        un for un in rangs if (un.retard <= 0, un.place) == (rangs[0].retard <= 0, rangs[0].place)
    )
