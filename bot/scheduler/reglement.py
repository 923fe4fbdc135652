"""Settle a send with what became of it: one table, outcome by outcome."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import structlog

from bot.channels.base import Livraison
from bot.presenters.corps import Corps, ecrire_corps
from bot.scheduler.courriels import garder
from core.domain.envois import (
    ACCESSOIRES,
    SUR_UN_MESSAGE,
    Envoi,
    Genre,
    Gone,
    MovedTo,
    NouvelEnvoi,
    Outcome,
    Rejected,
    RetryAt,
    Sent,
    Uncertain,
)
from core.messages.model import Gravite, Message, Paragraphe
from core.usecases import programmes_recevoir
from core.usecases.motifs import noter_motif_refuse
from core.usecases.rebonds import oublier_la_remise
from core.usecases.receptions import noter_echec, noter_envoi, noter_retard
from core.usecases.registre import noter_non_lu
from core.usecases.secours import signaler_secours
from storage.depots.envois import delai_avant_nouvel_essai
from storage.depots.releve import EtatEnvoi
from storage.unit_of_work import UniteDeTravail

journal = structlog.get_logger(__name__)

ESSAIS_AVANT_ALERTE = 8
ESSAIS_SANS_REPONSE = 3

_POUR_UN_SEUL = frozenset({Genre.REPONSE, Genre.INVITATION, Genre.LIEN, Genre.MOTIF_CALEOL})
"""Meant for one destination: no other one of the organisation may get it."""


def regler(uow: UniteDeTravail, maintenant: datetime, livraison: Livraison, issue: Outcome) -> None:
    """Close or put back the send, in the transaction of all that follows from it.

    A claim that another copy took over meanwhile is left to it.
    """
    envoi = livraison.envoi
    _verrouiller(uow, envoi)
    if isinstance(issue, Sent):
        tenue = _arrive(uow, maintenant, livraison, issue)
    elif tenue := uow.envois.tient(envoi):
        _pas_arrive(uow, maintenant, envoi, issue)
    if not tenue:
        journal.warning("prise perdue", envoi=envoi.id, issue=type(issue).__name__)


def _arrive(uow: UniteDeTravail, maintenant: datetime, livraison: Livraison, preuve: Sent) -> bool:
    """Close what the platform accepted, and draw its consequences; False when it isn't ours.

    It also closes a send put back since under this very claim: nobody has begun to send it again.
    """
    envoi = livraison.envoi
    garde = livraison.message.texte() if livraison.message else None
    tenue = uow.envois.regler(
        envoi,
        EtatEnvoi.ENVOYE,
        maintenant,
        message=preuve.message or None,
        texte=None if envoi.genre is Genre.REPONSE else garde,
    )
    if tenue:
        garder(uow, maintenant, envoi, preuve)
        noter_envoi(uow, maintenant, envoi, preuve)
        programmes_recevoir.noter_envoi(uow, maintenant, envoi, preuve)
    return tenue


def _pas_arrive(uow: UniteDeTravail, maintenant: datetime, envoi: Envoi, issue: Outcome) -> None:
    """Put back or give up what the platform did not accept."""
    match issue:
        case RetryAt():
            _remettre(uow, maintenant, envoi, issue)
        case MovedTo(adresse):
            uow.canaux.deplacer(envoi.destination, adresse)
            uow.envois.remettre(envoi, maintenant, "conversation déplacée")
        case Gone(raison):
            _mort(uow, maintenant, envoi, raison)
        case Rejected(raison):
            _refuse(uow, maintenant, envoi, raison)
        case Uncertain(raison):
            _incertain(uow, maintenant, envoi, raison)


def abandonner(uow: UniteDeTravail, maintenant: datetime, envoi: Envoi) -> None:
    """Settle a send whose process died in the middle: it may have arrived.

    The platform is not at fault: it is tried again, marked, however often we die.
    """
    _verrouiller(uow, envoi)
    if not uow.envois.tient(envoi):
        return
    raison = "arrêt du service pendant l'envoi"
    if envoi.genre in ACCESSOIRES or envoi.essais >= ESSAIS_AVANT_ALERTE:
        _incertain(uow, maintenant, replace(envoi, silences=1), raison)
    else:
        quand = maintenant + delai_avant_nouvel_essai(envoi.essais)
        uow.envois.remettre(envoi, quand, raison, doublon=True)


def faire_revenir(uow: UniteDeTravail, maintenant: datetime, envoi: Envoi, raison: str) -> bool:
    """Settle a send that was accepted, then returned for good; False when it already was."""
    _verrouiller(uow, envoi)
    if not uow.envois.revenir(envoi.id, raison):
        return False
    oublier_la_remise(uow, maintenant, envoi, raison)
    _mort(uow, maintenant, envoi, raison)
    return True


def _verrouiller(uow: UniteDeTravail, envoi: Envoi) -> None:
    """Take the dossier first, always: two settlements at once neither cross nor lock each other."""
    if envoi.reference:
        uow.avis.verrouiller(envoi.reference)
        uow.programmes.verrouiller(envoi.reference)


def _remettre(uow: UniteDeTravail, maintenant: datetime, envoi: Envoi, issue: RetryAt) -> None:
    """Try again later; the whole conversation waits, so that order is kept."""
    quand = maintenant + (issue.delai or delai_avant_nouvel_essai(envoi.essais))
    uow.envois.remettre(envoi, quand, issue.raison, doublon=issue.peut_etre)
    uow.envois.retenir(envoi.destination, quand)
    if envoi.essais == ESSAIS_AVANT_ALERTE:
        noter_retard(uow, maintenant, envoi, issue.raison)


def _mort(uow: UniteDeTravail, maintenant: datetime, envoi: Envoi, raison: str) -> None:
    """Bury the conversation; the notice takes the organisation's other ones."""
    uow.envois.regler(envoi, EtatEnvoi.MORT, maintenant, raison=raison)
    if envoi.genre in SUR_UN_MESSAGE:
        return
    uow.canaux.enterrer(envoi.destination, raison, maintenant)
    if envoi.organisation and envoi.genre not in _POUR_UN_SEUL:
        for autre in uow.canaux.destinations(envoi.organisation):
            cle = envoi.cle.removesuffix(envoi.destination.cle) + autre.cle
            uow.envois.ajouter(
                NouvelEnvoi(
                    envoi.genre,
                    autre,
                    cle,
                    maintenant,
                    envoi.reference,
                    envoi.organisation,
                    envoi.faits,
                    expire_le=envoi.expire_le,
                )
            )
    _dire_l_echec(uow, maintenant, envoi, raison)
    signaler_secours(uow, maintenant, envoi.destination)


