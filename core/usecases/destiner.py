"""Propose to whom a dwelling should be offered, with the reason in figures (LP art. 4)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from core.domain.avis import AvisDeVacance
from core.domain.equilibre import traits
from core.domain.journal import Entree
from core.domain.logement import Logement
from core.domain.organisations import RESERVATAIRES, Organisation
from core.domain.repartition import Rang, proposer
from core.domain.suivi import situations
from core.errors import ConventionAbsente
from core.ports import UnitOfWork
from core.texte import de
from core.usecases.dossier import Acteur
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
    """Rank the bailleur's réservataires for a dwelling that falls vacant in `annee`.

    Raises ConventionAbsente when it sends avis to nobody.
    """
    servis = {une.id for une in destinataires(uow, bailleur)}
    annuel = suivi_annuel(uow, bailleur, annee)
    siens_seuls = tuple(un for un in annuel.suivis if un.reservataire.id in servis)
    annuel = replace(annuel, suivis=siens_seuls)
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


def destinataires(uow: UnitOfWork, bailleur: Organisation) -> list[Organisation]:
    """Give the réservataires to whom the bailleur sends avis.

    Raises ConventionAbsente when there is none: no convention, or only a gestion déléguée.
    """
    lies = uow.organisations.partenaires(bailleur.id, RESERVATAIRES)
    servis = [une for une in lies if _recoit(uow, bailleur, une)]
    if servis:
        return servis
    if lies:
        raise ConventionAbsente(
            f"La gestion {de(bailleur.nom)} est déléguée : aucun avis de vacance n'est envoyé, vos "
            "attributions sont imputées au réservataire (LA 4.2.1). Le suivi : /flux",
            "reservataire",
        )
    raise ConventionAbsente(
        f"Aucune convention ne lie {bailleur.nom} à un réservataire : il n'y a personne à qui "
        "proposer ce logement. Demandez à un administrateur de la déclarer.",
        "reservataire",
    )


def _recoit(uow: UnitOfWork, bailleur: Organisation, reservataire: Organisation) -> bool:
    """Tell whether avis are sent to a réservataire: none is under a gestion déléguée (LA 4.2.1)."""
    communes = uow.organisations.conventions_communes(bailleur.id, reservataire.id)
    return any(une.termes for une in communes)


def dossier_du_choix(reference: str) -> str:
    """Name the chain that keeps to whom an avis was proposed: the bailleur's own affair."""
    return f"CH-{reference}"


def consigner_le_choix(
    uow: UnitOfWork,
    avis: AvisDeVacance,
    acteur: Acteur,
    choix: Mapping[str, str],
    maintenant: datetime,
) -> None:
    """Record what was proposed and what was chosen, apart from what the réservataire may read."""
    uow.journal.ajouter(
        Entree(
            dossier_du_choix(avis.reference),
            0,
            maintenant,
            acteur.nom,
            acteur.plateforme,
            "réservataire choisi",
            "",
            "",
            "LP art. 4",
            details=choix,
        )
    )
