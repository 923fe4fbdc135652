"""What annexes owe whom: names found, shares bounded, agents added to the État (LP art. 3, LA)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from core.domain.annexes import Annexe, AnnexeLP, Contingent, contingent
from core.domain.convention import Convention, Variante
from core.domain.droits import Droit
from core.domain.flux import Calcul, calculer_tout, demi_superieur, nombre_fr
from core.domain.noms_annexes import liste_bornee, nom_lisible
from core.domain.organisations import Organisation
from core.domain.plafonds import depassements
from core.errors import SaisieInvalide
from core.ports import UnitOfWork
from core.texte import jour_fr, liste_fr
from core.usecases.parties_annexes import bailleur_de, reservataire_de, reservataires_lies

ENTIER = Decimal(100)
PARTAGE = {Variante.LP: "LP art. 3", Variante.LA: "LA 4.1.3"}
"""What shares a bailleur's flux between its réservataires."""


@dataclass(frozen=True)
class PartDue:
    """What one annexe owes one réservataire: its share in percent, its dwellings.

    `arrondies` are the parts as the annexe prints them, several for the État and its agents.
    """

    bailleur: Organisation
    reservataire: Organisation
    annexe: Annexe
    taux: Decimal
    part: int
    arrondies: tuple[int, ...]

    @property
    def precision(self) -> str:
        """Say that the part is not the sum of those that the annexe prints; else nothing."""
        if self.part == sum(self.arrondies):
            return ""
        parts = liste_fr(nombre_fr(une) for une in self.arrondies)
        return (
            f"Somme arrondie une seule fois : {self.part} ; les parts de l'annexe, {parts}, font "
            f"{sum(self.arrondies)}."
        )


def parts_dues(
    uow: UnitOfWork, convention: Convention, annexes: Sequence[Annexe]
) -> tuple[PartDue, ...]:
    """Give what each annexe owes; the bailleur's own share is no right.

    Raises SaisieInvalide for a name that is no party of the convention, a year before it, a right
    given twice, withdrawals above the total, or shares above 100 % with those already retained.
    """
    dues: dict[tuple[int, int, int], PartDue] = {}
    for calcul in calculer_tout(annexes, convention.flux):
        for une in _de_l_annexe(uow, calcul, convention):
            cles = une.bailleur.id, une.reservataire.id, une.annexe.annee
            if cles in dues:
                raise _double(une)
            dues[cles] = une
    _exiger_un_partage(uow, convention, annexes, tuple(dues.values()))
    return tuple(dues.values())


def avertissements(
    uow: UnitOfWork, convention: Convention, annexes: Sequence[Annexe]
) -> tuple[str, ...]:
    """Give what does not prevent retaining: caps, and a year after the convention's last day."""
    avec = [*annexes]
    if convention.flux.variante.valeur is Variante.LP:
        dues = parts_dues(uow, convention, annexes)
        avec += [un.annexe for un in _deja_retenus(uow, dues)]
    annees = sorted({une.annee for une in annexes})
    termes = [dit for un in annees if (dit := apres_terme(convention, un))]
    return (*termes, *(un.phrase for un in depassements(avec, convention.flux)))


def apres_terme(convention: Convention, annee: int) -> str:
    """Say that a year begins after the convention's last day; nothing otherwise (domain §2)."""
    fin = convention.effet.valeur.fin
    if fin is None or annee <= fin.year:
        return ""
    return (
        f"{annee} suit le dernier jour de la convention ({jour_fr(fin)}) : droits retenus selon "
        "ses derniers termes, à confirmer par avenant ou reconduction."
    )


def _de_l_annexe(uow: UnitOfWork, calcul: Calcul, convention: Convention) -> Iterator[PartDue]:
    """Give what one annexe owes, the shares of one organisation together."""
    annexe = calcul.annexe
    _exiger_l_annee(annexe.annee, convention)
    bailleur = bailleur_de(uow, annexe)
    lies = reservataires_lies(uow, bailleur, convention)
    noms: dict[int, list[str]] = {}
    for nom in calcul.parts:
        qui = contingent(nom, annexe.bailleur)
        if qui is not Contingent.BAILLEUR:
            noms.setdefault(reservataire_de(lies, nom, qui, annexe).id, []).append(nom)
    for une in lies:
        if siens := noms.get(une.id):
            yield PartDue(
                bailleur,
                une,
                annexe,
                sum((_taux(annexe)[nom] for nom in siens), Decimal()),
                _ensemble(calcul, siens, convention),
                tuple(calcul.parts[nom] for nom in siens),
            )


