"""The right of each réservataire for a year, each step with its rounding and article (domain §5).

Exact fractions throughout; a number of dwellings is rounded half-up, where the convention says.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from math import floor

from core.domain.annexes import Annexe, AnnexeLA, AnnexeLP
from core.domain.convention import Arrondi, ReglesFlux, Retranchements
from core.domain.noms_annexes import nom_lisible
from core.errors import SaisieInvalide

EXACT = "exact"
DEMI_SUPERIEUR = "arrondi au plus proche, la demie au-dessus"
PLUS_FORT_RESTE = "plus fort reste"


@dataclass(frozen=True)
class Etape:
    """One line of the computation. `exact` before rounding, `valeur` what the next line takes.

    `formule` shows the numbers: « 1 553 × 6 % ».
    """

    champ: str
    libelle: str
    formule: str
    exact: Fraction
    valeur: Fraction
    arrondi: str
    article: str


@dataclass(frozen=True)
class Calcul:
    """An annexe computed: its steps in order, and the part of each réservataire in dwellings."""

    annexe: Annexe
    etapes: tuple[Etape, ...]
    parts: Mapping[str, int]

    def valeur(self, champ: str) -> int:
        """Give a step's result as printed in an annexe, in whole dwellings (half-up)."""
        return demi_superieur(self.etape(champ).valeur)

    def etape(self, champ: str) -> Etape:
        """Give the last step of a field."""
        return next(une for une in reversed(self.etapes) if une.champ == champ)

    @property
    def partages(self) -> int:
        """Give the dwellings that all the réservataires share, in whole dwellings."""
        return self.valeur("mobilisables" if isinstance(self.annexe, AnnexeLP) else "c")


class RetraitsExcessifs(SaisieInvalide):
    """More is taken off than there is; `etapes` were computed before, `reste` is below 0."""

    code = "retraits_excessifs"

    def __init__(
        self, phrase: str, champ: str, etapes: Sequence[Etape], reste: Fraction, article: str
    ) -> None:
        super().__init__(phrase, champ)
        self.etapes = tuple(etapes)
        self.reste = reste
        self.article = article


def demi_superieur(exact: Fraction) -> int:
    """Round to the nearest whole number, halves up: 2,5 gives 3."""
    return floor(exact + Fraction(1, 2))


def pourcent(taux: Decimal) -> Fraction:
    """Give a percentage as an exact fraction: 4,80 % is 6/125."""
    return Fraction(taux) / 100


def nombre_fr(exact: Fraction | int | Decimal) -> str:
    """Write a number in French, exactly when it has few decimals, else with four: « 16,992 »."""
    valeur = Fraction(exact)
    if valeur.denominator == 1:
        return f"{valeur.numerator:,}".replace(",", "\u202f")
    texte = f"{Decimal(valeur.numerator) / Decimal(valeur.denominator):,.4f}".rstrip("0")
    return texte.replace(",", "\u202f").replace(".", ",")


def calculer(
    annexe: Annexe, regles: ReglesFlux, imposes: Mapping[str, Decimal] | None = None
) -> Calcul:
    """Compute one annexe by the convention's rules.

    `imposes` gives steps the value that a document prints: what follows is computed from it.
    Raises RetraitsExcessifs when withdrawals exceed what they are taken from.
    """
    return _calculer_bruts([_brut(annexe, regles, imposes or {})], regles)[0]


def calculer_tout(annexes: Sequence[Annexe], regles: ReglesFlux) -> tuple[Calcul, ...]:
    """Compute annexes together; parts of the same dwellings add up if the convention says so.

    The LP annexes of one bailleur and year share the same dwellings; an LA annexe, its own C.
    Raises RetraitsExcessifs when withdrawals exceed what they are taken from.
    """
    return _calculer_bruts([_brut(une, regles, {}) for une in annexes], regles)


def _calculer_bruts(bruts: Sequence[_Brut], regles: ReglesFlux) -> tuple[Calcul, ...]:
    """Round the parts of the annexes that share the same dwellings, together."""
    groupes: dict[tuple[object, ...], list[_PartExacte]] = {}
    for rang, brut in enumerate(bruts):
        for part in brut.parts:
            groupes.setdefault(_groupe(brut, rang), []).append(part)
    arrondies: dict[_PartExacte, int] = {}
    for parts in groupes.values():
        arrondies |= dict(zip(parts, _arrondir(parts, regles), strict=True))
    return tuple(_conclure(brut, arrondies, regles) for brut in bruts)


