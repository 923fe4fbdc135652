"""Note what the commission decides, and whether a condition was met (CCH R441-3)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from core.domain.avis import AvisDeVacance, Etat, Passage
from core.domain.calendrier import instant_local
from core.domain.caleol import Choix, decider
from core.domain.candidatures import Candidature, trouver
from core.domain.conditions import trancher
from core.domain.envois import Genre
from core.domain.journal import engagement
from core.domain.parcours import Condition, Instance, Parcours, Presentation
from core.ports import UnitOfWork
from core.texte import jour_fr
from core.usecases.dossier import aviser, enregistrer
from core.usecases.suites import (
    Acte,
    Cible,
    Suite,
    aujourdhui,
    exiger_confirmation,
    inscrire,
    prevenir,
)
from core.usecases.suivi_candidat import ouvrir_dossier

ARTICLES = {Instance.CALEOL: "CCH R441-3", Instance.BAILLEUR: "LP art. 11.2"}
"""On what a decision rests: a commission's, or the bailleur's own."""
_VERBE = "noter la décision sur"


def noter_decision(uow: UnitOfWork, maintenant: datetime, cible: Cible, choix: Choix) -> Suite:
    """Note a decision on one candidate; one not yet presented is presented by it.

    Raises AConfirmer when it would send the avis back for good.
    """
    avis, liste = ouvrir_dossier(uow, maintenant, cible, _VERBE)
    une = decider(avis, liste, cible.numero, choix, aujourdhui(avis, maintenant))
    exiger_confirmation(avis, liste, une, cible)
    avant = trouver(liste, cible.numero, avis.reference)
    avis = _presenter(uow, avis, avant, cible, maintenant)
    details = _details(avis, une.parcours) | _avant(avant.parcours)
    acte = Acte(f"décision : {choix.decision.value}", ARTICLES[choix.instance], details)
    suite = inscrire(uow, avis, une, acte, cible.acteur, maintenant)
    suite = prevenir(uow, suite, Genre.DECISION, maintenant)
    _demander_si_passee(uow, suite, maintenant)
    return suite


def noter_condition(
    uow: UnitOfWork, maintenant: datetime, cible: Cible, remplie: bool, le: date
) -> Suite:
    """Note whether a suspensive condition was met; when it was not, the attribution falls.

    Raises AConfirmer when that would send the avis back for good.
    """
    avis, liste = ouvrir_dossier(uow, maintenant, cible, _VERBE)
    une = trancher(avis, liste, cible.numero, remplie, le, aujourdhui(avis, maintenant))
    exiger_confirmation(avis, liste, une, cible)
    avant = trouver(liste, cible.numero, avis.reference).parcours.condition
    details = {"le": jour_fr(le)}
    if avant and avant.le:
        details["à la place de"] = f"condition {_verdict(avant)} le {jour_fr(avant.le)}"
    action = "condition remplie" if remplie else "condition non remplie"
    acte = Acte(action, ARTICLES[Instance.CALEOL], details)
    suite = inscrire(uow, avis, une, acte, cible.acteur, maintenant)
    return prevenir(uow, suite, Genre.DECISION, maintenant)


def _presenter(
    uow: UnitOfWork, avis: AvisDeVacance, une: Candidature, cible: Cible, maintenant: datetime
) -> AvisDeVacance:
    """Note that a candidate decided upon was presented, when nobody said so before."""
    if une.parcours.presentation is Presentation.PRESENTEE:
        return avis
    avant = avis.etat in (Etat.DESIGNE, Etat.INCOMPLET)
    presente = replace(avis, etat=Etat.EN_CALEOL) if avant else avis
    details = {"candidat": str(une.numero)}
    action = "candidat présenté à la CALEOL"
    passage = Passage(presente, action, avis.etat, "LP art. 6", details=details)
    return enregistrer(uow, passage, cible.acteur, maintenant)


def _demander_si_passee(uow: UnitOfWork, suite: Suite, maintenant: datetime) -> None:
    """Ask at once what became of a condition whose question would have come before now."""
    avis, condition = suite.avis, suite.candidature.parcours.condition
    if condition is None:
        return
    heure = time(avis.termes.rappels.heure.valeur)
    lendemain = condition.avant + timedelta(days=1)
    if instant_local(lendemain, heure, avis.termes.zone) <= maintenant:
        faits = {"numero": str(suite.candidature.numero)}
        aviser(uow, avis, avis.bailleur, Genre.RAPPEL_CONDITION, maintenant, faits)


def _verdict(condition: Condition) -> str:
    return "remplie" if condition.remplie else "non remplie"


def _avant(parcours: Parcours) -> dict[str, str]:
    """Say which decision is corrected, if one is."""
    if parcours.decide_le is None:
        return {}
    suite = [parcours.issue, f"le {jour_fr(parcours.decide_le)}"]
    if parcours.condition:
        suite.append(f"condition à remplir avant le {jour_fr(parcours.condition.avant)}")
    return {"à la place de": ", ".join(suite)}


def _details(avis: AvisDeVacance, parcours: Parcours) -> dict[str, str]:
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
