"""Whose turn it is among the households to which the dwelling was attributed (CCH R441-3)."""

from __future__ import annotations

from core.domain.avis import AvisDeVacance
from core.domain.caleol import Liste, en_jeu, rang
from core.domain.candidatures import Candidature, actives, trouver
from core.domain.parcours import ReponseMenage
from core.errors import TransitionImpossible
from core.texte import jour_fr


def attributaire(avis: AvisDeVacance, liste: Liste, numero: int) -> Candidature:
    """Find the household to which the dwelling was attributed; raises if it was not."""
    une = trouver(actives(liste), numero, avis.reference)
    if not une.parcours.attribuee:
        raise TransitionImpossible(
            f"{avis.reference}, candidat n° {numero} : le logement ne lui est pas attribué. "
            f"Notez d'abord la décision : /caleol {avis.reference} {numero} attribution"
        )
    return une


def exiger_tour_venu(avis: AvisDeVacance, liste: Liste, une: Candidature) -> None:
    """Raise TransitionImpossible while a household of a better rank is in play (CCH R441-3)."""
    avant = [autre for autre in en_jeu(liste) if rang(autre) < rang(une)]
    if avant:
        premier = avant[0]
        raise TransitionImpossible(
            f"{avis.reference} : le candidat n° {premier.numero} (rang {rang(premier)}, "
            f"{premier.issue}) passe avant le n° {une.numero} (rang {rang(une)}) (CCH R441-3). "
            f"Voir : /avis {avis.reference}"
        )


def exiger_personne_apres(avis: AvisDeVacance, liste: Liste, une: Candidature) -> None:
    """Raise TransitionImpossible once a household of a later rank has accepted."""
    apres = [
        autre
        for autre in en_jeu(liste)
        if rang(autre) > rang(une) and autre.parcours.reponse is ReponseMenage.ACCEPTE
    ]
    if apres:
        raise TransitionImpossible(
            f"{avis.reference} : le candidat n° {apres[0].numero} (rang {rang(apres[0])}) a déjà "
            f"accepté ; le n° {une.numero} ne peut plus l'emporter. Voir : /avis {avis.reference}"
        )


def exiger_condition_levee(avis: AvisDeVacance, une: Candidature) -> None:
    """Raise TransitionImpossible while a suspensive condition is not met (CCH R441-3)."""
    parcours = une.parcours
    if parcours.condition_manquee:
        raise TransitionImpossible(
            f"{avis.reference}, candidat n° {une.numero} : sa condition n'est pas remplie, "
            f"l'attribution est tombée. Voir : /avis {avis.reference}"
        )
    if parcours.sous_condition:
        assert parcours.condition
        raise TransitionImpossible(
            f"{avis.reference}, candidat n° {une.numero} : la condition attend jusqu'au "
            f"{jour_fr(parcours.condition.avant)}. Dites d'abord si elle est remplie : "
            f"/caleol {avis.reference} {une.numero} condition_remplie"
        )
