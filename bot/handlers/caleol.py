"""/caleol: what the commission decides, and whether a condition was met (CCH R441-3)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.handlers import suites
from bot.handlers.arguments import Arguments
from bot.handlers.formulaires_suites import (
    CONDITIONS,
    DECISIONS,
    formulaire_decision,
    lire_decision,
    lire_rang,
)
from bot.handlers.request import Contexte, Reply
from bot.presenters.suites import informe_fr
from core.domain.caleol import Choix
from core.domain.candidatures import Candidature
from core.domain.parcours import Instance, Presentation
from core.errors import SaisieInvalide, saisie
from core.messages.forms import Formulaire
from core.messages.saisies import lire_date
from core.texte import cle
from core.usecases.decisions import noter_condition, noter_decision

PAS = suites.Pas(
    "caleol",
    "Décision de CALEOL",
    "noter une décision",
    "/caleol AV-2026-0001 2 attribution rang=1",
)
CLES = ("rang", "condition", "avant", "motif", "instance", "date", "confirmer")


def caleol(contexte: Contexte, arguments: Arguments) -> Reply:
    """Note a decision, or settle a condition, or ask for one."""
    arguments.cles_permises(CLES, "caleol")
    lu = suites.lire(contexte, arguments, PAS)
    if isinstance(lu, Reply):
        return lu
    if isinstance(lu, suites.Demande):
        return _demander(contexte, lu)
    return suites.confirmer(PAS, lu, lambda: _noter(contexte, lu))


def _noter(contexte: Contexte, lu: suites.Saisie) -> Reply:
    mot = lire_decision("verdict", lu.verdict)
    cible, jour = suites.cible(contexte, lu), suites.jour(contexte, lu)
    if mot in CONDITIONS:
        _exiger_sans_details(lu)
        remplie = CONDITIONS[mot]
        suite = noter_condition(contexte.uow, contexte.maintenant, cible, remplie, jour)
    else:
        choix = _choix(mot, lu, jour)
        suite = noter_decision(contexte.uow, contexte.maintenant, cible, choix)
    issue = suite.candidature.issue
    effet = f"Candidat n° {lu.numero} : {issue}. {informe_fr(suite)}"
    return suites.fait(contexte, suite, effet)


def _demander(contexte: Contexte, demande: suites.Demande) -> Reply:
    _, liste, _ = suites.dossier(contexte, demande.reference, PAS)
    attente = any(une.parcours.sous_condition for une in liste)

    def former(ref: str, numeros: Sequence[int], jour: date) -> Formulaire:
        return formulaire_decision(ref, numeros, attente, jour)

    return suites.demander(contexte, demande, PAS, _decidables, former)


def _decidables(liste: Sequence[Candidature]) -> list[Candidature]:
    return [
        une
        for une in liste
        if une.parcours.presentation is not Presentation.ECARTEE and not une.parcours.offre
    ]


def _choix(mot: str, lu: suites.Saisie, jour: date) -> Choix:
    valeurs = lu.valeurs
    if mot == "attribution sous condition" and "condition" not in valeurs:
        raise SaisieInvalide(
            "condition : une attribution sous condition dit laquelle (CCH R441-3). "
            'Exemple : condition="situation régularisée" avant=15/01/2027',
            "condition",
        )
    return Choix(
        DECISIONS[mot],
        jour,
        lire_rang("rang", valeurs["rang"]) if "rang" in valeurs else None,
        valeurs.get("condition"),
        lire_date("avant", valeurs["avant"]) if "avant" in valeurs else None,
        valeurs.get("motif"),
        _instance(valeurs.get("instance", "caleol")),
    )


def _instance(texte: str) -> Instance:
    """Read who decided; the bailleur itself, for a dwelling that no commission rules."""
    try:
        return Instance(cle(texte))
    except ValueError:
        regle = "n'est ni « caleol » ni « bailleur »"
        raise saisie("instance", texte, regle, "instance=bailleur") from None


def _exiger_sans_details(lu: suites.Saisie) -> None:
    """Refuse what goes with a decision, not with the settling of a condition."""
    for nom in lu.valeurs:
        if nom not in ("date", "confirmer"):
            raise SaisieInvalide(
                f"{nom} : une condition remplie ou non n'a qu'une date. "
                f"Exemple : /caleol {lu.reference} {lu.numero} condition_remplie",
                nom,
            )
