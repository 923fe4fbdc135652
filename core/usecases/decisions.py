"""Note what the commission decides, and whether a condition was met (CCH R441-3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from core.domain.avis import AvisDeVacance, Etat, Passage
from core.domain.caleol import Choix, decider, trancher
from core.domain.envois import Genre
from core.domain.journal import engagement
from core.domain.parcours import Parcours
from core.ports import UnitOfWork
from core.texte import jour_fr
from core.usecases.dossier import enregistrer
from core.usecases.suites import Acte, Cible, Suite, aujourdhui, inscrire, prevenir
from core.usecases.suivi_candidat import ouvrir_dossier

ARTICLE = "CCH R441-3"
_VERBE = "noter la décision sur"


def noter_decision(uow: UnitOfWork, maintenant: datetime, cible: Cible, choix: Choix) -> Suite:
    """Note a decision on one candidate; one not yet presented is presented by it."""
    avis, liste = ouvrir_dossier(uow, maintenant, cible, _VERBE)
    une = decider(avis, liste, cible.numero, choix, aujourdhui(avis, maintenant))
    avis = _presenter(uow, avis, cible, maintenant)
    details = _details(avis, une.parcours)
    acte = Acte(f"décision : {choix.decision.value}", ARTICLE, details)
    suite = inscrire(uow, avis, une, acte, cible.acteur, maintenant)
    prevenir(uow, suite, Genre.DECISION, maintenant)
    return suite


def noter_condition(
    uow: UnitOfWork, maintenant: datetime, cible: Cible, remplie: bool, le: date
) -> Suite:
    """Note whether a suspensive condition was met; when it was not, the attribution falls."""
    avis, liste = ouvrir_dossier(uow, maintenant, cible, _VERBE)
    une = trancher(avis, liste, cible.numero, remplie, le, aujourdhui(avis, maintenant))
    action = "condition remplie" if remplie else "condition non remplie"
    acte = Acte(action, ARTICLE, {"le": jour_fr(le)})
    suite = inscrire(uow, avis, une, acte, cible.acteur, maintenant)
    prevenir(uow, suite, Genre.DECISION, maintenant)
    return suite


def _presenter(
    uow: UnitOfWork, avis: AvisDeVacance, cible: Cible, maintenant: datetime
) -> AvisDeVacance:
    if avis.etat not in (Etat.DESIGNE, Etat.INCOMPLET):
        return avis
    details = {"candidat": str(cible.numero)}
    presente = replace(avis, etat=Etat.EN_CALEOL)
    action = "candidat présenté à la CALEOL"
    passage = Passage(presente, action, avis.etat, "LP art. 6", details=details)
    return enregistrer(uow, passage, cible.acteur, maintenant)


def _details(avis: AvisDeVacance, parcours: Parcours) -> Mapping[str, str]:
    """Write the decision for the journal; free texts are commitments."""
    details = {"instance": parcours.instance.libelle}
    if parcours.decide_le:
        details["le"] = jour_fr(parcours.decide_le)
    if parcours.rang:
        details["rang"] = str(parcours.rang)
    if parcours.condition:
        details["condition"] = engagement(avis.sel, parcours.condition.texte)
        details["avant"] = jour_fr(parcours.condition.avant)
    if parcours.motif:
        details["motif"] = engagement(avis.sel, parcours.motif)
    return details
