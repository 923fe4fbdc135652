"""The label withdrawn with its reason, and what the household is told (LA 3.1 and 3.2)."""

from __future__ import annotations

from datetime import date, datetime

from core.domain.journal import engagement
from core.domain.organisations import Organisation
from core.domain.prioritaires import DossierPrioritaire, EtatDossier
from core.domain.prioritaires_passages import prevenir as passer_prevenir
from core.domain.prioritaires_passages import refus_injustifie
from core.domain.prioritaires_passages import retirer as passer_retirer
from core.domain.prioritaires_regles import exiger_autorite
from core.domain.texte_libre import verifier_texte_libre
from core.ports import UnitOfWork
from core.texte import jour_fr
from core.usecases.dossier import Acteur
from core.usecases.prioritaires_dossier import Pas, convention_de, dire, moment_de, ranger


def retirer(
    uow: UnitOfWork,
    maintenant: datetime,
    acteur: Acteur,
    autorite: Organisation,
    dossier: DossierPrioritaire,
    motif: str,
    confirme: bool,
) -> DossierPrioritaire:
    """Withdraw the label and tell the bailleur; the État is reminded to notify the household.

    Raises AConfirmer when no unjustified refusal was reported and nobody confirmed it.
    """
    exiger_autorite(dossier, autorite, "retirer")
    texte = verifier_texte_libre("motif", motif)
    moment = moment_de(convention_de(uow, dossier), maintenant)
    apres = passer_retirer(dossier, texte, moment, confirme=confirme)
    lecture = "" if refus_injustifie(dossier) else "hors refus injustifié, confirmé"
    details = {"motif": engagement(dossier.sel, texte)}
    pas = Pas("inscription retirée", moment.articles.retrait, lecture, details)
    apres = ranger(uow, dossier, apres, pas, acteur, maintenant)
    dire(uow, maintenant, apres, "retire", apres.bailleur)
    return apres


def prevenir(
    uow: UnitOfWork,
    maintenant: datetime,
    acteur: Acteur,
    autorite: Organisation,
    dossier: DossierPrioritaire,
    le: date,
) -> DossierPrioritaire:
    """Note the civil day the household or its social worker was told, of either."""
    exiger_autorite(dossier, autorite, "prévenir le ménage de")
    moment = moment_de(convention_de(uow, dossier), maintenant)
    apres = passer_prevenir(dossier, le, moment)
    retrait = dossier.etat is EtatDossier.RETIRE
    quoi = "retrait notifié au ménage" if retrait else "inscription signifiée au ménage"
    article = moment.articles.retrait if retrait else moment.articles.inscription
    pas = Pas(quoi, article, details={"le": jour_fr(le)})
    return ranger(uow, dossier, apres, pas, acteur, maintenant)
