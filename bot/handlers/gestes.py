"""What is done on a page: looked at without any effect, or done once with its receipt."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

from bot.handlers.commandes import PAR_NOM
from bot.handlers.dialogues import arguments_de
from bot.handlers.request import Contexte, Reply, Request
from bot.handlers.router import contexte_de, executer, propre
from bot.handlers.soumission import NonAboutie, Soumission, executer_formulaire
from bot.presenters.corps import Corps, ecrire_corps, vue_du_formulaire
from core.domain.organisations import PAGE, Destination, Membre
from core.errors import Introuvable, Refus
from core.messages.model import Gravite
from storage.depots.recus import Recu
from storage.unit_of_work import Base

T = TypeVar("T")
SANS_CORPS = frozenset({("numeros", ""), ("dossier", "prive"), ("commission", "ouvrir")})
"""Commands, and their actions, whose answer is read once, and kept nowhere."""


class _SansEffet(Exception):
    """Undoes a transaction that was only meant to look."""


class _AConfirmer(Exception):
    """The command did nothing: it asks for a confirmation first."""

    def __init__(self, reply: Reply) -> None:
        super().__init__()
        self.reply = reply


@dataclass(frozen=True)
class Issue:
    """What became of a gesture.

    `fait`: it was done, now or before (`deja`); `reply` is what is shown at once: what may not be
    kept, or a confirmation asked for; `soumission` the faults of a form, or what it asks next.
    """

    fait: bool = False
    deja: bool = False
    reply: Reply | None = None
    soumission: Soumission = Soumission()


def requete_de(membre: Membre, commande: str, geste: str, fixe: Mapping[str, str]) -> Request:
    """Make the request of a member whom a signed link knows."""
    adresse = str(membre.id)
    return Request(
        PAGE,
        adresse,
        Destination(PAGE, adresse),
        geste,
        commande=commande,
        fixe=fixe,
        questions="formulaire",
        confirme=True,
        membre=membre.id,
    )


def regarder(
    base: Base, requete: Request, maintenant: datetime, faire: Callable[[Contexte], T]
) -> T:
    """Give what `faire` finds, and undo all that it changed: a page that is read changes nothing.

    Raises Refus.
    """
    trouve: list[T] = []
    try:
        with base.transaction() as uow:
            trouve.append(faire(contexte_de(uow, requete, maintenant)))
            raise _SansEffet
    except _SansEffet:
        return trouve[0]


def apercevoir(contexte: Contexte) -> Reply:
    """Run a request's command from what is already known; raises Refus."""
    nom = contexte.requete.commande or ""
    if nom not in PAR_NOM:
        raise Introuvable("Cette page n'existe pas. Revenez à la page précédente.")
    return executer(contexte, nom, arguments_de(contexte.requete.fixe))


def accomplir(base: Base, requete: Request, maintenant: datetime) -> Issue:
    """Do a gesture once, with its receipt, in one transaction; raises Refus outside of any field.

    The receipt goes in first: two submissions of one gesture, even at once, have one effect.
    """
    requete = replace(requete, champs={nom: propre(un) for nom, un in requete.champs.items()})
    try:
        with base.transaction() as uow:
            assert requete.membre is not None
            if not uow.recus.ajouter(Recu(requete.message, requete.membre, maintenant)):
                return Issue(fait=True, deja=True)
            return _faire(contexte_de(uow, requete, maintenant))
    except NonAboutie as suite:
        return Issue(soumission=suite.soumission)
    except _AConfirmer as question:
        return Issue(reply=question.reply)
    except Refus as refus:
        if requete.montres is None:
            raise
        return Issue(soumission=Soumission({refus.champ or "": refus.phrase}))


def _faire(contexte: Contexte) -> Issue:
    """Run the command and write its receipt."""
    avant = _tete(contexte, contexte.requete.fixe.get("reference_avis"))
    reply = apercevoir(contexte)
    if reply.formulaire and contexte.requete.montres is None:
        raise NonAboutie(Soumission(suite=vue_du_formulaire(reply.formulaire)))
    if reply.formulaire:
        reply = executer_formulaire(contexte)
    reference = contexte.requete.fixe.get("reference_avis") or reply.reference
    tete = _tete(contexte, reference)
    if demande_confirmation(reply) and tete == avant:
        raise _AConfirmer(reply)
    quoi = (contexte.requete.commande, contexte.requete.fixe.get("action", ""))
    gardable = quoi not in SANS_CORPS
    corps = ecrire_corps(Corps(reply.message)) if reply.message and gardable else None
    contexte.uow.recus.completer(contexte.requete.message, reference, tete, corps)
    return Issue(fait=True, reply=None if gardable else reply)


def demande_confirmation(reply: Reply) -> bool:
    """Tell whether a command did nothing yet: it asks first."""
    message = reply.message
    return bool(
        message
        and message.gravite is Gravite.ALERTE
        and any(un.arguments.get("confirmer") == "oui" for un in message.boutons)
    )


def _tete(contexte: Contexte, reference: str | None) -> str | None:
    tete = contexte.uow.journal.tete(reference) if reference else None
    return tete[1] if tete else None
