"""Note a visit or a bon de visite, by either party (LP art. 11.2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
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
from core.usecases.suites import Acte, Cible, Suite, aujourdhui, inscrire


def noter_visite(uow: UnitOfWork, maintenant: datetime, cible: Cible, visite: Visite) -> Suite:
    """Note a visit of one candidate and tell who may know it; the avis does not move.

    A réservataire that only helps knows its own candidates, and no other.
    """
    avis = charger(uow, cible.reference, cible.organisation)
    avis = faire_echoir(uow, avis, maintenant)
    liste = _connues(avis, uow.avis.candidatures(avis.id), cible.organisation)
    une = visiter(avis, liste, cible.numero, visite, aujourdhui(avis, maintenant))
    action = "bon de visite" if visite.bon else "visite du logement"
    acte = Acte(action, "LP art. 11.2", {"le": jour_fr(visite.le)})
    suite = inscrire(uow, avis, une, acte, cible.acteur, maintenant)
    faits = {"numero": str(cible.numero), "visite": str(len(une.parcours.visites))}
    dits = [
        aviser(uow, suite.avis, partie, Genre.VISITE, maintenant, faits)
        for partie in autres_parties(suite, cible.organisation)
    ]
    return replace(suite, informe=all(dits))


def autres_parties(suite: Suite, acteur: Organisation) -> list[Organisation]:
    """Give the parties other than `acteur` that may know the candidature concerned."""
    avis, liste = suite.avis, (suite.candidature,)
    return [une for une in avis.parties() if une.id != acteur.id and _connues(avis, liste, une)]


def _connues(
    avis: AvisDeVacance, liste: Sequence[Candidature], qui: Organisation
) -> list[Candidature]:
    partie = qui.id in (avis.bailleur.id, avis.reservataire.id)
    return [une for une in liste if partie or une.organisation == qui.id]
