"""A household enters its dwelling; the rehousing counts on the préfet's contingent (LA 4.2.1)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from core.domain.journal import engagement
from core.domain.organisations import Organisation
from core.domain.prioritaires import DossierPrioritaire, Imputation
from core.domain.prioritaires_logement import entrer as passer_entrer
from core.domain.prioritaires_logement import imputer as passer_imputer
from core.domain.prioritaires_regles import exiger, exiger_qui_suit
from core.domain.regles_priorite import Articles
from core.domain.texte_libre import verifier_texte_libre
from core.ports import UnitOfWork
from core.texte import jour_fr
from core.usecases.dossier import Acteur
from core.usecases.prioritaires_dossier import (
    Pas,
    articles_de,
    convention_de,
    dire_aux_autres,
    moment_de,
    ranger,
)


def entrer(
    uow: UnitOfWork,
    maintenant: datetime,
    acteur: Acteur,
    organisation: Organisation,
    dossier: DossierPrioritaire,
    le: date,
    imputation: Imputation,
) -> DossierPrioritaire:
    """Note the day of entry and whether it counts; by the bailleur or the État."""
    exiger(dossier, "noter l'entrée de")
    moment = moment_de(convention_de(uow, dossier), maintenant)
    exiger_qui_suit(dossier, organisation, "noter l'entrée de", moment.articles)
    imputation = _verifiee(imputation)
    apres = passer_entrer(dossier, le, imputation, moment)
    details = {"le": jour_fr(le), **_details(dossier, imputation)}
    pas = Pas("entrée dans les lieux", _article(imputation, moment.articles), details=details)
    apres = ranger(uow, dossier, apres, pas, acteur, maintenant)
    dire_aux_autres(uow, maintenant, apres, "entree", organisation)
    return apres


def imputer(
    uow: UnitOfWork,
    maintenant: datetime,
    acteur: Acteur,
    organisation: Organisation,
    dossier: DossierPrioritaire,
    imputation: Imputation,
) -> DossierPrioritaire:
    """Change whether a rehousing counts, with the reason; the other party is told."""
    exiger(dossier, "changer l'imputation de")
    articles = articles_de(convention_de(uow, dossier))
    exiger_qui_suit(dossier, organisation, "changer l'imputation de", articles)
    imputation = _verifiee(imputation)
    apres = passer_imputer(dossier, imputation, articles)
    article = _article(imputation, articles)
    pas = Pas("imputation changée", article, details=_details(dossier, imputation))
    apres = ranger(uow, dossier, apres, pas, acteur, maintenant)
    dire_aux_autres(uow, maintenant, apres, "impute", organisation)
    return apres


def _verifiee(imputation: Imputation) -> Imputation:
    if not imputation.raison:
        return imputation
    return replace(imputation, raison=verifier_texte_libre("raison", imputation.raison))


def _article(imputation: Imputation, articles: Articles) -> str:
    return articles.imputation if imputation.imputee else articles.correction


def _details(dossier: DossierPrioritaire, imputation: Imputation) -> dict[str, str]:
    details = {"imputé": "oui" if imputation.imputee else "non"}
    if imputation.raison:
        details["raison"] = engagement(dossier.sel, imputation.raison)
    return details