def _dire_l_echec(uow: UniteDeTravail, maintenant: datetime, envoi: Envoi, raison: str) -> None:
    """Tell people of what reached nobody, when it matters."""
    noter_echec(uow, maintenant, envoi, raison)
    noter_motif_refuse(uow, maintenant, envoi, raison)
    noter_non_lu(uow, maintenant, envoi)


def _refuse(uow: UniteDeTravail, maintenant: datetime, envoi: Envoi, raison: str) -> None:
    uow.envois.regler(envoi, EtatEnvoi.REFUSE, maintenant, raison=raison)
    if envoi.genre is Genre.EFFACEMENT:
        _demander_l_effacement(uow, maintenant, envoi)
    _dire_l_echec(uow, maintenant, envoi, raison)


def _incertain(uow: UniteDeTravail, maintenant: datetime, envoi: Envoi, raison: str) -> None:
    """Send a notice once more, marked as a possible double; drop what is accessory.

    Only the platform's own silences count, not our deaths nor its faults.
    """
    if envoi.genre in SUR_UN_MESSAGE and envoi.essais < ESSAIS_SANS_REPONSE:
        uow.envois.remettre(envoi, maintenant + delai_avant_nouvel_essai(envoi.essais), raison)
    elif envoi.genre in ACCESSOIRES | SUR_UN_MESSAGE or envoi.silences:
        uow.envois.regler(envoi, EtatEnvoi.PERDU_DE_VUE, maintenant, raison=raison)
        _dire_l_echec(uow, maintenant, envoi, raison)
    else:
        quand = maintenant + delai_avant_nouvel_essai(envoi.essais)
        uow.envois.remettre(envoi, quand, raison, doublon=True, muet=True)


def _demander_l_effacement(uow: UniteDeTravail, maintenant: datetime, envoi: Envoi) -> None:
    """Where the bot may not delete, ask the person to (domain §10)."""
    texte = (
        "Votre message contient un numéro unique ou un code et je n'ai pas le droit de "
        "l'effacer : effacez-le vous-même. Là où la messagerie le permet, un administrateur "
        "peut me donner le droit de supprimer."
    )
    corps = ecrire_corps(
        Corps(Message("Effacez votre message", (Paragraphe(texte),), gravite=Gravite.ALERTE))
    )
    uow.envois.ajouter(
        NouvelEnvoi(
            Genre.REPONSE,
            envoi.destination,
            f"a-effacer:{envoi.cle}",
            maintenant,
            corps=corps,
            cible=envoi.cible,
        )
    )
