"""What becomes of a suspensive condition (CCH R441-3)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from core.domain.avis import AvisDeVacance, exiger
from core.domain.caleol import Liste, exiger_sans_offre, verifier_jour
from core.domain.candidatures import Candidature, actives, trouver
from core.errors import TransitionImpossible, saisie
from core.texte import jour_fr


def trancher(
    avis: AvisDeVacance, liste: Liste, numero: int, remplie: bool, le: date, aujourdhui: date
) -> Candidature:
    """Note that a suspensive condition was met, or was not: then the attribution falls.

    Raises TransitionImpossible when there is no condition, or the offer was already notified, and
    SaisieInvalide when it was met after the limit that the commission set (CCH R441-3, c).
    """
    exiger(avis, "noter une décision")
    une = trouver(actives(liste), numero, avis.reference)
    condition, decidee = une.parcours.condition, une.parcours.decide_le
    if condition is None or decidee is None:
        raise TransitionImpossible(
            f"{avis.reference}, candidat n° {numero} : aucune condition n'attend. "
            f"Voir : /avis {avis.reference}"
        )
    exiger_sans_offre(avis, une)
    verifier_jour(le, decidee, "la décision", aujourdhui)
    if remplie and le > condition.avant:
        limite = jour_fr(condition.avant)
        regle = f"dépasse la limite fixée par la commission, le {limite} (CCH R441-3)"
        raise saisie("date", jour_fr(le), regle, f"date={limite}")
    tranchee = replace(condition, remplie=remplie, le=le)
    return replace(une, parcours=replace(une.parcours, condition=tranchee))
