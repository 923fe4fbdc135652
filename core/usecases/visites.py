"""Note a visit or a bon de visite, by either party (LP art. 11.2)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from core.domain.avis import AvisDeVacance
from core.domain.candidatures import Candidature
from core.domain.envois import Genre
from core.domain.offres import visiter
from core.domain.organisations import Organisation
from core.domain.parcours import Visite
from core.ports import UnitOfWork
from core.texte import jour_fr
from core.usecases.dossier import aviser, charger
from core.usecases.echeances import faire_echoir
from core.usecases.suites import Acte, Cible, Suite, aujourdhui, inscrire, prevenir


def noter_visite(uow: UnitOfWork, maintenant: datetime, cible: Cible, visite: Visite) -> Suite:
    """Note a visit of one candidate and tell the other party; the avis does not move.

    A réservataire that only helps knows its own candidates, and no other.
    """
    avis = charger(uow, cible.reference, cible.organisation)
    avis = faire_echoir(uow, avis, maintenant)
    liste = _connues(avis, uow.avis.candidatures(avis.id), cible.organisation)
    une = visiter(avis, liste, cible.numero, visite, aujourdhui(avis, maintenant))
    action = "bon de visite" if visite.bon else "visite du logement"
    acte = Acte(action, "LP art. 11.2", {"le": jour_fr(visite.le)})
    suite = inscrire(uow, avis, une, acte, cible.acteur, maintenant)
    if cible.organisation.id == avis.bailleur.id:
        prevenir(uow, suite, Genre.VISITE, maintenant)
    else:
        faits = {"numero": str(cible.numero)}
        aviser(uow, suite.avis, avis.bailleur, Genre.VISITE, maintenant, faits)
    return suite


def _connues(
    avis: AvisDeVacance, liste: Sequence[Candidature], qui: Organisation
) -> list[Candidature]:
    partie = qui.id in (avis.bailleur.id, avis.reservataire.id)
    return [une for une in liste if partie or une.organisation == qui.id]