def plus_forts_restes(exactes: Sequence[Fraction]) -> list[int]:
    """Share the rounded total of exact parts: whole parts first, then the largest remainders."""
    entiers = [floor(une) for une in exactes]
    reste = demi_superieur(sum(exactes, Fraction())) - sum(entiers)
    par_reste = sorted(range(len(exactes)), key=lambda rang: entiers[rang] - exactes[rang])
    for rang in par_reste[:reste]:
        entiers[rang] += 1
    return entiers


@dataclass(frozen=True, eq=False)
class _PartExacte:
    """A réservataire's part before rounding; equal to itself only, so that it can be a key."""

    reservataire: str
    exact: Fraction
    formule: str
    article: str


@dataclass(frozen=True)
class _Brut:
    """An annexe computed up to its exact parts."""

    annexe: Annexe
    etapes: tuple[Etape, ...]
    parts: tuple[_PartExacte, ...]


def _brut(annexe: Annexe, regles: ReglesFlux, imposes: Mapping[str, Decimal]) -> _Brut:
    suite = _Suite(regles, annexe.bailleur, imposes)
    return _brut_lp(annexe, suite) if isinstance(annexe, AnnexeLP) else _brut_la(annexe, suite)


def _brut_lp(annexe: AnnexeLP, suite: _Suite) -> _Brut:
    sorties = (annexe.defense_sante, annexe.ventes, annexe.demolitions, annexe.habitat_inclusif)
    relogements: tuple[int, ...] = (annexe.anru, annexe.lhi, annexe.orcod, annexe.mutations)
    parc = suite.moins("parc_soumis", "Parc soumis", annexe.patrimoine, sorties, "LP art. 1 et 2")
    rotation = pourcent(annexe.taux_rotation)
    if suite.regles.retranchements.valeur is Retranchements.ASSIETTE:
        parc = suite.moins("assiette", "Assiette", parc, relogements, "LP art. 2")
        relogements = ()
    flux = suite.taux("flux", "Flux", parc, rotation, "LP, annexe")
    partages = suite.moins("mobilisables", "Mobilisables", flux, relogements, "LP, annexe")
    part = _part(annexe.reservataire, partages, annexe.taux, "LP art. 3")
    return _Brut(annexe, tuple(suite.etapes), (part,))


def _brut_la(annexe: AnnexeLA, suite: _Suite) -> _Brut:
    entrees = annexe.patrimoine + annexe.programmes_neufs
    sorties = (annexe.demolitions, annexe.ventes, annexe.exclus)
    parc = suite.moins("parc_soumis", "Parc soumis", entrees, sorties, "LA 4.1.1")
    rotations = (annexe.taux_n1, annexe.taux_n2, annexe.taux_n3)
    moyenne = sum((pourcent(un) for un in rotations), Fraction()) / 3
    a = suite.taux("a", "A, flux avant relogements", parc, moyenne, "LA 4.1.3")
    besoins = (annexe.mutations, annexe.renovation_urbaine, annexe.orcod, annexe.insalubrite)
    b = suite.somme("b", "B, logements soustraits", besoins, "LA 4.1.2")
    c = suite.moins("c", "C, flux à répartir", a, (b,), "LA 4.1.3")
    parts = (_part(nom, c, taux, "LA 4.1.3") for nom, taux in annexe.taux.items())
    return _Brut(annexe, tuple(suite.etapes), tuple(parts))


def _part(nom: str, partages: Fraction, taux: Decimal, article: str) -> _PartExacte:
    formule = f"{nombre_fr(partages)} × {nombre_fr(taux)} %"
    return _PartExacte(nom, partages * pourcent(taux), formule, article)


def _groupe(brut: _Brut, rang: int) -> tuple[object, ...]:
    """Give what parts must share to add up together."""
    if isinstance(brut.annexe, AnnexeLP):
        return brut.annexe.bailleur, brut.annexe.annee, brut.etapes[-1].valeur
    return (rang,)


