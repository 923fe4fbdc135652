"""/commission: the meetings of the commission inter-bailleurs (LA art. 2)."""

from __future__ import annotations

from bot.handlers import commission_gestes as gestes
from bot.handlers.actions import Action, CommandeDeDossier
from bot.handlers.arguments import Arguments, lire_reference
from bot.handlers.commission_lectures import charger_la_seance, lister, montrer, ordre, resume
from bot.handlers.formulaires_commission import (
    champs_d_annulation,
    champs_de_date,
    champs_de_decision,
    champs_de_document,
    champs_de_presence,
    champs_de_releve,
    champs_de_retrait,
)
from core.domain.organisations import Nature
from core.domain.references import Prefixe
from core.texte import cle
from core.usecases.commissions_seance import Seance

ETAT = frozenset({Nature.ETAT})
_REF = f"/commission {Prefixe.COMMISSION.exemple}"

NOUVELLE: Action[None] = Action(
    "nouvelle",
    "Fixer une séance",
    gestes.nouvelle,
    champs_de_date,
    ETAT,
    positions=("date", "heure"),
    exemple="/commission nouvelle date=12/03/2026 heure=14h30",
    envoi="Fixer",
)

ACTIONS: tuple[Action[Seance], ...] = (
    Action("ordre", "Ordre du jour", ordre, champs_de_document, lecture=True),
    Action(
        "reporter",
        "Reporter la séance",
        gestes.reporter,
        champs_de_date,
        ETAT,
        positions=("date", "heure"),
        exemple=f"{_REF} reporter date=19/03/2026",
        envoi="Reporter",
    ),
    Action(
        "annuler",
        "Annuler la séance",
        gestes.annuler,
        champs_d_annulation,
        ETAT,
        exemple=f'{_REF} annuler motif="…"',
        envoi="Annuler la séance",
    ),
    Action("convoquer", "Convoquer les bailleurs", gestes.convoquer, natures=ETAT),
    Action("ouvrir", "Ouvrir la séance", gestes.ouvrir, natures=ETAT),
    Action(
        "presences",
        "Noter les présents",
        gestes.presences,
        champs_de_presence,
        ETAT,
        positions=("bailleurs",),
        exemple=f'{_REF} presences bailleurs="tous sauf Vilogia"',
    ),
    Action(
        "decision",
        "Noter une décision",
        gestes.decision,
        champs_de_decision,
        ETAT,
        positions=("dossier",),
        exemple=f'{_REF} decision DP-2026-0001 texte="…" bailleur="…"',
    ),
    Action(
        "retirer_decision",
        "Retirer une décision",
        gestes.retirer_decision,
        champs_de_retrait,
        ETAT,
        positions=("decision",),
        exemple=f"{_REF} retirer_decision 2",
        envoi="Retirer",
    ),
    Action("clore", "Clore la séance", gestes.clore, natures=ETAT),
    Action("resume", "Relevé de la séance", resume, champs_de_releve, lecture=True),
)

LA_COMMANDE: CommandeDeDossier[Seance] = CommandeDeDossier(
    "commission",
    Prefixe.COMMISSION,
    charger_la_seance,
    lister,
    montrer,
    ACTIONS,
    (NOUVELLE,),
)

_DEMANDES = {
    "nouvelle": "date",
    "reporter": "date",
    "annuler": "motif",
    "presences": "bailleurs",
    "decision": "texte",
    "retirer_decision": "decision",
}
"""The actions with a form, and the last of what each cannot do without."""


def questionne(arguments: Arguments) -> bool:
    """Tell from what was typed whether a form will most likely be asked."""
    mots = [un for un in arguments.mots if lire_reference(un) is None]
    action = cle(arguments.valeurs.get("action") or (mots.pop(0) if mots else ""))
    attendu = _DEMANDES.get(action)
    return attendu is not None and attendu not in arguments.valeurs and not mots
