"""What the State's service does to a meeting of the commission, and what it is answered."""

from __future__ import annotations

import secrets

from bot.handlers.actions import CONFIRME, Lus
from bot.handlers.commission_lectures import lecture_de, ordre_montre, repondre
from bot.handlers.conventions import convention_du_volet
from bot.handlers.request import Contexte, Reply
from bot.presenters import commissions_reponses as reponses
from core.usecases import commissions_annuler, commissions_convoquer, commissions_tenir
from core.usecases import commissions_decider as decisions
from core.usecases import commissions_fixer as dates
from core.usecases.commissions_seance import Geste, Seance


def _geste(contexte: Contexte, seance: Seance | None, lus: Lus) -> Geste:
    reference = seance.commission.reference if seance else ""
    return Geste(contexte.acteur, contexte.membre.organisation, reference, lus[CONFIRME])


def _quand(lus: Lus) -> dates.Quand:
    return dates.Quand(lus["date"], lus.get("heure"), lus.get("lieu", ""))


def nouvelle(contexte: Contexte, rien: None, lus: Lus) -> Reply:
    """Fix a new meeting."""
    convention = convention_du_volet(contexte, "commission")
    geste, sel = _geste(contexte, None, lus), secrets.token_hex(16)
    fixee = dates.fixer(contexte.uow, contexte.maintenant, geste, convention, _quand(lus), sel)
    lecture = lecture_de(contexte, fixee.seance)
    return repondre(fixee.seance, reponses.fixee(contexte.uow, lecture, fixee))


def reporter(contexte: Contexte, seance: Seance, lus: Lus) -> Reply:
    """Move a meeting."""
    geste = _geste(contexte, seance, lus)
    fixee = dates.reporter(contexte.uow, contexte.maintenant, geste, _quand(lus))
    lecture = lecture_de(contexte, fixee.seance)
    return repondre(fixee.seance, reponses.fixee(contexte.uow, lecture, fixee, reportee=True))


def annuler(contexte: Contexte, seance: Seance, lus: Lus) -> Reply:
    """Cancel a meeting."""
    geste = _geste(contexte, seance, lus)
    annulee = commissions_annuler.annuler(contexte.uow, contexte.maintenant, geste, lus["motif"])
    lecture = lecture_de(contexte, annulee.seance)
    return repondre(seance, reponses.annulee(contexte.uow, lecture, annulee))


def convoquer(contexte: Contexte, seance: Seance, lus: Lus) -> Reply:
    """Convene a meeting now."""
    geste = _geste(contexte, seance, lus)
    convoquee, muettes = commissions_convoquer.convoquer(contexte.uow, contexte.maintenant, geste)
    lecture = lecture_de(contexte, convoquee)
    return repondre(convoquee, reponses.convoquee(contexte.uow, lecture, muettes))


def ouvrir(contexte: Contexte, seance: Seance, lus: Lus) -> Reply:
    """Begin a meeting, and show its agenda."""
    ouverte = commissions_tenir.ouvrir(
        contexte.uow, contexte.maintenant, _geste(contexte, seance, lus)
    )
    return ordre_montre(contexte, ouverte)


def presences(contexte: Contexte, seance: Seance, lus: Lus) -> Reply:
    """Note who is represented."""
    geste = _geste(contexte, seance, lus)
    notee = commissions_tenir.noter_les_presents(
        contexte.uow, contexte.maintenant, geste, lus["bailleurs"]
    )
    return repondre(notee, reponses.presents(contexte.uow, lecture_de(contexte, notee)))


def decision(contexte: Contexte, seance: Seance, lus: Lus) -> Reply:
    """Record a decision."""
    geste = _geste(contexte, seance, lus)
    choix = decisions.Choix(lus["dossier"], lus["texte"], lus.get("bailleur"), lus.get("avant"))
    faite = decisions.decider(contexte.uow, contexte.maintenant, geste, choix)
    lecture = lecture_de(contexte, faite.seance)
    return repondre(faite.seance, reponses.decidee(contexte.uow, lecture, faite))


def retirer_decision(contexte: Contexte, seance: Seance, lus: Lus) -> Reply:
    """Take a decision back."""
    geste = _geste(contexte, seance, lus)
    faite = decisions.retirer_decision(contexte.uow, contexte.maintenant, geste, lus["decision"])
    lecture = lecture_de(contexte, faite.seance)
    return repondre(faite.seance, reponses.retiree(contexte.uow, lecture, faite))


def clore(contexte: Contexte, seance: Seance, lus: Lus) -> Reply:
    """Close a meeting."""
    geste = _geste(contexte, seance, lus)
    close, muettes = commissions_tenir.clore(contexte.uow, contexte.maintenant, geste)
    return repondre(close, reponses.close(contexte.uow, lecture_de(contexte, close), muettes))
