"""What a commission deals with: its agenda, and what became of its decisions (LA art. 2)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime

from core.domain.calendrier_commissions import derniere_tenue, suivante
from core.domain.commissions import Commission, Decision, EtatCommission, en_vigueur
from core.domain.ordre_du_jour import OrdreDuJour, parties_de, parties_examinees
from core.domain.organisations import Organisation
from core.domain.suites_commission import DUES, EtatSuite, Moment, Suite, plus_recentes, suite_de
from core.ports import UnitOfWork
from core.usecases.commissions_seance import Seance
from core.usecases.objectifs_bilan import bilan_des_objectifs


def ordre_du_jour(uow: UnitOfWork, seance: Seance, maintenant: datetime) -> OrdreDuJour:
    """Make the agenda from the data: previous decisions, the parts, the year's objectives today.

    Waits are counted up to the day of the meeting, or today if later.
    """
    convention, aujourdhui = seance.convention, seance.aujourdhui(maintenant)
    jour = max(seance.jour, aujourdhui)
    vivants = uow.prioritaires.de_la_convention(convention.id)
    parties = parties_de(seance.regles, vivants, jour)
    bilan = None
    if convention.priorite:
        bilan = bilan_des_objectifs(uow, convention, aujourdhui.year, aujourdhui)
    return OrdreDuJour(suites_precedentes(uow, seance, maintenant), parties, bilan)


def ordre_examine(
    uow: UnitOfWork, seance: Seance, maintenant: datetime
) -> tuple[OrdreDuJour, dict[str, Decision]]:
    """Give what a meeting dealt with, and its decisions in force by household.

    Once it is closed, the households are those of its agenda then, whatever became of them.
    """
    decisions = en_vigueur(uow.commissions.decisions(seance.commission.id))
    par_dossier = {une.dossier: une for une in decisions}
    ordre = ordre_du_jour(uow, seance, maintenant)
    references = seance.commission.deroulement.examines
    if seance.commission.etat is not EtatCommission.CLOSE:
        a_examiner = (un.dossier.reference for un in ordre.menages)
        references = tuple(dict.fromkeys([*a_examiner, *par_dossier]))
    connus = uow.prioritaires.par_references(references)
    lus = [connus[une] for une in references if une in connus]
    parties = parties_examinees(seance.regles, lus, seance.jour)
    return replace(ordre, parties=parties), par_dossier


def suites_precedentes(uow: UnitOfWork, seance: Seance, maintenant: datetime) -> tuple[Suite, ...]:
    """Follow the decisions of the meetings before: all of the last one, what is due of others.

    Of several decisions on one household, only the last is followed.
    """
    connues = uow.commissions.de_la_convention(seance.convention.id)
    avant = {une.reference: une for une in connues if une.seance < seance.commission.seance}
    derniere = derniere_tenue(avant.values(), seance.zone)
    prises = uow.commissions.decisions_prises(seance.convention.id)
    toutes = plus_recentes(une for une in prises if une.commission in avant)
    suites = _suivre(uow, seance, connues, toutes, seance.aujourdhui(maintenant))
    return tuple(
        une
        for une in suites
        if une.etat in DUES or (derniere and une.decision.commission == derniere.reference)
    )


def suites_de_la_seance(uow: UnitOfWork, seance: Seance, maintenant: datetime) -> tuple[Suite, ...]:
    """Follow the decisions of one meeting; those that a later one took up again are said so."""
    connues = uow.commissions.de_la_convention(seance.convention.id)
    siennes = en_vigueur(uow.commissions.decisions(seance.commission.id))
    suivies = plus_recentes(uow.commissions.decisions_prises(seance.convention.id))
    suites = _suivre(uow, seance, connues, siennes, seance.aujourdhui(maintenant))
    return tuple(
        replace(une, etat=EtatSuite.REPRISE)
        if une.etat in DUES and une.decision not in suivies
        else une
        for une in suites
    )


def retards(uow: UnitOfWork, seance: Seance, maintenant: datetime) -> tuple[Suite, ...]:
    """Give every proposal that is late today, whatever the meeting that decided it."""
    connues = uow.commissions.de_la_convention(seance.convention.id)
    suivies = plus_recentes(uow.commissions.decisions_prises(seance.convention.id))
    suites = _suivre(uow, seance, connues, suivies, seance.aujourdhui(maintenant))
    return tuple(une for une in suites if une.etat is EtatSuite.EN_RETARD)


def retards_nouveaux(
    uow: UnitOfWork, seance: Seance, depuis: date, maintenant: datetime
) -> tuple[Suite, ...]:
    """Give what a meeting has to say is late: the proposals due from `depuis` on, by now passed.

    Its own decisions that gave a day, and those that were due at this very meeting.
    """
    connues = {une.reference: une for une in uow.commissions.de_la_convention(seance.convention.id)}
    sienne = seance.commission.reference

    def est_sienne(decision: Decision) -> bool:
        if decision.avant:
            return decision.commission == sienne
        apres = suivante(connues.values(), connues[decision.commission])
        return apres is not None and apres.reference == sienne

    return tuple(
        une
        for une in retards(uow, seance, maintenant)
        if une.echeance and une.echeance >= depuis and est_sienne(une.decision)
    )


def dues_par(suites: Iterable[Suite], bailleur: Organisation) -> tuple[Suite, ...]:
    """Keep what one bailleur still owes a proposal for."""
    return tuple(une for une in suites if une.etat in DUES and _est_a(une, bailleur))


def bailleurs_de(suites: Iterable[Suite]) -> tuple[Organisation, ...]:
    """Give the bailleurs that owe something, by name."""
    tous = {une.decision.bailleur for une in suites if une.etat in DUES}
    return tuple(sorted((un for un in tous if un), key=lambda un: un.nom))


def _suivre(
    uow: UnitOfWork,
    seance: Seance,
    connues: Sequence[Commission],
    decisions: Iterable[Decision],
    jour: date,
) -> tuple[Suite, ...]:
    par_reference = {une.reference: une for une in connues}
    moment = Moment(jour, seance.zone)
    suites, toutes = [], tuple(decisions)
    dossiers = uow.prioritaires.par_references(une.dossier for une in toutes)
    for une in toutes:
        dossier = dossiers.get(une.dossier)
        if dossier is None:
            continue
        apres = suivante(connues, par_reference[une.commission])
        echeance = une.avant or (apres.jour(seance.zone) if apres else None)
        suites.append(suite_de(une, dossier, echeance, moment))
    return tuple(suites)


def _est_a(suite: Suite, bailleur: Organisation) -> bool:
    present = suite.decision.bailleur
    return present is not None and present.id == bailleur.id
