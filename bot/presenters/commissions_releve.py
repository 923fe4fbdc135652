"""The short summary of a meeting for a chat: counts, and the decisions that concern the reader."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from bot.presenters import fiches
from bot.presenters.commissions import (
    LISTE_MAX,
    Lecture,
    bouton,
    boutons,
    ligne_de_suite,
    prochaine_fr,
    visibles,
)
from bot.presenters.textes_fr import rediger
from core.domain.commissions import EtatCommission
from core.domain.suites_commission import EtatSuite
from core.messages.limits import decouper_liste
from core.messages.model import Bloc, Bouton, Message
from core.texte import jour_fr, pluriel
from core.usecases.commissions_suivre import ordre_examine, suites_de_la_seance, suites_precedentes
from storage.unit_of_work import UniteDeTravail


def releve(uow: UniteDeTravail, lecture: Lecture) -> Message:
    """Sum a meeting up for a participant: no part, no category, nobody else's decisions."""
    seance, commission = lecture.seance, lecture.seance.commission
    toutes = suites_de_la_seance(uow, seance, lecture.maintenant)
    siennes = visibles(toutes, lecture)
    avant = Counter(une.etat for une in suites_precedentes(uow, seance, lecture.maintenant))
    presents = commission.deroulement.presents
    message = rediger(
        "commissions/parties_releve",
        ref=commission.reference,
        jour=jour_fr(seance.jour),
        presents=None if presents is None else len(presents),
        invites=len(uow.commissions.invites(commission.convention)),
        examines=_examines(uow, lecture),
        decisions=len(toutes),
        adressees=sum(une.decision.bailleur is not None for une in toutes),
        precedentes=_precedentes(avant),
        siennes=bool(siennes),
        preside=lecture.preside,
        article=seance.article,
        suite=prochaine_fr(uow, seance, lecture.maintenant),
    )
    *debut, fin = message.blocs
    lignes = tuple(ligne_de_suite(une) for une in siennes)
    liste: tuple[Bloc, ...] = (decouper_liste(lignes, LISTE_MAX),) if lignes else ()
    tete = uow.journal.tete(commission.reference)
    blocs = (*debut, *liste, fin, *fiches.tete(tete[1] if tete else None))
    return replace(message, blocs=blocs, boutons=_boutons(uow, lecture))


def _precedentes(comptes: Counter[EtatSuite]) -> str:
    """Count the decisions of the meetings before: « 1 en retard, 4 tenues »."""
    dits = (
        f"{comptes[EtatSuite.EN_RETARD]} en retard" if comptes[EtatSuite.EN_RETARD] else "",
        pluriel(comptes[EtatSuite.ATTENDUE], "attendue") if comptes[EtatSuite.ATTENDUE] else "",
        pluriel(comptes[EtatSuite.TENUE], "tenue") if comptes[EtatSuite.TENUE] else "",
    )
    return ", ".join(un for un in dits if un)


def _examines(uow: UniteDeTravail, lecture: Lecture) -> int:
    """Count the households dealt with, without reading them again once the meeting is closed."""
    commission = lecture.seance.commission
    if commission.etat is EtatCommission.CLOSE:
        return len(commission.deroulement.examines)
    ordre, _ = ordre_examine(uow, lecture.seance, lecture.maintenant)
    return len(ordre.menages)


def _boutons(uow: UniteDeTravail, lecture: Lecture) -> tuple[Bouton, ...]:
    """Give the documents of a closed meeting; while it goes on, what may be done."""
    if lecture.seance.commission.deroulement.close_le is None:
        return boutons(uow, lecture)
    ref = lecture.reference
    return (
        bouton("Compte rendu (PDF)", ref, "resume", format="pdf"),
        bouton("Version anonyme (PDF)", ref, "resume", format="pdf", version="anonyme"),
        bouton("Voir la séance", ref),
    )
