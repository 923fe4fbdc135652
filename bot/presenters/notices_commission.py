"""Notices about a commission inter-bailleurs, by wording (`quoi`): no part, no category."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.documents.convocation_ics import convocation_ics
from bot.presenters.commissions import (
    LISTE_MAX,
    Lecture,
    bouton,
    ligne_de_suite,
    prochaine_fr,
    quand_fr,
)
from bot.presenters.commissions_releve import releve
from bot.presenters.notices_calendrier import calendrier
from bot.presenters.textes_fr import rediger
from core.domain.commissions import A_VENIR, EtatCommission
from core.domain.envois import Envoi
from core.domain.suites_commission import Suite
from core.messages.limits import decouper_liste
from core.messages.model import Bouton, Gravite, Message
from core.texte import instant_fr, jour_long_fr
from core.usecases.commissions_seance import Seance, convention_de, participe
from core.usecases.commissions_suivre import (
    dues_par,
    ordre_du_jour,
    retards,
    suites_precedentes,
)
from storage.unit_of_work import UniteDeTravail

Presentation = Callable[[UniteDeTravail, Envoi, datetime], Message | None]
"""Makes the message of a notice now; None when its reason has vanished."""

PROPOSER_MAX = 3
_A_CLORE = (("Clore la séance", "clore"), ("Voir la séance", ""))
_A_REPRENDRE = (
    ("Ouvrir la séance", "ouvrir"),
    ("Reporter la séance", "reporter"),
    ("Annuler la séance", "annuler"),
)


def presenter(uow: UniteDeTravail, envoi: Envoi, maintenant: datetime) -> Message | None:
    """Make the message of a notice; None when its reason has vanished."""
    return PRESENTATIONS[envoi.faits["quoi"]](uow, envoi, maintenant)


def _lecture(uow: UniteDeTravail, envoi: Envoi, maintenant: datetime) -> Lecture | None:
    """Read the meeting anew, for who gets the notice; None when they take part no more."""
    commission = uow.commissions.par_reference(envoi.reference or "")
    if commission is None or envoi.organisation is None:
        return None
    lecteur = uow.organisations.par_id(envoi.organisation)
    if not participe(uow, commission, lecteur):
        return None
    seance = Seance(commission, convention_de(uow, commission))
    return Lecture(seance, lecteur, maintenant)


def _convocation(uow: UniteDeTravail, envoi: Envoi, maintenant: datetime) -> Message | None:
    lecture = _lecture(uow, envoi, maintenant)
    if lecture is None or not _a_venir(lecture):
        return None
    siennes = dues_par(suites_precedentes(uow, lecture.seance, maintenant), lecture.lecteur)
    invites = uow.commissions.invites(lecture.seance.convention.id)
    message = rediger(
        "commissions/parties_convocation",
        **_faits(lecture),
        invites=len(invites),
        dues=[une.decision.dossier for une in siennes],
    )
    return _avec_l_invitation(message, lecture)


def _report(uow: UniteDeTravail, envoi: Envoi, maintenant: datetime) -> Message | None:
    lecture = _lecture(uow, envoi, maintenant)
    if lecture is None or not _a_venir(lecture):
        return None
    faits = _faits(lecture) | {"ancien": envoi.faits["ancien"]}
    return _avec_l_invitation(rediger("commissions/parties_report", **faits), lecture)


def _annulation(uow: UniteDeTravail, envoi: Envoi, maintenant: datetime) -> Message | None:
    lecture = _lecture(uow, envoi, maintenant)
    if lecture is None:
        return None
    faits = _faits(lecture) | {"suite": prochaine_fr(uow, lecture.seance, maintenant)}
    message = rediger("commissions/parties_annulation", **faits)
    invitation = convocation_ics(lecture.seance, maintenant)
    return replace(message, piece=invitation, gravite=Gravite.ALERTE)


def _seance(uow: UniteDeTravail, envoi: Envoi, maintenant: datetime) -> Message | None:
    lecture = _lecture(uow, envoi, maintenant)
    if lecture is None or lecture.seance.commission.etat not in A_VENIR:
        return None
    if lecture.seance.aujourdhui(maintenant) != lecture.seance.jour:
        return None
    ordre = ordre_du_jour(uow, lecture.seance, maintenant)
    nombres = {"menages": len(ordre.menages), "suites": len(ordre.suites)}
    message = rediger("commissions/etat_seance", **_faits(lecture), **nombres)
    ref = lecture.reference
    choix = (
        bouton("Ouvrir la séance", ref, "ouvrir"),
        bouton("Voir l'ordre du jour", ref, "ordre"),
    )
    return replace(message, boutons=choix)


def _oubli(uow: UniteDeTravail, envoi: Envoi, maintenant: datetime) -> Message | None:
    lecture = _lecture(uow, envoi, maintenant)
    etat = lecture.seance.commission.etat if lecture else None
    passee = lecture is not None and lecture.seance.commission.seance < maintenant
    if lecture is None or not passee or etat not in A_VENIR | {EtatCommission.EN_SEANCE}:
        return None
    en_seance = etat is EtatCommission.EN_SEANCE
    message = rediger("commissions/etat_oubli", **_faits(lecture), en_seance=en_seance)
    ref = lecture.reference
    gestes = _A_CLORE if en_seance else _A_REPRENDRE
    choix = tuple(bouton(libelle, ref, action) for libelle, action in gestes)
    return replace(message, boutons=choix, gravite=Gravite.ALERTE)


def _relance(uow: UniteDeTravail, envoi: Envoi, maintenant: datetime) -> Message | None:
    """What the reader still owes before the next meeting; None once it owes nothing."""
    lecture = _lecture(uow, envoi, maintenant)
    if lecture is None or not _a_venir(lecture):
        return None
    dues = dues_par(suites_precedentes(uow, lecture.seance, maintenant), lecture.lecteur)
    return _demande("commissions/bailleur_relance", lecture, dues)


def _retard(uow: UniteDeTravail, envoi: Envoi, maintenant: datetime) -> Message | None:
    """What the reader owes and is late; None once nothing is."""
    lecture = _lecture(uow, envoi, maintenant)
    if lecture is None:
        return None
    tardives = dues_par(retards(uow, lecture.seance, maintenant), lecture.lecteur)
    return _demande("commissions/bailleur_retard", lecture, tardives)


def _retards(uow: UniteDeTravail, envoi: Envoi, maintenant: datetime) -> Message | None:
    """All that is late, for the State's service."""
    lecture = _lecture(uow, envoi, maintenant)
    tardives = retards(uow, lecture.seance, maintenant) if lecture else ()
    if lecture is None or not tardives:
        return None
    message = rediger("commissions/etat_retards", **_faits(lecture), nombre=len(tardives))
    voir = (bouton("Voir la séance", lecture.reference),)
    return replace(_lister(message, tardives), boutons=voir, gravite=Gravite.ALERTE)