def _ensemble(calcul: Calcul, noms: Sequence[str], convention: Convention) -> int:
    """Give the dwellings of shares that go to one organisation: their exact sum, rounded once."""
    if len(noms) == 1 or convention.flux.plus_forts_restes.valeur:
        return sum(calcul.parts[nom] for nom in noms)
    exactes = (calcul.etape(f"part_{nom}").exact for nom in noms)
    return demi_superieur(sum(exactes, Fraction()))


def _taux(annexe: Annexe) -> Mapping[str, Decimal]:
    return {annexe.reservataire: annexe.taux} if isinstance(annexe, AnnexeLP) else annexe.taux


def _exiger_l_annee(annee: int, convention: Convention) -> None:
    debut = convention.effet.valeur.debut
    if annee < debut.year:
        raise SaisieInvalide(
            f"annee : « {annee} » précède la convention {convention.id}, qui commence en "
            f"{debut.year}. Exemple : {debut.year}",
            "annee",
        )


def _deja_retenus(uow: UnitOfWork, dues: Sequence[PartDue]) -> list[Droit]:
    """Give the rights of the same bailleurs and years for other réservataires."""
    groupes: dict[tuple[int, int], set[int]] = {}
    for une in dues:
        siens = groupes.setdefault((une.bailleur.id, une.annexe.annee), set())
        siens.add(une.reservataire.id)
    trouves = (
        uow.droits.lire(bailleur, autre, annee)
        for (bailleur, annee), siens in groupes.items()
        for autre in uow.droits.parts(bailleur, annee)
        if autre not in siens
    )
    return [un for un in trouves if un]


def _exiger_un_partage(
    uow: UnitOfWork, convention: Convention, annexes: Sequence[Annexe], dues: Sequence[PartDue]
) -> None:
    """Refuse shares of one bailleur and year that exceed the whole flux, retained ones included."""
    parts: dict[tuple[int, int], list[tuple[str, Decimal]]] = {}
    for annexe in annexes:
        siennes = parts.setdefault((bailleur_de(uow, annexe).id, annexe.annee), [])
        siennes += _taux(annexe).items()
    for droit in _deja_retenus(uow, dues):
        nom = f"{droit.reservataire.nom} (déjà retenu)"
        siennes = parts.setdefault((droit.bailleur.id, droit.annee), [])
        siennes.append((nom, _taux_retenu(uow, droit, convention)))
    for (bailleur, annee), siennes in parts.items():
        if sum(taux for _, taux in siennes) > ENTIER:
            raise _trop(uow, bailleur, annee, siennes, convention)


def _taux_retenu(uow: UnitOfWork, droit: Droit, convention: Convention) -> Decimal:
    """Give the share that a right retained rests on; in LA, those of its annexe that were its."""
    if isinstance(droit.annexe, AnnexeLP):
        return droit.annexe.taux
    lies = reservataires_lies(uow, droit.bailleur, convention)
    total = Decimal()
    for nom, taux in droit.annexe.taux.items():
        qui = contingent(nom, droit.annexe.bailleur)
        if qui is Contingent.BAILLEUR:
            continue
        if reservataire_de(lies, nom, qui, droit.annexe).id == droit.reservataire.id:
            total += taux
    return total


def _trop(
    uow: UnitOfWork,
    bailleur: int,
    annee: int,
    parts: Sequence[tuple[str, Decimal]],
    convention: Convention,
) -> SaisieInvalide:
    nom = next(une.nom for une in uow.organisations.toutes() if une.id == bailleur)
    dites = liste_bornee(f"{nom_lisible(qui)} {nombre_fr(taux)} %" for qui, taux in parts)
    total = nombre_fr(sum((taux for _, taux in parts), Decimal()))
    return SaisieInvalide(
        f"{nom}, {annee} : {dites} font {total} % du flux, 100 % au plus "
        f"({PARTAGE[convention.flux.variante.valeur]}). Réduisez ces parts, puis renvoyez le "
        "fichier.",
        "taux",
    )


def _double(due: PartDue) -> SaisieInvalide:
    return SaisieInvalide(
        f"{due.bailleur.nom} et {due.reservataire.nom} : deux lignes donnent leur droit de "
        f"{due.annexe.annee}. Gardez-en une.",
        "reservataire",
    )
