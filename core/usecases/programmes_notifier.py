"""Send the notice of a new programme to each of its réservataires (LP art. 7, LA 4.2.2)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from core.domain.organisations import Organisation
from core.domain.programmes import EtatProgramme, Notice, Programme
from core.domain.programmes_dates import jour_de_la_notice, recue_le, retard_de_la_notice
from core.errors import TransitionImpossible
from core.ports import UnitOfWork
from core.texte import jour_fr, pluriel
from core.usecases.dossier import Acteur
from core.usecases.programmes_commun import (
    Effet,
    aujourdhui,
    dire,
    enregistrer,
    exiger_a_livrer,
    exiger_bailleur,
)
from core.usecases.registre import Fait


def notifier(
    uow: UnitOfWork,
    maintenant: datetime,
    acteur: Acteur,
    organisation: Organisation,
    programme: Programme,
) -> Effet:
    """Send each réservataire its notice; those who received the very same one are left alone.

    Raises TransitionImpossible when everybody received it, or when the delivery is past.
    """
    exiger_bailleur(programme, organisation, "notifier")
    exiger_a_livrer(programme, "notifier")
    jour = aujourdhui(programme, maintenant)
    if programme.livraison < jour:
        raise TransitionImpossible(
            f"{programme.reference} devait être livré le {jour_fr(programme.livraison)} : donnez "
            f"d'abord la date prévue, /programme {programme.reference} livraison date=…"
        )
    concernes = [une for une in programme.reservataires if not _a_jour(programme, une)]
    if not concernes:
        raise TransitionImpossible(
            f"{programme.reference} : chaque réservataire a reçu cette notice. Ce qu'il a reçu, et "
            f"quand : /programme {programme.reference}"
        )
    rang = max((une.rang for une in programme.contenu.notices), default=0) + 1
    notices = tuple(_notice(programme, une, rang, maintenant) for une in concernes)
    premiere = not programme.contenu.notices
    de = programme.etat.value
    programme = replace(programme, etat=EtatProgramme.NOTIFIE)
    programme = programme.avec(notices=(*programme.contenu.notices, *notices))
    fait = _fait(
        programme, concernes, notices, retard_de_la_notice(programme, jour) if premiere else 0
    )
    programme = enregistrer(uow, programme, fait, acteur, maintenant, de)
    muettes = dire(uow, maintenant, programme, "notice", concernes, {"tour": str(rang)})
    return Effet(programme, tuple(uow.programmes.candidats(programme.id)), muettes)


def _notice(
    programme: Programme, organisation: Organisation, rang: int, maintenant: datetime
) -> Notice:
    siens = tuple(un.numero for un in programme.logements_de(organisation.id))
    return Notice(rang, organisation.id, maintenant, siens, programme.livraison)


def _a_jour(programme: Programme, organisation: Organisation) -> bool:
    """Tell whether a réservataire received all that a notice would say now."""
    derniere = programme.derniere_notice(organisation.id)
    if derniere is None or recue_le(programme, derniere) is None:
        return False
    siens = {un.numero for un in programme.logements_de(organisation.id)}
    return set(derniere.logements) == siens


def _fait(
    programme: Programme,
    concernes: list[Organisation],
    notices: tuple[Notice, ...],
    retard: int,
) -> Fait:
    details = {"livraison": jour_fr(programme.livraison)}
    for une, notice in zip(concernes, notices, strict=True):
        nommes = len(notice.logements)
        details[une.nom] = pluriel(nommes, "logement nommé", "logements nommés")
    if retard:
        limite = jour_fr(jour_de_la_notice(programme))
        details["retard"] = f"{pluriel(retard, 'jour')}, due le {limite}"
    lecture = (
        "" if any(une.logements for une in notices) else "informative : ne nomme aucun logement"
    )
    return Fait(
        "notice envoyée", programme.regles.notice_mois.article, lecture=lecture, details=details
    )
