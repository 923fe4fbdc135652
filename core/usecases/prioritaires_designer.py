"""The préfet designates the bailleur that owes a household one adapted offer (LA art. 2)."""

from __future__ import annotations

from datetime import datetime

from core.domain.organisations import Organisation
from core.domain.prioritaires import DossierPrioritaire
from core.domain.prioritaires_passages import designer as passer
from core.domain.prioritaires_regles import exiger_autorite
from core.errors import SaisieInvalide
from core.ports import UnitOfWork
from core.usecases.dossier import Acteur
from core.usecases.prioritaires_dossier import Pas, convention_de, dire, moment_de, ranger


def designer(
    uow: UnitOfWork,
    maintenant: datetime,
    acteur: Acteur,
    autorite: Organisation,
    dossier: DossierPrioritaire,
    bailleur: Organisation,
    confirme: bool,
    *,
    ensemble: bool = False,
) -> DossierPrioritaire:
    """Designate one bailleur, release the one before it if any, and tell both.

    `ensemble`: with others of one file, of which a single notice tells.

    Raises Interdit unless `autorite` decides of it, SaisieInvalide for who is no bailleur of the
    convention, AConfirmer before another one is released.
    """
    exiger_autorite(dossier, autorite, "désigner un bailleur pour")
    moment = moment_de(convention_de(uow, dossier), maintenant)
    article = moment.articles.designation
    _exiger_signataire(uow, dossier, bailleur, article)
    apres = passer(dossier, bailleur, moment, confirme=confirme)
    ancien = dossier.bailleur if dossier.bailleur and dossier.bailleur.id != bailleur.id else None
    details = {"bailleur": bailleur.nom} | ({"libéré": ancien.nom} if ancien else {})
    pas = Pas("bailleur désigné", article, details=details)
    apres = ranger(uow, dossier, apres, pas, acteur, maintenant)
    if not ensemble:
        dire(uow, maintenant, apres, "designe", bailleur)
    dire(uow, maintenant, apres, "libere", ancien)
    return apres


def _exiger_signataire(
    uow: UnitOfWork, dossier: DossierPrioritaire, bailleur: Organisation, article: str
) -> None:
    communes = uow.organisations.conventions_communes(dossier.autorite.id, bailleur.id)
    if bailleur.est_bailleur and dossier.convention in {une.id for une in communes}:
        return
    raise SaisieInvalide(
        f"bailleur : « {bailleur.nom} » n'est pas un bailleur signataire de la convention de "
        f'{dossier.reference} ({article}). Exemple : bailleur="Habitat 44"',
        "bailleur",
    )