def _cloture(uow: UniteDeTravail, envoi: Envoi, maintenant: datetime) -> Message | None:
    lecture = _lecture(uow, envoi, maintenant)
    return releve(uow, lecture) if lecture else None


def _demande(modele: str, lecture: Lecture, dues: Sequence[Suite]) -> Message | None:
    if not dues:
        return None
    faits = {"nombre": len(dues), "premier": dues[0].decision.dossier}
    message = _lister(rediger(modele, **_faits(lecture), **faits), dues)
    proposer = tuple(
        Bouton(
            f"Proposer pour {une.decision.dossier}",
            "dossier",
            {"reference_avis": une.decision.dossier, "action": "proposer"},
        )
        for une in dues[:PROPOSER_MAX]
    )
    voir = bouton("Voir la séance", lecture.reference)
    return replace(message, boutons=(*proposer, voir), gravite=Gravite.ALERTE)


def _lister(message: Message, suites: Sequence[Suite]) -> Message:
    lignes = tuple(ligne_de_suite(une) for une in suites)
    return replace(message, blocs=(*message.blocs, decouper_liste(lignes, LISTE_MAX)))


def _a_venir(lecture: Lecture) -> bool:
    commission = lecture.seance.commission
    return commission.etat in A_VENIR and commission.seance > lecture.maintenant


def _avec_l_invitation(message: Message, lecture: Lecture) -> Message:
    ref = lecture.reference
    choix = (bouton("Voir l'ordre du jour", ref, "ordre"), bouton("Voir la séance", ref))
    piece = convocation_ics(lecture.seance, lecture.maintenant)
    return replace(message, boutons=choix, piece=piece)


def _faits(lecture: Lecture) -> dict[str, Any]:
    """Give what the wordings may need, read now."""
    seance, commission = lecture.seance, lecture.seance.commission
    return {
        "ref": commission.reference,
        "nom": seance.regles.nom,
        "quand": quand_fr(seance),
        "jour": jour_long_fr(seance.jour),
        "heure": instant_fr(commission.seance, seance.zone).rpartition(" ")[2],
        "reste": max(0, (seance.jour - seance.aujourdhui(lecture.maintenant)).days),
        "autorite": commission.autorite.nom,
        "preside": lecture.preside,
        "article": seance.article,
        "motif": commission.deroulement.motif.rstrip("."),
    }


PRESENTATIONS: Mapping[str, Presentation] = {
    "calendrier": calendrier,
    "convocation": _convocation,
    "report": _report,
    "annulation": _annulation,
    "seance": _seance,
    "oubli": _oubli,
    "relance": _relance,
    "retard": _retard,
    "retards": _retards,
    "cloture": _cloture,
}
