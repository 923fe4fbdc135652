"""A bailleur says in which CALEOL it presents a household (LA 3.1)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from core.domain.convention import Convention
from core.domain.organisations import Organisation
from core.domain.prioritaires import (
    DossierPrioritaire,
    EtatDossier,
    LectureSignalement,
    Signale,
)
from core.domain.prioritaires_passages import Moment
from core.domain.prioritaires_passages import signaler as passer
from core.domain.prioritaires_regles import exiger, exiger_son_bailleur
from core.domain.prioritaires_signalement import lire_le_signalement
from core.errors import AConfirmer
from core.ports import UnitOfWork
from core.texte import jour_fr
from core.usecases.dossier import Acteur
from core.usecases.prioritaires_dossier import (
    Pas,
    articles_de,
    convention_de,
    dire,
    moment_de,
    ranger,
    regles_de,
)


@dataclass(frozen=True)
class Passage:
    """A household presented by a bailleur on the civil day `caleol` (None: not fixed).

    `ensemble`: with others of one file, of which a single notice tells.
    """

    bailleur: Organisation
    caleol: date | None
    urgent: bool = False
    confirme: bool = False
    signale: Signale | None = None
    ensemble: bool = False


def signaler(
    uow: UnitOfWork,
    maintenant: datetime,
    acteur: Acteur,
    dossier: DossierPrioritaire,
    passage: Passage,
) -> DossierPrioritaire:
    """Note the CALEOL of a household, and tell the État; after it, only once confirmed."""
    exiger(dossier, "signaler")
    convention = convention_de(uow, dossier)
    exiger_son_bailleur(dossier, passage.bailleur, "signaler", articles_de(convention))
    inscrit = dossier.etat is not EtatDossier.SIGNALE
    pret = preparer(convention, moment_de(convention, maintenant), passage, inscrit=inscrit)
    return noter_le_signalement(uow, maintenant, acteur, dossier, pret)


def preparer(
    convention: Convention, moment: Moment, passage: Passage, *, inscrit: bool = False
) -> Passage:
    """Read how the signalement stands to its CALEOL.

    Raises AConfirmer for one after its CALEOL, which the convention takes only exceptionally;
    `inscrit`: the household is on the contingent already, so that nothing hangs on it.
    """
    regle = regles_de(convention).signalement
    lecture = LectureSignalement.SANS_DATE
    if regle:
        lecture = lire_le_signalement(passage.caleol, moment.jour, regle, urgent=passage.urgent)
    dispense = inscrit or passage.confirme
    if lecture is LectureSignalement.APRES and passage.caleol and not dispense:
        article = regle.jours.article if regle else moment.articles.inscription
        raise AConfirmer(
            f"La CALEOL du {jour_fr(passage.caleol)} est déjà passée : un signalement après elle "
            f"ne se fait qu'exceptionnellement ({article}). S'il est voulu, confirmez : "
            "confirmer=oui",
            "caleol",
        )
    signale = Signale(passage.bailleur.id, moment.instant, passage.caleol, lecture)
    return replace(passage, signale=signale)


def noter_le_signalement(
    uow: UnitOfWork,
    maintenant: datetime,
    acteur: Acteur,
    dossier: DossierPrioritaire,
    passage: Passage,
) -> DossierPrioritaire:
    """Store a signalement that was read, and tell the État's service."""
    assert passage.signale
    apres = passer(dossier, passage.signale, passage.bailleur, urgent=passage.urgent)
    details = {"caleol": jour_fr(passage.caleol)} if passage.caleol else {}
    article = articles_de(convention_de(uow, dossier)).inscription
    pas = Pas("CALEOL annoncée", article, passage.signale.lecture, details)
    dossier = ranger(uow, dossier, apres, pas, acteur, maintenant)
    if not passage.ensemble:
        dire(uow, maintenant, dossier, "signale", dossier.autorite)
    return dossier
