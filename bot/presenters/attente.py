"""What is known of a notice that nobody is proved to have received."""

from __future__ import annotations

from core.domain.avis import AvisDeVacance
from core.domain.convention import ModeReception
from core.texte import instant_fr


def moyen_de_remise(avis: AvisDeVacance) -> str:
    """Say by what a notice that waits for its acknowledgement left: chat too, in that mode."""
    return "" if avis.termes.reception.valeur is ModeReception.ACCUSE else " par courriel"


def attente(avis: AvisDeVacance) -> str:
    """Say since when the avis, or its relance, waits for an acknowledgement, if it left."""
    if avis.remis_le is None:
        return "pas encore de réception prouvée"
    quand = instant_fr(avis.remis_le, avis.termes.zone)
    return f"envoyé{moyen_de_remise(avis)} le {quand}, pas encore accusé"
