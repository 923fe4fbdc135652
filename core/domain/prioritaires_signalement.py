"""A bailleur's signalement before its CALEOL: in time, urgent, late, or after (LA 3.1)."""

from __future__ import annotations

from datetime import date

from core.domain.prioritaires import LectureSignalement
from core.domain.regles_priorite import Signalement
from core.texte import jour_fr, pluriel

_HEURES_DU_JOUR = 24


def lire_le_signalement(
    caleol: date | None, jour: date, regle: Signalement, *, urgent: bool
) -> LectureSignalement:
    """Tell how a signalement of the civil day `jour` stands to its CALEOL.

    The hour of the CALEOL is not known: the hours of the urgency count as whole days (chosen).
    """
    if caleol is None:
        return LectureSignalement.SANS_DATE
    avance = (caleol - jour).days
    if avance < 0:
        return LectureSignalement.APRES
    if avance >= regle.jours.valeur:
        return LectureSignalement.A_TEMPS
    if urgent and avance >= jours_d_urgence(regle):
        return LectureSignalement.URGENT
    return LectureSignalement.TARDIF


def jours_d_urgence(regle: Signalement) -> int:
    """Give the hours of the urgency in whole days, rounded up."""
    return -(-regle.heures_urgence.valeur // _HEURES_DU_JOUR)


def suite_du_signalement(
    lecture: LectureSignalement, caleol: date | None, regle: Signalement
) -> str:
    """Say in one sentence what a signalement in such a time leads to."""
    article, heures = regle.jours.article, regle.heures_urgence.valeur
    jours = pluriel(regle.jours.valeur, "jour")
    jour = jour_fr(caleol) if caleol else ""
    match lecture:
        case LectureSignalement.A_TEMPS:
            return f"CALEOL du {jour} : signalé au moins {jours} avant ({article})."
        case LectureSignalement.URGENT:
            return f"CALEOL du {jour} : signalé en urgence, au moins {heures} h avant ({article})."
        case LectureSignalement.TARDIF:
            return (
                f"CALEOL du {jour} : signalement tardif, moins de {jours} avant ({heures} h en "
                f"urgence, {article}). Une réponse avant la commission n'est pas assurée : sans "
                "inscription, l'attribution ne compte pas sur le contingent de l'État."
            )
        case LectureSignalement.APRES:
            return (
                f"CALEOL du {jour} déjà passée : un signalement après la commission reste "
                f"exceptionnel ({article}) ; l'inscription n'est pas acquise."
            )
        case _:
            return f"Aucune CALEOL fixée : les dossiers qui en ont une passent avant ({article})."
