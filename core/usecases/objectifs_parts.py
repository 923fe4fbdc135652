"""The shares of a year, as their reader may see them: declared, and counted by fluxbot."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from core.domain.avis import Livraison
from core.domain.convention import Convention
from core.domain.organisations import RESERVATAIRES, Nature, Organisation
from core.domain.parts import Declaration, Part, parts_suivies
from core.ports import UnitOfWork


@dataclass(frozen=True)
class Constat:
    """Leases signed on one contingent of a bailleur, as its avis tell; `declares` if it said so.

    `en_qpv` and `hors_qpv` leave out the dwellings whose QPV is unknown.
    """

    bailleur: str
    reservataire: str
    baux: int
    en_qpv: int
    hors_qpv: int
    declares: int | None


@dataclass(frozen=True)
class SuiviDesParts:
    """What was declared, the shares that come of it, and what the avis tell."""

    declarations: tuple[Declaration, ...]
    parts: tuple[Part, ...]
    constats: tuple[Constat, ...]


def suivre_les_parts(
    uow: UnitOfWork, convention: Convention, lecteur: Organisation, annee: int
) -> SuiviDesParts:
    """Give a year's shares: a bailleur reads its own, a réservataire its contingent, the État all.

    The priority of those who signed a lease is not in an avis: only the number and QPV are told.
    """
    bailleurs = _bailleurs(uow, lecteur)
    siens = {un.id for un in bailleurs}
    declarations = tuple(
        une
        for une in uow.objectifs.declarations(annee)
        if une.bailleur.id in siens and _lisible(une.contingent, lecteur)
    )
    autres = uow.organisations.partenaires(lecteur.id, frozenset({Nature.ETAT}))
    de_l_etat = [une.nom for une in (*autres, lecteur) if une.nature is Nature.ETAT]
    regles = convention.priorite
    parts = parts_suivies(regles.parts, declarations, de_l_etat) if regles else ()
    constats = () if convention.termes is None else _constats(uow, lecteur, annee, declarations)
    return SuiviDesParts(declarations, parts, tuple(constats))


def _bailleurs(uow: UnitOfWork, lecteur: Organisation) -> Sequence[Organisation]:
    if lecteur.est_bailleur:
        return (lecteur,)
    return uow.organisations.partenaires(lecteur.id, frozenset({Nature.BAILLEUR}))


def _lisible(contingent: str, lecteur: Organisation) -> bool:
    return lecteur.est_bailleur or lecteur.nature is Nature.ETAT or contingent == lecteur.nom


def _constats(
    uow: UnitOfWork, lecteur: Organisation, annee: int, declarations: Sequence[Declaration]
) -> Iterator[Constat]:
    """Count the leases signed in the year, by bailleur and réservataire."""
    dits = {(une.bailleur.id, une.contingent): une.nombres.total for une in declarations}
    for bailleur in _bailleurs(uow, lecteur):
        noms = {
            une.id: une.nom for une in uow.organisations.partenaires(bailleur.id, RESERVATAIRES)
        }
        comptes: dict[str, dict[str, int]] = {}
        for ligne in uow.suivi.annee(bailleur.id, annee):
            nom = noms.get(ligne.reservataire, "")
            if not (nom and ligne.livree and ligne.livraison is Livraison.BAIL):
                continue
            if _lisible(nom, lecteur):
                par_qpv = comptes.setdefault(nom, {})
                par_qpv[ligne.traits[2]] = par_qpv.get(ligne.traits[2], 0) + ligne.nombre
        for nom, par_qpv in sorted(comptes.items()):
            declares = dits.get((bailleur.id, nom))
            en, hors = par_qpv.get("oui", 0), par_qpv.get("non", 0)
            yield Constat(bailleur.nom, nom, sum(par_qpv.values()), en, hors, declares)
