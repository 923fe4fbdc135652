"""One line for an avis, one line for an entry of the journal."""

from __future__ import annotations

from bot.presenters.attente import attente
from core.domain.avis import AvisDeVacance, attend_une_reception
from core.domain.journal import Entree
from core.domain.organisations import Organisation
from core.texte import jour_fr, pluriel


def ligne_avis(avis: AvisDeVacance, lecteur: Organisation, candidats: int) -> str:
    """Sum an avis up: reference, dwelling, other party, state, échéance, candidates."""
    autre = avis.reservataire if lecteur.id == avis.bailleur.id else avis.bailleur
    logement = " ".join(mot for mot in (avis.logement.type, avis.logement.commune) if mot)
    morceaux = [avis.reference, logement or "logement à décrire", autre.nom, avis.etat.value]
    if avis.echeance:
        morceaux.append(f"jusqu'au {jour_fr(avis.echeance.dernier_jour)} à 24 h")
    elif attend_une_reception(avis):
        morceaux.append(attente(avis) if avis.remis_le else "pas encore reçu")
    if candidats:
        morceaux.append(pluriel(candidats, "candidat"))
    return " · ".join(morceaux)


def ligne_journal(entree: Entree) -> str:
    """Sum an entry up: what, by whom, through what, on which article."""
    par = (
        entree.acteur
        if entree.plateforme == "interne"
        else f"{entree.acteur} ({entree.plateforme})"
    )
    passage = f" [{entree.de} → {entree.a}]" if entree.de and entree.de != entree.a else ""
    return f"{entree.action}{passage}, {par}, {entree.article}"
