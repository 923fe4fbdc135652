"""What a form is about, in one line above its questions: nobody answers from memory."""

from __future__ import annotations

from collections.abc import Mapping

from bot.handlers.request import Contexte
from bot.presenters.adresses import REFERENCE
from bot.presenters.prioritaires import ligne as ligne_menage
from bot.presenters.programmes import ligne as ligne_programme
from core.domain.calendrier import jour_local
from core.domain.references import Prefixe, prefixe_de
from core.texte import liste_fr


def rappel(contexte: Contexte, fixe: Mapping[str, str]) -> str:
    """Sum up the household or the programme that a form is about, or who is to be named in it.

    A decision of the commission is about its household. Never a category: only what lists say.
    """
    reference = fixe.get("dossier") or fixe.get(REFERENCE, "")
    match prefixe_de(reference):
        case Prefixe.PRIORITAIRE:
            return _menage(contexte, reference)
        case Prefixe.PROGRAMME:
            return _programme(contexte, reference)
        case Prefixe.COMMISSION if fixe.get("action") == "presences":
            return _invites(contexte, reference)
        case _:
            return ""


def _menage(contexte: Contexte, reference: str) -> str:
    lecteur = contexte.membre.organisation
    dossier = contexte.uow.prioritaires.par_reference(reference)
    convention = contexte.uow.conventions.get(dossier.convention) if dossier else None
    if dossier is None or convention is None or not dossier.est_partie(lecteur):
        return ""
    jour = jour_local(contexte.maintenant, convention.zone)
    communes = ", ".join(dossier.suivi.communes)
    return " · ".join(un for un in (ligne_menage(dossier, lecteur, jour), communes) if un)


def _programme(contexte: Contexte, reference: str) -> str:
    lecteur = contexte.membre.organisation
    programme = contexte.uow.programmes.par_reference(reference)
    if programme is None or not programme.est_partie(lecteur):
        return ""
    return ligne_programme(programme, lecteur)


def _invites(contexte: Contexte, reference: str) -> str:
    commission = contexte.uow.commissions.par_reference(reference)
    if commission is None:
        return ""
    invites = contexte.uow.commissions.invites(commission.convention)
    return f"Invités : {liste_fr(un.nom for un in invites)}."
