"""From a meeting to the facts of its documents, for who reads them: no name, no numéro unique."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.documents import commission_faits as faits
from bot.presenters.commissions import Lecture, prochaine_fr
from bot.presenters.commissions_ordre import categorie_fr, lignes_lisibles
from bot.presenters.prioritaires import recherche_fr
from core.domain.commissions import Decision, EtatCommission
from core.domain.journal import TETE_AFFICHEE
from core.domain.objectifs import BilanObjectifs
from core.domain.ordre_du_jour import Menage, OrdreDuJour
from core.domain.suites_commission import Suite
from core.texte import instant_fr
from core.usecases.commissions_seance import Seance
from core.usecases.commissions_suivre import ordre_examine
from storage.unit_of_work import UniteDeTravail

CATEGORIES = "La catégorie n'est écrite que pour les ménages que vous suivez."
Decisions = dict[str, Decision]
"""The decisions in force of a meeting, by household."""


def compte_rendu(uow: UniteDeTravail, lecture: Lecture) -> faits.CompteRendu:
    """Gather the whole account of a meeting."""
    ordre, decisions = ordre_examine(uow, lecture.seance, lecture.maintenant)
    return faits.CompteRendu(
        seance_de(uow, lecture),
        _suites(ordre),
        _temps(ordre, decisions, lecture),
        _objectifs(ordre, lecture),
    )


def ordre_du_jour_imprime(
    uow: UniteDeTravail, lecture: Lecture, ordre: OrdreDuJour
) -> faits.OrdreDuJour:
    """Gather the agenda of a meeting."""
    return faits.OrdreDuJour(
        seance_de(uow, lecture),
        _suites(ordre),
        _temps(ordre, {}, lecture),
        _objectifs(ordre, lecture),
    )


def seance_de(uow: UniteDeTravail, lecture: Lecture) -> faits.Seance:
    """Gather what every document of a meeting says first."""
    seance, commission = lecture.seance, lecture.seance.commission
    tete = uow.journal.tete(commission.reference)
    return faits.Seance(
        commission.reference,
        seance.regles.nom.capitalize(),
        seance.convention.nom,
        seance.jour,
        _heure(commission.seance, seance.zone),
        commission.deroulement.lieu,
        commission.autorite.nom,
        _participants(uow, seance),
        prochaine_fr(uow, seance, lecture.maintenant),
        tete[1][:TETE_AFFICHEE] if tete else "",
        _mentions(lecture),
    )


def _mentions(lecture: Lecture) -> tuple[str, ...]:
    le = instant_fr(lecture.maintenant, lecture.seance.zone)
    suites = f"Suites et objectifs à la date d'édition, le {le}."
    provisoire = lecture.seance.commission.etat is EtatCommission.EN_SEANCE
    mentions = (
        "Séance en cours : document provisoire." if provisoire else "",
        suites,
        "" if lecture.preside else CATEGORIES,
    )
    return tuple(une for une in mentions if une)


def _heure(instant: datetime, zone: str) -> str:
    return f"{instant.astimezone(ZoneInfo(zone)):%H h %M}"


def _participants(uow: UniteDeTravail, seance: Seance) -> tuple[faits.Participant, ...]:
    presents = seance.commission.deroulement.presents
    return tuple(
        faits.Participant(un.nom, None if presents is None else un.id in presents)
        for un in uow.commissions.invites(seance.convention.id)
    )


def _suites(ordre: OrdreDuJour) -> tuple[faits.Suite, ...]:
    return tuple(_suite(une) for une in ordre.suites)


def _suite(une: Suite) -> faits.Suite:
    bailleur = une.decision.bailleur.nom if une.decision.bailleur else ""
    return faits.Suite(
        une.decision.dossier,
        bailleur,
        une.decision.texte,
        une.etat.value,
        une.echeance,
        une.proposition,
    )


def _temps(
    ordre: OrdreDuJour, decisions: Decisions, lecture: Lecture
) -> tuple[faits.TempsDeSeance, ...]:
    return tuple(
        faits.TempsDeSeance(
            partie.temps.titre, tuple(_menage(un, decisions, lecture) for un in partie.menages)
        )
        for partie in ordre.parties
    )


def _menage(un: Menage, decisions: Decisions, lecture: Lecture) -> faits.Menage:
    dossier = un.dossier
    decision = decisions.get(dossier.reference)
    bailleur = decision.bailleur if decision else dossier.bailleur
    return faits.Menage(
        dossier.reference,
        categorie_fr(un, lecture),
        un.depuis,
        recherche_fr(dossier),
        un.longue,
        dossier.suivi.urgent,
        un.caleol,
        bailleur.nom if bailleur else "",
        decision.texte if decision else "",
        decision.avant if decision else None,
    )


def _objectifs(ordre: OrdreDuJour, lecture: Lecture) -> tuple[faits.Objectif, ...]:
    bilan = ordre.objectifs
    if bilan is None:
        return ()
    fines = (
        faits.Objectif(
            une.libelle, str(une.vise), str(une.atteint), str(une.attente), une.en_retard
        )
        for une in lignes_lisibles(bilan, lecture)
        if une.vise is not None
    )
    return (objectif_global(bilan), *fines)


def objectif_global(bilan: BilanObjectifs) -> faits.Objectif:
    """Give the year's global objective, as printed."""
    return faits.Objectif(
        "Publics les plus prioritaires, toutes catégories",
        "à saisir" if bilan.vise is None else str(bilan.vise),
        str(bilan.atteint),
        str(bilan.attente),
        bilan.en_retard,
    )
