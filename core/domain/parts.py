"""Shares of the year's allocations owed to priority households (LA art. 1 and 5, LP art. 4)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from fractions import Fraction

from core.domain.organisations import Organisation
from core.domain.reglages import Reglage
from core.domain.regles_priorite import PartsDues
from core.errors import SaisieInvalide
from core.texte import pluriel

MAXIMUM = 100_000
"""Above this, a number of allocations was mistyped."""
NON_RESERVE = "non réservé"
"""The contingent of the bailleur's own dwellings (domain §1, RPLS item 63)."""


@dataclass(frozen=True)
class Nombres:
    """Allocations of a year: in all, to priority households, and by QPV.

    `quartile_hors_qpv`: outside QPV, to the first income quartile; `autres_en_qpv`: in QPV, to
    the other quartiles.
    """

    total: int
    prioritaires: int
    hors_qpv: int
    quartile_hors_qpv: int
    en_qpv: int
    autres_en_qpv: int

    def plus(self, autre: Nombres) -> Nombres:
        """Add two sets of allocations."""
        return Nombres(*(a + b for a, b in zip(self._tous(), autre._tous(), strict=True)))

    def _tous(self) -> tuple[int, ...]:
        return tuple(vars(self).values())


AUCUN = Nombres(0, 0, 0, 0, 0, 0)


@dataclass(frozen=True)
class Declaration:
    """What a bailleur declares of a year on one contingent.

    `contingent` is a réservataire's name, or NON_RESERVE.
    """

    bailleur: Organisation
    annee: int
    contingent: str
    nombres: Nombres
    declare_le: datetime
    declare_par: str


@dataclass(frozen=True)
class Part:
    """One share owed: `nombre` out of `base`, to be at least `du` percent.

    `qui`: on whose allocations, empty for all; `objet`: to whom; `assiette`: of what.
    """

    qui: str
    objet: str
    assiette: str
    nombre: int
    base: int
    du: Decimal
    article: str

    @property
    def taux(self) -> Fraction | None:
        """Give the share in percent, exact; None when there is no allocation yet."""
        return Fraction(100 * self.nombre, self.base) if self.base else None

    @property
    def manque(self) -> int:
        """Give how many more allocations the share needed, of those made."""
        attendu = Fraction(self.du) * self.base / 100
        return max(0, -(-attendu.numerator // attendu.denominator) - self.nombre)


def verifier(nombres: Nombres) -> Nombres:
    """Give the numbers back; raises SaisieInvalide when they contradict one another."""
    for nom, valeur in vars(nombres).items():
        if not 0 <= valeur <= MAXIMUM:
            raise SaisieInvalide(
                f"{LIBELLES[nom]} : {valeur} n'est pas un nombre d'attributions entre 0 et "
                f"{MAXIMUM}. Exemple : {CLES[nom]}=12",
                CLES[nom],
            )
    if nombres.hors_qpv + nombres.en_qpv != nombres.total:
        raise SaisieInvalide(
            f"hors QPV ({nombres.hors_qpv}) et en QPV ({nombres.en_qpv}) font "
            f"{nombres.hors_qpv + nombres.en_qpv}, pas {nombres.total} : chaque attribution est "
            "de l'un ou de l'autre. Exemple : total=40 hors_qpv=30 en_qpv=10",
            "total",
        )
    for partie, tout in _INCLUSIONS:
        if getattr(nombres, partie) > getattr(nombres, tout):
            raise SaisieInvalide(
                f"{LIBELLES[partie]} ({getattr(nombres, partie)}) dépasse {LIBELLES[tout]} "
                f"({getattr(nombres, tout)}) : une part ne dépasse pas 100 %. "
                f"Exemple : {CLES[tout]}=40 {CLES[partie]}=12",
                CLES[partie],
            )
    return nombres


def parts_suivies(
    regles: PartsDues, declarations: Sequence[Declaration], de_l_etat: Iterable[str]
) -> tuple[Part, ...]:
    """Give every share that the convention asks for, from what was declared.

    `de_l_etat`: the contingents of the État, which the share of the other réservataires leaves
    out (LA art. 5).
    """
    if not declarations:
        return ()
    total = AUCUN
    for une in declarations:
        total = total.plus(une.nombres)
    exclus = frozenset(de_l_etat)
    return (
        *_des_reservataires(regles.prioritaires, declarations, exclus),
        *_des_quartiles(regles, total),
    )


def contingents(declarations: Iterable[Declaration]) -> Iterator[tuple[str, Nombres]]:
    """Add up what was declared on each contingent; each bailleur's own dwellings are apart."""
    sommes: dict[str, Nombres] = {}
    for une in declarations:
        propre = une.contingent == NON_RESERVE
        nom = f"{une.bailleur.nom}, {NON_RESERVE}" if propre else une.contingent
        sommes[nom] = sommes.get(nom, AUCUN).plus(une.nombres)
    yield from sorted(sommes.items())


def _des_reservataires(
    du: Reglage[Decimal] | None, declarations: Iterable[Declaration], exclus: frozenset[str]
) -> Iterator[Part]:
    if du is None:
        return
    autres = (une for une in declarations if une.contingent not in exclus)
    for nom, nombres in contingents(autres):
        yield Part(
            nom,
            "ménages DALO, sinon prioritaires",
            "attributions",
            nombres.prioritaires,
            nombres.total,
            du.valeur,
            du.article,
        )


def _des_quartiles(regles: PartsDues, total: Nombres) -> Iterator[Part]:
    """Give the two shares by income; without any QPV, « hors QPV » is the whole territory."""
    hors = Part("", "1er quartile", "attributions hors QPV", 0, 0, Decimal(0), "")
    if regles.quartile_hors_qpv:
        du = regles.quartile_hors_qpv
        nombre, base = total.quartile_hors_qpv, total.hors_qpv
        yield replace(hors, nombre=nombre, base=base, du=du.valeur, article=du.article)
    if regles.autres_en_qpv:
        du = regles.autres_en_qpv
        yield Part(
            "",
            "autres quartiles",
            "attributions en QPV",
            total.autres_en_qpv,
            total.en_qpv,
            du.valeur,
            du.article,
        )


def ecrire(nombres: Nombres) -> str:
    """Sum numbers up in one line, as the journal and the answers say them."""
    return (
        f"{pluriel(nombres.total, 'attribution')}, dont {nombres.prioritaires} à des ménages "
        f"prioritaires ; hors QPV {nombres.hors_qpv}, dont 1er quartile "
        f"{nombres.quartile_hors_qpv} ; en QPV {nombres.en_qpv}, dont autres quartiles "
        f"{nombres.autres_en_qpv}"
    )


CLES = {
    "total": "total",
    "prioritaires": "prioritaires",
    "hors_qpv": "hors_qpv",
    "quartile_hors_qpv": "quartile",
    "en_qpv": "en_qpv",
    "autres_en_qpv": "autres_qpv",
}
"""How each number is typed."""
LIBELLES = {
    "total": "total des attributions",
    "prioritaires": "attributions à des ménages prioritaires",
    "hors_qpv": "attributions hors QPV",
    "quartile_hors_qpv": "attributions hors QPV au 1er quartile",
    "en_qpv": "attributions en QPV",
    "autres_en_qpv": "attributions en QPV aux autres quartiles",
}
_INCLUSIONS = (
    ("prioritaires", "total"),
    ("quartile_hors_qpv", "hors_qpv"),
    ("autres_en_qpv", "en_qpv"),
)
