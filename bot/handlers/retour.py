"""/retour: one candidate goes to the CALEOL, or is set aside for a difficulty (LP art. 6)."""

from __future__ import annotations

from collections.abc import Sequence

from bot.handlers import suites
from bot.handlers.arguments import Arguments
from bot.handlers.formulaires_suites import formulaire_retour, lire_presentation
from bot.handlers.request import Contexte, Reply
from bot.presenters.suites import informe_fr
from core.domain.candidatures import Candidature
from core.domain.parcours import Presentation
from core.usecases.retours import noter_retour

PAS = suites.Pas(
    "retour",
    "Retour sur un candidat",
    "répondre sur un candidat",
    '/retour AV-2026-0001 2 ecarte difficulte="pièce manquante"',
)


def retour(contexte: Contexte, arguments: Arguments) -> Reply:
    """Note the bailleur's answer on one candidate, or ask for it."""
    arguments.cles_permises(("difficulte", "confirmer"), "retour")
    lu = suites.lire(contexte, arguments, PAS)
    if isinstance(lu, Reply):
        return lu
    if isinstance(lu, suites.Demande):
        return suites.demander(
            contexte, lu, PAS, _sans_decision, lambda ref, nums, _: formulaire_retour(ref, nums)
        )
    return suites.confirmer(PAS, lu, lambda: _noter(contexte, lu))


def _noter(contexte: Contexte, lu: suites.Saisie) -> Reply:
    presentation = lire_presentation("verdict", lu.verdict)
    suite = noter_retour(
        contexte.uow,
        contexte.maintenant,
        suites.cible(contexte, lu),
        presentation,
        lu.valeurs.get("difficulte"),
    )
    ecarte = presentation is Presentation.ECARTEE
    fait = "n'est pas présenté" if ecarte else "est présenté à la CALEOL"
    effet = f"Le candidat n° {lu.numero} {fait}. {informe_fr(suite)}"
    return suites.fait(contexte, suite, effet)


def _sans_decision(liste: Sequence[Candidature]) -> list[Candidature]:
    return [une for une in liste if une.parcours.decision is None]