def _arrondir(parts: Sequence[_PartExacte], regles: ReglesFlux) -> list[int]:
    exactes = [une.exact for une in parts]
    if regles.plus_forts_restes.valeur:
        return plus_forts_restes(exactes)
    return [demi_superieur(une) for une in exactes]


def _conclure(brut: _Brut, arrondies: Mapping[_PartExacte, int], regles: ReglesFlux) -> Calcul:
    """Add each rounded part as a step, then what the year before left owed, if carried over."""
    arrondi = PLUS_FORT_RESTE if regles.plus_forts_restes.valeur else DEMI_SUPERIEUR
    etapes = list(brut.etapes)
    valeurs: dict[str, int] = {}
    for part in brut.parts:
        valeur = arrondies[part]
        valeurs[part.reservataire] = valeur
        etapes.append(
            Etape(
                _champ_de_part(brut.annexe, part.reservataire),
                f"Part ({nom_lisible(part.reservataire)})",
                part.formule,
                part.exact,
                Fraction(valeur),
                arrondi,
                part.article,
            )
        )
    if isinstance(brut.annexe, AnnexeLP) and brut.annexe.report and regles.report_annuel.valeur:
        nom = brut.annexe.reservataire
        etapes.append(_report(valeurs[nom], brut.annexe.report, regles))
        valeurs[nom] = int(etapes[-1].valeur)
    return Calcul(brut.annexe, tuple(etapes), valeurs)


def _champ_de_part(annexe: Annexe, reservataire: str) -> str:
    return "part" if isinstance(annexe, AnnexeLP) else f"part_{reservataire}"


def _report(part: int, report: int, regles: ReglesFlux) -> Etape:
    """Add what the year before owed, or take what it gave too much; never below nothing."""
    formule = f"{nombre_fr(part)} {'+' if report > 0 else '−'} {nombre_fr(abs(report))}"
    exact = Fraction(part + report)
    retenu = max(exact, Fraction())
    return Etape(
        "part", "Part avec report", formule, exact, retenu, EXACT, regles.report_annuel.article
    )


@dataclass
class _Suite:
    """The steps as they are made; each method adds one and gives what the next takes."""

    regles: ReglesFlux
    bailleur: str
    imposes: Mapping[str, Decimal]
    etapes: list[Etape] = field(default_factory=list)

    def moins(
        self,
        champ: str,
        libelle: str,
        total: int | Fraction,
        retraits: Sequence[int | Fraction],
        article: str,
    ) -> Fraction:
        """Take withdrawals off a total."""
        reste = Fraction(total) - sum(retraits)
        formule = " − ".join(nombre_fr(un) for un in (total, *(un for un in retraits if un)))
        if reste < 0:
            raise RetraitsExcessifs(
                f"{libelle} de {self.bailleur} : {formule} est négatif, les retraits dépassent "
                f"le total ({article}). Vérifiez les nombres retirés.",
                champ,
                self.etapes,
                reste,
                article,
            )
        return self._ajouter(Etape(champ, libelle, formule, reste, reste, EXACT, article))

    def somme(self, champ: str, libelle: str, nombres: Sequence[int], article: str) -> Fraction:
        """Add numbers up."""
        total = Fraction(sum(nombres))
        formule = " + ".join(nombre_fr(un) for un in nombres)
        return self._ajouter(Etape(champ, libelle, formule, total, total, EXACT, article))

    def taux(
        self, champ: str, libelle: str, base: Fraction, taux: Fraction, article: str
    ) -> Fraction:
        """Apply a rate; rounded here unless the convention rounds once, at the end."""
        exact = base * taux
        formule = f"{nombre_fr(base)} × {nombre_fr(taux * 100)} %"
        a_la_fin = self.regles.arrondi.valeur is Arrondi.A_LA_FIN
        valeur = exact if a_la_fin else Fraction(demi_superieur(exact))
        arrondi = EXACT if a_la_fin else DEMI_SUPERIEUR
        return self._ajouter(Etape(champ, libelle, formule, exact, valeur, arrondi, article))

    def _ajouter(self, etape: Etape) -> Fraction:
        if etape.champ in self.imposes:
            etape = replace(etape, valeur=Fraction(self.imposes[etape.champ]))
        self.etapes.append(etape)
        return etape.valeur
