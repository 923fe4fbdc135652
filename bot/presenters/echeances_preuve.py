"""Every délai that an avis ever had, for its proof: of each round, of each offer."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from core.domain.avis import AvisDeVacance
from core.domain.calendrier import fin_de_jour
from core.domain.delais import Echeance, NatureEcheance, premier_delai, second_delai
from core.domain.journal import Entree
from core.domain.offres import delai_offre
from core.messages.saisies import lire_date

RECU, RELANCE_RECUE = "avis reçu", "relance reçue"
OFFRE = "offre notifiée au ménage"
NOUVEAU_TOUR = frozenset({"sans attributaire", "rectificatif, délai relancé"})
"""The actions of the journal from which the délais are read again."""


@dataclass(frozen=True)
class Due:
    """One délai of the proof: the round it belongs to, and the candidate whose answer it gave."""

    tour: int
    echeance: Echeance
    candidat: int | None = None


def toutes(avis: AvisDeVacance, chaine: Sequence[Entree]) -> list[Due]:
    """Give the délais in the order of the journal, those of former rounds and offers included.

    Those that run now are as stored; the others are computed again from the recorded reception,
    and end on the day that the journal holds, if it holds one.
    """
    dues: list[Due] = []
    for tour, entree in _par_tour(chaine):
        premiere = next((une.echeance for une in dues if une.tour == tour), None)
        if entree.action == OFFRE:
            dues.append(_offre(avis, tour, entree))
        elif entree.action == RECU:
            dues.append(Due(tour, _du_tour(avis, tour, avis.premiere, entree, _premier)))
        elif entree.action == RELANCE_RECUE and premiere:
            calculer = _second(premiere)
            dues.append(Due(tour, _du_tour(avis, tour, avis.seconde, entree, calculer)))
    return dues


def _par_tour(chaine: Sequence[Entree]) -> Iterator[tuple[int, Entree]]:
    tour = 1
    for entree in chaine:
        yield tour, entree
        tour += entree.action in NOUVEAU_TOUR


Calcul = Callable[[AvisDeVacance, datetime], Echeance]


def _du_tour(
    avis: AvisDeVacance, tour: int, gardee: Echeance | None, entree: Entree, calculer: Calcul
) -> Echeance:
    """Give the stored délai of the present round, else the one that the journal proves."""
    if gardee and tour == avis.tour:
        return gardee
    return _au_jour_inscrit(avis, entree, calculer(avis, entree.instant))


def _au_jour_inscrit(avis: AvisDeVacance, entree: Entree, calculee: Echeance) -> Echeance:
    """Trust the journal over the computation: the dwelling may have been corrected since."""
    prouvee = replace(calculee, article=entree.article, lecture=entree.lecture)
    inscrit = entree.details.get("dernier jour")
    if inscrit is None or (jour := lire_date("dernier jour", inscrit)) == calculee.dernier_jour:
        return prouvee
    fin = fin_de_jour(jour, avis.termes.zone)
    etapes = (calculee.etapes[0], "dernier jour inscrit au journal")
    return replace(prouvee, dernier_jour=jour, fin=fin, etapes=etapes, autres=())


def _premier(avis: AvisDeVacance, recu_le: datetime) -> Echeance:
    return premier_delai(recu_le, avis.logement, avis.termes)


def _second(premiere: Echeance) -> Calcul:
    def calculer(avis: AvisDeVacance, recue_le: datetime) -> Echeance:
        return second_delai(recue_le, premiere, avis.logement, avis.termes)

    return calculer


def _offre(avis: AvisDeVacance, tour: int, entree: Entree) -> Due:
    """Compute an offer's days again from the day of its notification (CCH R441-10)."""
    notifiee = lire_date("notifiée le", entree.details["notifiée le"])
    offre = _au_jour_inscrit(avis, entree, delai_offre(notifiee, avis.termes))
    return Due(tour, offre, int(entree.details["candidat"]))


def objet_de(une: Due) -> str:
    """Name a délai as the proof does: « premier délai, tour 2 », « … candidat n° 3 »."""
    nom = une.echeance.nature.libelle
    if une.echeance.nature is NatureEcheance.OFFRE:
        nom += f", candidat n° {une.candidat}"
    return nom + (f", tour {une.tour}" if une.tour > 1 else "")
