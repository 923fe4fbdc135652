"""What the shares of one bailleur and year may not exceed (CCH R441-5, LP art. 3, LA art. 5)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from core.domain.annexes import Annexe, AnnexeLP, Contingent, contingent
from core.domain.convention import Reglage, ReglesFlux
from core.domain.flux import nombre_fr
from core.domain.noms_annexes import liste_bornee, nom_lisible
from core.texte import cle, liste_fr

CENT = Decimal(100)


@dataclass(frozen=True)
class Depassement:
    """A cap that is not kept, in percentages; `reservataires` names whose shares add up."""

    bailleur: str
    reservataires: str
    champ: str
    annonce: Decimal
    plafond: Decimal
    article: str
    phrase: str


@dataclass
class _Parts:
    """Every share of one bailleur and year, by kind of réservataire.

    `complet`: the annexe holds every réservataire's share (LA), so that one missing is nothing.
    """

    bailleur: str
    article: str
    complet: bool
    parts: list[tuple[str, Contingent, Decimal]] = field(default_factory=list)

    def somme(self, *voulus: Contingent) -> Decimal:
        return sum((taux for _, qui, taux in self.parts if qui in voulus), Decimal())

    def noms(self, *voulus: Contingent) -> tuple[str, ...]:
        return tuple(dict.fromkeys(nom for nom, qui, _ in self.parts if qui in voulus))


def depassements(annexes: Sequence[Annexe], regles: ReglesFlux) -> Iterator[Depassement]:
    """Give the caps that the shares of each bailleur and year do not keep."""
    for groupe in _groupes(annexes):
        yield from _garanties(groupe, regles.plafond_garanties)
        yield from _etat(groupe, regles.part_etat)
        yield from _agents(groupe, regles.plafond_agents)
        yield from _partage(groupe, regles.plafond_partage)
        yield from _total(groupe)


def _groupes(annexes: Sequence[Annexe]) -> list[_Parts]:
    groupes: dict[tuple[str, int], _Parts] = {}
    for annexe in annexes:
        lp = isinstance(annexe, AnnexeLP)
        vide = _Parts(annexe.bailleur, "LP art. 3" if lp else "LA 4.1.3", not lp)
        groupe = groupes.setdefault((cle(annexe.bailleur), annexe.annee), vide)
        taux = {annexe.reservataire: annexe.taux} if isinstance(annexe, AnnexeLP) else annexe.taux
        for nom, un in taux.items():
            groupe.parts.append((nom, contingent(nom, annexe.bailleur), un))
    return list(groupes.values())


def _garanties(groupe: _Parts, plafond: Reglage[Decimal] | None) -> Iterator[Depassement]:
    """Rights in return for loan guarantees, all collectivités together (LP art. 3)."""
    somme = groupe.somme(Contingent.COLLECTIVITE)
    if plafond and somme > plafond.valeur:
        noms = groupe.noms(Contingent.COLLECTIVITE)
        suite = (
            "Les droits nés d'un terrain ou d'une subvention sont hors plafond : déduisez-les, "
            f"puis ramenez le reste à {nombre_fr(plafond.valeur)} %."
        )
        yield _ecart(groupe, noms, "plafond_20", somme, plafond, suite)


def _etat(groupe: _Parts, part: Reglage[Decimal] | None) -> Iterator[Depassement]:
    """The État's share, its agents included: less is a failure, more an excess.

    An LP file has one annexe a réservataire: without any of the État, there is nothing to check.
    """
    somme = groupe.somme(Contingent.ETAT, Contingent.AGENTS)
    noms = groupe.noms(Contingent.ETAT, Contingent.AGENTS)
    if part is None or somme == part.valeur or not (noms or groupe.complet):
        return
    noms = noms or ("etat",)
    suite = (
        f"C'est un manquement du bailleur : relevez cette part à {nombre_fr(part.valeur)} %."
        if somme < part.valeur
        else f"C'est un excès : ramenez cette part à {nombre_fr(part.valeur)} %."
    )
    yield _ecart(groupe, noms, "plafond_30", somme, part, suite)


def _agents(groupe: _Parts, plafond: Reglage[Decimal] | None) -> Iterator[Depassement]:
    """The agents' share, in points of the total."""
    somme = groupe.somme(Contingent.AGENTS)
    if plafond and somme > plafond.valeur:
        suite = f"Ramenez la part des agents à {nombre_fr(plafond.valeur)} points du total."
        noms = groupe.noms(Contingent.AGENTS)
        yield _ecart(groupe, noms, "plafond_5", somme, plafond, suite)


def _partage(groupe: _Parts, plafond: Reglage[Decimal] | None) -> Iterator[Depassement]:
    """Action Logement's share and the bailleur's own, each bounded (LA art. 5)."""
    for qui in (Contingent.EMPLOYEURS, Contingent.BAILLEUR):
        somme = groupe.somme(qui)
        if plafond and somme > plafond.valeur:
            suite = f"Ramenez cette part à {nombre_fr(plafond.valeur)} % au plus."
            yield _ecart(groupe, groupe.noms(qui), "plafond_50", somme, plafond, suite)


def _total(groupe: _Parts) -> Iterator[Depassement]:
    somme = groupe.somme(*Contingent)
    if somme > CENT:
        suite = "Les parts dépassent le flux : réduisez-les."
        total = Reglage(CENT, groupe.article)
        yield _ecart(groupe, groupe.noms(*Contingent), "total_taux", somme, total, suite)


def _ecart(
    groupe: _Parts,
    noms: Sequence[str],
    champ: str,
    somme: Decimal,
    plafond: Reglage[Decimal],
    suite: str,
) -> Depassement:
    lisibles = liste_bornee(nom_lisible(un) for un in noms)
    phrase = (
        f"{groupe.bailleur} : {lisibles}, {nombre_fr(somme)} % en tout pour "
        f"{nombre_fr(plafond.valeur)} % ({plafond.article}). {suite}"
    )
    return Depassement(
        groupe.bailleur,
        liste_fr(noms),
        champ,
        somme,
        plafond.valeur,
        plafond.article,
        phrase,
    )
