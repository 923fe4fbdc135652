"""The État corrects what it knows of a household; what is private leaves no trace in the chain."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime

from core.domain.organisations import Organisation
from core.domain.prioritaires import DossierPrioritaire, Prive, Suivi
from core.domain.prioritaires_ouverture import verifier_la_categorie, verifier_la_reconnaissance
from core.domain.prioritaires_regles import exiger, exiger_autorite
from core.ports import UnitOfWork
from core.usecases.dossier import Acteur
from core.usecases.prioritaires_dossier import (
    Pas,
    articles_de,
    convention_de,
    inscrire_au_journal,
    moment_de,
    ranger,
    regles_de,
)


@dataclass(frozen=True)
class Rectification:
    """What is said anew; None or empty leaves what was known."""

    prive: Prive = field(default=Prive(), repr=False)
    types: tuple[str, ...] = ()
    communes: tuple[str, ...] = ()
    reconnu_le: date | None = None
    urgent: bool | None = None
    complexe: bool | None = None


def rectifier(
    uow: UnitOfWork,
    maintenant: datetime,
    acteur: Acteur,
    autorite: Organisation,
    dossier: DossierPrioritaire,
    dit: Rectification,
) -> DossierPrioritaire:
    """Correct it; raises SaisieInvalide for a category that the convention or its road lacks."""
    exiger_autorite(dossier, autorite, "rectifier")
    exiger(dossier, "rectifier")
    convention = convention_de(uow, dossier)
    code = dit.prive.categorie or dossier.prive.categorie
    verifier_la_categorie(regles_de(convention), code, dossier.voie)
    if dit.reconnu_le:
        verifier_la_reconnaissance(dit.reconnu_le, moment_de(convention, maintenant).jour)
    apres = replace(dossier, prive=_prive(dossier, dit), suivi=_suivi(dossier, dit))
    pas = Pas("dossier rectifié", articles_de(convention).inscription)
    return ranger(uow, dossier, apres, pas, acteur, maintenant)


def consigner_la_lecture(
    uow: UnitOfWork, maintenant: datetime, acteur: Acteur, dossier: DossierPrioritaire
) -> None:
    """Record that somebody read what is private of a household (domain §10)."""
    pas = Pas("lecture de la partie privée", articles_de(convention_de(uow, dossier)).donnees)
    inscrire_au_journal(uow, dossier, pas, acteur, maintenant, de_=dossier.etat)


def _prive(dossier: DossierPrioritaire, dit: Rectification) -> Prive:
    connu, neuf = dossier.prive, dit.prive
    return Prive(
        neuf.categorie or connu.categorie,
        neuf.contact or connu.contact,
        neuf.association or connu.association,
    )


def _suivi(dossier: DossierPrioritaire, dit: Rectification) -> Suivi:
    suivi = dossier.suivi
    return replace(
        suivi,
        types=dit.types or suivi.types,
        communes=dit.communes or suivi.communes,
        reconnu_le=dit.reconnu_le or suivi.reconnu_le,
        urgent=suivi.urgent if dit.urgent is None else dit.urgent,
        complexe=suivi.complexe if dit.complexe is None else dit.complexe,
    )
