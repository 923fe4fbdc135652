"""The État's answer to a signalement: the household is inscribed, or not (LA 3.1)."""

from __future__ import annotations

from datetime import datetime

from core.domain.journal import engagement
from core.domain.organisations import Organisation
from core.domain.prioritaires import DossierPrioritaire, EtatDossier
from core.domain.prioritaires_passages import ecarter as passer_ecarter
from core.domain.prioritaires_passages import inscrire as passer_inscrire
from core.domain.prioritaires_regles import exiger_autorite
from core.domain.texte_libre import verifier_texte_libre
from core.errors import TransitionImpossible
from core.ports import UnitOfWork
from core.usecases.dossier import Acteur
from core.usecases.prioritaires_dossier import (
    Pas,
    convention_de,
    dire,
    moment_de,
    ranger,
    regles_de,
)


def inscrire(
    uow: UnitOfWork,
    maintenant: datetime,
    acteur: Acteur,
    autorite: Organisation,
    dossier: DossierPrioritaire,
) -> DossierPrioritaire:
    """Put a household on the contingent, and tell the bailleur that signalled it.

    Raises TransitionImpossible when another living dossier bears its number.
    """
    exiger_autorite(dossier, autorite, "inscrire")
    convention = convention_de(uow, dossier)
    apres = passer_inscrire(dossier, moment_de(convention, maintenant))
    autre = uow.prioritaires.vivant(dossier.convention, dossier.numero_unique)
    if dossier.etat is EtatDossier.NON_INSCRIT and autre:
        raise TransitionImpossible(
            f"Ce ménage a depuis un autre dossier, {autre.reference} ({autre.etat}) : un seul par "
            f"ménage. Voir : /dossier {autre.reference}"
        )
    article = regles_de(convention).inscription.article
    apres = ranger(uow, dossier, apres, Pas("ménage inscrit", article), acteur, maintenant)
    dire(uow, maintenant, apres, "inscrit", apres.bailleur)
    return apres


def ecarter(
    uow: UnitOfWork,
    maintenant: datetime,
    acteur: Acteur,
    autorite: Organisation,
    dossier: DossierPrioritaire,
    motif: str,
) -> DossierPrioritaire:
    """Refuse a signalement with its reason, and tell the bailleur; the dossier is closed."""
    exiger_autorite(dossier, autorite, "écarter")
    convention = convention_de(uow, dossier)
    texte = verifier_texte_libre("motif", motif)
    apres = passer_ecarter(dossier, texte, moment_de(convention, maintenant))
    details = {"motif": engagement(dossier.sel, texte)}
    pas = Pas("signalement écarté", regles_de(convention).inscription.article, details=details)
    apres = ranger(uow, dossier, apres, pas, acteur, maintenant)
    dire(uow, maintenant, apres, "ecarte", apres.bailleur)
    return apres
