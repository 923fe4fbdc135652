"""Prepare a claimed send: what it says now, its buttons, whom it answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.channels.base import Livraison
from bot.presenters.adresses import adresse_du_bouton
from bot.presenters.corps import lire_corps
from bot.presenters.demarches import sans_commandes
from bot.presenters.notices import presenter
from bot.presenters.tableau import tableau_de
from core.domain.envois import SUR_UN_MESSAGE, Envoi, Genre
from core.domain.organisations import COURRIEL
from core.messages.model import Bouton, Message, Paragraphe
from storage.depots.dialogues import Action
from storage.unit_of_work import UniteDeTravail

VALIDITE_BOUTON = timedelta(days=120)
DEJA_VU = Paragraphe("Ce message vous est peut-être déjà parvenu : c'est le même.")


def preparer(uow: UniteDeTravail, envoi: Envoi, maintenant: datetime) -> Livraison | None:
    """Make the delivery of a send; None when it expired or lost its reason."""
    if envoi.expire_le and envoi.expire_le <= maintenant:
        return None
    if envoi.genre is Genre.EFFACEMENT:
        return Livraison(envoi, None)
    if envoi.genre is Genre.TABLEAU:
        return _tableau(uow, envoi, maintenant)
    formulaire = None
    if envoi.corps:
        corps = lire_corps(envoi.corps)
        message: Message | None = corps.message
        formulaire = corps.formulaire
        if message and envoi.doublon:
            message = replace(message, blocs=(*message.blocs, DEJA_VU))
    else:
        message = presenter(uow, envoi, maintenant)
    if message is None:
        return None
    message = _sans_lien_pour_plusieurs(message, envoi)
    par_liens = envoi.destination.par_courriel
    message = sans_commandes(message) if par_liens else message
    boutons = () if par_liens else message.boutons
    return Livraison(
        envoi,
        message,
        _jetons(uow, envoi.organisation, boutons, maintenant),
        formulaire,
        _silencieux(uow, envoi, maintenant),
        _repond_a(uow, envoi),
        liens=_liens(uow, envoi, message, maintenant) if par_liens else (),
    )


def _sans_lien_pour_plusieurs(message: Message, envoi: Envoi) -> Message:
    """Take the links out of what several people read: each one acts for one person."""
    if envoi.destination.prive:
        return message
    return replace(message, boutons=tuple(un for un in message.boutons if not un.lien))


def _liens(
    uow: UniteDeTravail, envoi: Envoi, message: Message, maintenant: datetime
) -> tuple[str, ...]:
    """Give the address of each button's page, for the member who reads at that address.

    An address that no member holds gets none, but for buttons that carry their own.
    """
    membre = uow.membres.par_identite(COURRIEL, envoi.destination.adresse)
    if membre is None or uow.liens is None:
        return tuple(un.lien for un in message.boutons)
    return tuple(
        un.lien or adresse_du_bouton(uow.liens, membre, un, maintenant) for un in message.boutons
    )


def _tableau(uow: UniteDeTravail, envoi: Envoi, maintenant: datetime) -> Livraison:
    """Draw a board as it stands now for the member who looks at it."""
    membre = uow.membres.du_tableau(envoi.destination.plateforme, envoi.destination.adresse)
    tableau = tableau_de(uow, membre, maintenant)
    organisation = membre.organisation.id if membre else None
    jetons = _jetons(uow, organisation, tableau.boutons, maintenant)
    return Livraison(envoi, None, jetons, tableau=tableau)


def _jetons(
    uow: UniteDeTravail, organisation: int | None, boutons: Sequence[Bouton], maintenant: datetime
) -> tuple[str, ...]:
    """Give each button its opaque token, bound to the organisation that reads."""
    actions = [Action(un.commande, un.arguments, un.confirmation, organisation) for un in boutons]
    return uow.boutons.jetons(actions, maintenant + VALIDITE_BOUTON)


def _silencieux(uow: UniteDeTravail, envoi: Envoi, maintenant: datetime) -> bool:
    """Ring nobody's phone before the hour that the convention sets (07:00), nor for a seal."""
    if envoi.genre is Genre.SCEAU:
        return True
    if envoi.genre is Genre.REPONSE or envoi.reference is None:
        return False
    termes = uow.avis.termes_convenus(envoi.reference)
    if termes is None:
        return False
    heure = maintenant.astimezone(ZoneInfo(termes.zone)).hour
    return heure < termes.rappels.silence_avant_heure.valeur


def _repond_a(uow: UniteDeTravail, envoi: Envoi) -> str | None:
    """Tie what is said of an avis to its first message in that conversation."""
    if envoi.genre in SUR_UN_MESSAGE:
        return None
    if envoi.cible:
        return envoi.cible
    if envoi.reference and envoi.genre is not Genre.REPONSE:
        return uow.envois.racine(envoi.reference, envoi.destination)
    return None
