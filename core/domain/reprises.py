"""Take a closed round up again, when a household had accepted in time (chosen, ADR 12)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from core.domain.avis import EN_ATTENTE, AvisDeVacance, Etat, Passage
from core.domain.candidatures import Candidature, EtatCandidature, actives
from core.domain.parcours import ReponseMenage
from core.errors import TransitionImpossible


def du_tour_clos(liste: Sequence[Candidature], depuis: datetime) -> tuple[Candidature, ...]:
    """Give the candidatures of the last round that ended; it began at `depuis`."""
    return tuple(
        une for une in liste if une.etat is EtatCandidature.PASSEE and une.instant >= depuis
    )


def reprenable(avis: AvisDeVacance, closes: Sequence[Candidature], numero: int) -> bool:
    """Tell whether candidate `numero` fell silent in the round that the avis came back from."""
    revenu = avis.etat in EN_ATTENTE or (avis.etat is Etat.REPUTE_TENU and avis.tardifs_acceptes)
    muets = {une.numero for une in closes if une.parcours.reponse is ReponseMenage.SILENCE}
    return revenu and numero in muets


def reprendre(avis: AvisDeVacance, liste: Sequence[Candidature], numero: int) -> Passage:
    """Bring the avis back to attribué, and stop the new délai.

    Raises TransitionImpossible once a household was put forward in the new round, or one of the
    former round kept aside by another organisation: it lives once in an avis.
    """
    passees = [une.numero_unique for une in liste if une.etat is EtatCandidature.PASSEE]
    gardees = (EtatCandidature.A_CONFIRMER, EtatCandidature.TARDIVE)
    memes = [une for une in liste if une.etat in gardees and une.numero_unique in passees]
    nouvelles = [*actives(liste), *memes]
    if nouvelles:
        raise TransitionImpossible(
            f"{avis.reference} : le candidat n° {nouvelles[0].numero} a déjà été proposé pour le "
            f"nouveau tour ; l'acceptation du n° {numero} vient trop tard. "
            f"Voir : /avis {avis.reference}"
        )
    repris = replace(avis, etat=Etat.ATTRIBUE)
    if avis.etat in EN_ATTENTE:
        repris = replace(repris, premiere=None, seconde=None, relance_le=None)
    return Passage(
        repris,
        "tour précédent repris",
        avis.etat,
        "LP art. 6",
        "acceptation donnée à temps : le nouveau délai s'arrête (choisi)",
        {"candidat": str(numero)},
    )
