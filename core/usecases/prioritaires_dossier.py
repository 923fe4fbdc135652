"""What every step on a priority household shares: find it, store it with its proof, tell others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from core.domain.calendrier import jour_local
from core.domain.convention import Convention
from core.domain.envois import Genre
from core.domain.organisations import Organisation
from core.domain.prioritaires import DossierPrioritaire
from core.domain.prioritaires_agenda import attendus
from core.domain.prioritaires_passages import Moment
from core.domain.regles_priorite import Articles, ReglesPriorite
from core.errors import ConventionAbsente, Introuvable
from core.ports import UnitOfWork
from core.texte import de
from core.usecases.dossier import Acteur
from core.usecases.registre import Avertissement, Fait, avertir, consigner


@dataclass(frozen=True)
class Pas:
    """One step as the journal says it: what, on which article, how it was read."""

    action: str
    article: str
    lecture: str = ""
    details: Mapping[str, str] = field(default_factory=dict)


def charger(
    uow: UnitOfWork, reference: str, organisation: Organisation, verrou: bool = True
) -> DossierPrioritaire:
    """Find a household for one of its parties, locked unless `verrou` is False.

    Raises Introuvable in the same words for a foreign one as for one that does not exist.
    """
    dossier = uow.prioritaires.par_reference(reference, verrou=verrou)
    if dossier is None or not dossier.est_partie(organisation):
        raise Introuvable(
            f"Je ne trouve pas de dossier {reference} parmi ceux {de(organisation.nom)}. "
            "La liste : /dossier"
        )
    return dossier


def convention_de(uow: UnitOfWork, dossier: DossierPrioritaire) -> Convention:
    """Give the convention of a household; raises ConventionAbsente when it left the files."""
    autorite = dossier.autorite.id
    for une in uow.organisations.conventions_communes(autorite, autorite):
        if une.id == dossier.convention:
            return une
    raise ConventionAbsente(
        f"{dossier.reference} relève de la convention « {dossier.convention} », qui n'est plus "
        "installée. Prévenez l'administrateur : fluxbot convention list"
    )


def regles_de(convention: Convention) -> ReglesPriorite:
    """Give what a convention says of priority households; raises ConventionAbsente."""
    if convention.priorite is None or not convention.priorite.inscription.valeur:
        raise ConventionAbsente(
            f"La convention « {convention.nom} » ne prévoit pas d'inscription de ménages "
            "prioritaires par l'État. Ce que vous pouvez faire : /aide"
        )
    return convention.priorite


def moment_de(convention: Convention, maintenant: datetime) -> Moment:
    """Give now, with the civil day in the convention's zone and its articles."""
    jour = jour_local(maintenant, convention.zone)
    return Moment(maintenant, jour, articles_de(convention))


def articles_de(convention: Convention) -> Articles:
    """Give where a convention says what /dossier applies."""
    return convention.priorite.articles if convention.priorite else Articles()


def ranger(
    uow: UnitOfWork,
    avant: DossierPrioritaire,
    apres: DossierPrioritaire,
    pas: Pas,
    acteur: Acteur,
    maintenant: datetime,
) -> DossierPrioritaire:
    """Store what a household became, its journal entry, and what is now due."""
    uow.prioritaires.enregistrer(apres)
    inscrire_au_journal(uow, apres, pas, acteur, maintenant, de_=avant.etat)
    prevoir(uow, apres, maintenant)
    return apres


def inscrire_au_journal(
    uow: UnitOfWork,
    dossier: DossierPrioritaire,
    pas: Pas,
    acteur: Acteur,
    maintenant: datetime,
    *,
    de_: str = "",
) -> None:
    """Append one entry to the household's chain."""
    fait = Fait(pas.action, pas.article, de_, dossier.etat, pas.lecture, pas.details)
    consigner(uow, dossier.reference, fait, acteur, maintenant)


def prevoir(uow: UnitOfWork, dossier: DossierPrioritaire, maintenant: datetime) -> None:
    """Set anew all that the household waits for."""
    convention = convention_de(uow, dossier)
    uow.agenda.remplacer(dossier.reference, attendus(dossier, convention, maintenant))


def dire(
    uow: UnitOfWork,
    maintenant: datetime,
    dossier: DossierPrioritaire,
    quoi: str,
    organisation: Organisation | None,
    **faits: str,
) -> None:
    """Tell an organisation what became of a household; nobody (None) is told nothing."""
    if organisation:
        un = Avertissement(Genre.PRIORITAIRE, quoi, dossier.reference, faits)
        avertir(uow, maintenant, un, organisation)


def dire_aux_autres(
    uow: UnitOfWork,
    maintenant: datetime,
    dossier: DossierPrioritaire,
    quoi: str,
    par: Organisation,
) -> None:
    """Tell the État's service and the present bailleur, except who did it."""
    for une in (dossier.autorite, dossier.bailleur):
        if une and une.id != par.id:
            dire(uow, maintenant, dossier, quoi, une)
