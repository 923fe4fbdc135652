"""Notices about one candidate, from the bailleur's answer to the lease."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from bot.presenters import fiches
from bot.presenters.suites import attendu_d_abord, suite_fr
from bot.presenters.sujet import Sujet, completer, faits_de
from bot.presenters.textes_fr import rediger
from core.domain.avis import A_DECIDER, Etat
from core.domain.candidatures import Candidature
from core.domain.delais import Echeance, echeance_fr
from core.domain.envois import Genre
from core.domain.offres import offre_a_echoir
from core.domain.parcours import Parcours, Presentation, ReponseMenage
from core.messages.model import Gravite, Liste, Message, Paragraphe
from core.texte import jour_fr


def candidature(sujet: Sujet) -> Candidature:
    """Find the candidature that the notice is about."""
    numero = int(sujet.envoi.faits["numero"])
    return next(une for une in sujet.liste if une.numero == numero)


def encore_utile(sujet: Sujet) -> bool:
    """Tell whether the notice still has a reason: no offer or condition to recall once settled."""
    parcours = candidature(sujet).parcours
    match sujet.envoi.genre:
        case Genre.RAPPEL_OFFRE:
            une, offre = offre_a_echoir(sujet.liste), parcours.offre
            attend = une is not None and une.numero == int(sujet.envoi.faits["numero"])
            en_cours = offre is not None and sujet.maintenant < offre.fin
            return sujet.avis.etat is Etat.ATTRIBUE and attend and en_cours
        case Genre.RAPPEL_CONDITION:
            return sujet.avis.etat in A_DECIDER and parcours.sous_condition
        case Genre.VISITE:
            return bool(parcours.visites)
        case Genre.OFFRE:
            return parcours.offre_en_cours
        case Genre.OFFRE_SUSPENDUE:
            return parcours.suspendue and parcours.reponse is None
        case Genre.DECISION:
            return parcours.decision is not None
        case Genre.REPONSE_MENAGE:
            return parcours.reponse is not None
        case Genre.BAIL:
            return parcours.bail_le is not None
        case _:
            return parcours.presentation is not None


def _faits(sujet: Sujet) -> dict[str, Any]:
    """Give what the wordings about one candidate may need; never its numéro unique."""
    une = candidature(sujet)
    parcours = une.parcours
    return {
        **faits_de(sujet),
        "numero": une.numero,
        "jours": sujet.jours_avant(parcours.offre) if parcours.offre else 0,
        "silence": sujet.envoi.faits.get("silence", ""),
        "issue": replace(parcours, bail_le=None).issue,
        "decidee": replace(parcours, bail_le=None, reponse=None, suspendue=False).issue,
        "ecarte": parcours.presentation is Presentation.ECARTEE,
        "difficulte": _phrase(parcours.difficulte),
        "suite": suite_fr(sujet.avis, sujet.liste, sujet.lecteur),
        **_decision(parcours),
        **_offre(parcours),
        **_visite(parcours, sujet.envoi.faits.get("visite")),
    }


def _decision(parcours: Parcours) -> dict[str, Any]:
    condition = parcours.condition
    return {
        "instance": parcours.instance.value,
        "decide_le": jour_fr(parcours.decide_le) if parcours.decide_le else "",
        "motif": _phrase(parcours.motif),
        "condition": _phrase(condition.texte) if condition else "",
        "condition_avant": jour_fr(condition.avant) if condition else "",
        "condition_remplie": condition.remplie if condition else None,
        "condition_le": jour_fr(condition.le) if condition and condition.le else "",
        "bail_le": jour_fr(parcours.bail_le) if parcours.bail_le else "",
    }


def _offre(parcours: Parcours) -> dict[str, Any]:
    offre = parcours.offre
    return {
        "muet": parcours.reponse is ReponseMenage.SILENCE,
        "notifiee_le": jour_fr(parcours.notifiee_le) if parcours.notifiee_le else "",
        "fin_offre": echeance_fr(offre) if offre else "",
        "dernier_jour": jour_fr(offre.dernier_jour) if offre else "",
        "article_offre": offre.article if offre else "CCH R441-10",
        "repondu_le": jour_fr(parcours.repondu_le) if parcours.repondu_le else "",
        "motif_refus": _phrase(parcours.motif_refus),
    }


def _visite(parcours: Parcours, rang: str | None) -> dict[str, Any]:
    """Give the visit that the notice is about, by its rank in the course; else the last one."""
    visites = parcours.visites[: int(rang)] if rang else parcours.visites
    dite = visites[-1] if visites else None
    return {
        "bon": dite.bon if dite else False,
        "visite_le": jour_fr(dite.le) if dite else "",
        "visite_par": dite.par if dite else "",
    }


def _phrase(texte: str | None) -> str:
    """Give a free text without its last full stop: the wording adds one."""
    return (texte or "").rstrip(".")


def _selon(modele: str, gravite: Gravite = Gravite.INFO) -> Callable[[Sujet], Message]:
    """Make the presenter of a notice about one candidate."""

    def presenter_ainsi(sujet: Sujet) -> Message:
        message = rediger(modele, **_faits(sujet))
        offre = candidature(sujet).parcours.offre
        if offre and sujet.envoi.genre is Genre.OFFRE:
            message = replace(message, blocs=(*message.blocs, *_explication(offre)))
        entier = completer(sujet, message)
        boutons = attendu_d_abord(entier.boutons, sujet.liste)
        return replace(entier, gravite=gravite, boutons=boutons)

    return presenter_ainsi


def _explication(offre: Echeance) -> tuple[Paragraphe | Liste, ...]:
    return (fiches.explication(offre), *fiches.autres_lectures(offre))


PRESENTATIONS: Mapping[Genre, Callable[[Sujet], Message]] = {
    Genre.RETOUR: _selon("suites/reservataire_retour"),
    Genre.DECISION: _selon("suites/reservataire_decision"),
    Genre.OFFRE: _selon("suites/reservataire_offre"),
    Genre.OFFRE_SUSPENDUE: _selon("suites/parties_suspendue", Gravite.ALERTE),
    Genre.REPONSE_MENAGE: _selon("suites/parties_reponse"),
    Genre.BAIL: _selon("suites/reservataire_bail", Gravite.SUCCES),
    Genre.VISITE: _selon("suites/parties_visite"),
    Genre.RAPPEL_OFFRE: _selon("suites/bailleur_rappel_offre", Gravite.ALERTE),
    Genre.RAPPEL_CONDITION: _selon("suites/bailleur_rappel_condition", Gravite.ALERTE),
}
