"""The lease, which delivers the dwelling (LP art. 3)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from core.domain.attributaires import attributaire, exiger_condition_levee, exiger_tour_venu
from core.domain.avis import AvisDeVacance, exiger
from core.domain.caleol import Liste, verifier_jour
from core.domain.candidatures import Candidature, actives
from core.domain.parcours import Parcours, ReponseMenage
from core.errors import TransitionImpossible
from core.texte import jour_fr


def signer(
    avis: AvisDeVacance, liste: Liste, numero: int, le: date, aujourdhui: date
) -> Candidature:
    """Note the lease signed on the civil day `le`, which is also an acceptance (LP art. 3).

    Raises TransitionImpossible for a household that refused, or whose turn has not come, and
    SaisieInvalide for a day before what it follows from: decision, offer, acceptance.
    """
    _exiger_pas_de_refus(avis, liste, numero)
    exiger(avis, "signer un bail")
    une = attributaire(avis, liste, numero)
    exiger_tour_venu(avis, liste, une)
    exiger_condition_levee(avis, une)
    depuis, quoi = _precedent(une.parcours)
    verifier_jour(le, depuis, quoi, aujourdhui)
    suite = replace(une.parcours, bail_le=le)
    if suite.reponse is None:
        suite = replace(suite, reponse=ReponseMenage.ACCEPTE, repondu_le=le)
    return replace(une, parcours=suite)


def _exiger_pas_de_refus(avis: AvisDeVacance, liste: Liste, numero: int) -> None:
    """Refuse a household that refused, and say how a silence is replaced."""
    une = next((une for une in actives(liste) if une.numero == numero), None)
    if une is None or not une.parcours.a_refuse:
        return
    suite = f"Voir : /avis {avis.reference}"
    if une.parcours.reponse is ReponseMenage.SILENCE and une.parcours.offre:
        suite = (
            f"S'il a accepté à temps, notez-le d'abord : /reponse {avis.reference} {numero} "
            f"accepte date={jour_fr(une.parcours.offre.dernier_jour)}"
        )
    raise TransitionImpossible(f"{avis.reference}, candidat n° {numero} : {une.issue}. {suite}")


def _precedent(parcours: Parcours) -> tuple[date, str]:
    """Give the last day before which no lease can be signed, and of what it is the day."""
    condition = parcours.condition.le if parcours.condition else None
    etapes = (
        (parcours.decide_le, "la décision"),
        (condition, "la levée de la condition"),
        (parcours.notifiee_le, "la notification de l'offre"),
        (parcours.repondu_le, "l'acceptation du ménage"),
    )
    return max((jour, quoi) for jour, quoi in etapes if jour)
