"""Propose to whom a dwelling should be offered, with the reason in figures (LP art. 4)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from core.domain.equilibre import traits
from core.domain.logement import Logement
from core.domain.organisations import Organisation
from core.domain.repartition import Rang, proposer
from core.domain.suivi import Suivi, situations
from core.ports import UnitOfWork
from core.usecases.suivre import suivi_annuel


@dataclass(frozen=True)
class Proposition:
    """The réservataires in the order of the proposal, then those without any known right.

    `anciens` gives, by name, the year of a right that is not of `annee`.
    """

    annee: int
    rangs: tuple[Rang, ...]
    sans_droit: tuple[Organisation, ...]
    anciens: dict[str, int]


def destiner(
    uow: UnitOfWork, bailleur: Organisation, logement: Logement, annee: int
) -> Proposition:
    """Rank the bailleur's réservataires for a dwelling that falls vacant in `annee`."""
    annuel = suivi_annuel(uow, bailleur, annee)
    annuel = replace(annuel, suivis=tuple(un for un in annuel.suivis if _recoit(uow, bailleur, un)))
    siens = traits(logement)
    annuel.vacants.ajouter(siens)
    rangs = proposer(situations(annuel), siens, annuel.vacants)
    classes = {un.situation.nom for un in rangs}
    return Proposition(
        annee,
        rangs,
        tuple(un.reservataire for un in annuel.suivis if un.reservataire.nom not in classes),
        {
            un.reservataire.nom: un.droit.annee
            for un in annuel.suivis
            if un.droit and un.droit.annee != annee
        },
    )


def _recoit(uow: UnitOfWork, bailleur: Organisation, suivi: Suivi) -> bool:
    """Tell whether avis are sent to a réservataire: none is under a gestion déléguée (LA 4.2)."""
    communes = uow.organisations.conventions_communes(bailleur.id, suivi.reservataire.id)
    return any(une.termes for une in communes)
