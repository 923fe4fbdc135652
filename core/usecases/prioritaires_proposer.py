"""A bailleur offers a dwelling to a household, and notes what became of it (LA art. 2)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from core.domain.journal import engagement
from core.domain.organisations import Organisation
from core.domain.prioritaires import DossierPrioritaire, Proposition
from core.domain.prioritaires_logement import Issue
from core.domain.prioritaires_logement import proposer as passer_proposer
from core.domain.prioritaires_logement import repondre as passer_repondre
from core.domain.prioritaires_regles import exiger, exiger_qui_suit, exiger_son_bailleur
from core.domain.texte_libre import verifier_texte_libre
from core.ports import UnitOfWork
from core.texte import jour_fr
from core.usecases.dossier import Acteur
from core.usecases.prioritaires_dossier import (
    Pas,
    convention_de,
    dire,
    dire_aux_autres,
    moment_de,
    ranger,
)


def proposer(
    uow: UnitOfWork,
    maintenant: datetime,
    acteur: Acteur,
    bailleur: Organisation,
    dossier: DossierPrioritaire,
    offre: Proposition,
) -> DossierPrioritaire:
    """Note the dwelling offered by its present bailleur, and tell the État's service."""
    exiger(dossier, "proposer un logement pour")
    moment = moment_de(convention_de(uow, dossier), maintenant)
    exiger_son_bailleur(dossier, bailleur, "proposer un logement pour", moment.articles)
    apres = passer_proposer(dossier, offre, moment)
    details = {
        "type": offre.type,
        "commune": offre.commune,
        "qpv": "oui" if offre.qpv else "non",
        "loyer": str(offre.loyer),
        "charges": str(offre.charges),
        "le": jour_fr(offre.le),
    }
    pas = Pas("logement proposé", moment.articles.designation, details=details)
    apres = ranger(uow, dossier, apres, pas, acteur, maintenant)
    dire(uow, maintenant, apres, "propose", apres.autorite)
    return apres


def repondre(
    uow: UnitOfWork,
    maintenant: datetime,
    acteur: Acteur,
    organisation: Organisation,
    dossier: DossierPrioritaire,
    issue: Issue,
) -> DossierPrioritaire:
    """Note what became of the offer, by its bailleur or the État; the other one is told.

    An unjustified refusal is what the bailleur reports to the État (LA 3.2).
    """
    exiger(dossier, "noter une réponse pour")
    moment = moment_de(convention_de(uow, dossier), maintenant)
    exiger_qui_suit(dossier, organisation, "noter une réponse pour", moment.articles)
    if issue.motif:
        issue = replace(issue, motif=verifier_texte_libre("motif", issue.motif))
    apres = passer_repondre(dossier, issue, moment)
    details = {"réponse": issue.reponse.value, "le": jour_fr(issue.le)}
    if issue.motif:
        details["motif"] = engagement(dossier.sel, issue.motif)
    if issue.injustifie:
        details["injustifié"] = "signalé par le bailleur"
    articles = moment.articles
    article = articles.retrait if issue.injustifie else articles.designation
    pas = Pas("réponse du ménage", article, details=details)
    apres = ranger(uow, dossier, apres, pas, acteur, maintenant)
    dire_aux_autres(uow, maintenant, apres, "repondu", organisation)
    return apres
