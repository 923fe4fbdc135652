"""Where an avis stands once answered, and what comes next: one sentence, for either party."""

from __future__ import annotations

from collections.abc import Sequence

from bot.presenters import fiches
from bot.presenters.parcours import etapes
from core.domain.avis import AvisDeVacance, Etat, Livraison
from core.domain.caleol import en_jeu, trop_courte
from core.domain.candidatures import Candidature, actives
from core.domain.delais import echeance_fr
from core.domain.organisations import Organisation
from core.domain.parcours import ReponseMenage
from core.domain.suites import lectures_du_refus
from core.messages.model import Bloc, Bouton, Gravite, Liste, Message, Paragraphe
from core.texte import jour_fr, liste_fr
from core.usecases.suites import Suite


def repondre(suite: Suite, lecteur: Organisation, effet: str) -> Message:
    """Confirm one step, then say where the avis stands and what to do next."""
    avis, liste = suite.avis, suite.liste
    blocs: list[Bloc] = [Paragraphe(effet), Paragraphe(suite_fr(avis, liste))]
    if trop_courte(avis, liste):
        blocs.append(Paragraphe(f"Pour compléter la liste : /completer {avis.reference} NUR…"))
    connues = (une for une in fiches.visibles(avis, liste, lecteur) if une.parcours.issue)
    issues = [f"n° {une.numero} : {etapes(une)}" for une in connues]
    if issues:
        blocs.append(Liste(tuple(issues)))
    for une in liste:
        if une.numero == suite.candidature.numero and une.parcours.offre_en_cours:
            assert une.parcours.offre
            offre = une.parcours.offre
            blocs += [fiches.explication(offre), *fiches.autres_lectures(offre)]
    titre = f"{avis.reference} : {avis.etat}"
    return Message(titre, tuple(blocs), _boutons(suite, lecteur), Gravite.SUCCES)


def _boutons(suite: Suite, lecteur: Organisation) -> tuple[Bouton, ...]:
    """Offer to complete a list that the bailleur's answers made too short, then the rest."""
    boutons = fiches.boutons(suite.avis, lecteur)
    if lecteur.id != suite.avis.bailleur.id or not trop_courte(suite.avis, suite.liste):
        return tuple(sorted(boutons, key=lambda un: un.commande != _attendue(suite.liste)))
    ref = {"reference_avis": suite.avis.reference}
    autres = (un for un in boutons if un.commande != "completer")
    return (Bouton("Compléter la liste", "completer", ref), *autres)


def _attendue(liste: Sequence[Candidature]) -> str:
    """Give the command that comes next for the household in play, whose button goes first."""
    for une in en_jeu(liste)[:1]:
        if une.parcours.reponse is ReponseMenage.ACCEPTE:
            return "bail"
        return "reponse" if une.parcours.offre_en_cours else "offre"
    return ""


def suite_fr(avis: AvisDeVacance, liste: Sequence[Candidature]) -> str:
    """Say where the avis stands and what comes next."""
    match avis.etat:
        case Etat.ATTRIBUE:
            return _attribue(liste)
        case Etat.BAIL_SIGNE:
            return _livre(avis)
        case Etat.REFUSE_PAR_TOUS:
            lectures = lectures_du_refus(avis, liste)
            return f"Refusé par tous (LP art. 3). Lecture retenue, {lectures}."
        case Etat.SANS_ATTRIBUTAIRE:
            return (
                f"Aucun attributaire : l'avis revient à {avis.reservataire.nom}, avec un nouveau "
                "premier délai à compter de sa réception (LP art. 6)."
            )
        case Etat.REPUTE_TENU:
            return "Aucun candidat tardif retenu : l'engagement reste réputé tenu (LP art. 6)."
        case _:
            return _en_caleol(avis, liste)


def _attribue(liste: Sequence[Candidature]) -> str:
    premier = en_jeu(liste)[0]
    nom, parcours = f"le candidat n° {premier.numero}", premier.parcours
    if parcours.sous_condition and parcours.condition:
        limite = jour_fr(parcours.condition.avant)
        return f"Rang {parcours.rang} : {nom} attend sa condition, avant le {limite}."
    if parcours.offre_en_cours and parcours.offre:
        return (
            f"Rang {parcours.rang} : {nom} a jusqu'au {echeance_fr(parcours.offre)} pour "
            f"répondre ; son silence vaudra refus ({parcours.offre.article})."
        )
    if parcours.reponse is ReponseMenage.ACCEPTE:
        return f"Rang {parcours.rang} : {nom} a accepté. Reste à signer le bail."
    return f"Rang {parcours.rang} : {nom}. Reste à lui notifier l'offre (CCH R441-10)."


def _livre(avis: AvisDeVacance) -> str:
    if avis.livraison is Livraison.BAIL and avis.livre_le:
        return f"Le logement compte comme livré en {avis.livre_le.year} (LP art. 3)."
    if avis.livraison and avis.livre_le:
        return (
            f"Le logement comptait déjà ({avis.livraison}, le {jour_fr(avis.livre_le)}) : il ne "
            "compte qu'une fois (LP art. 3)."
        )
    return "Le bail est signé."


def _en_caleol(avis: AvisDeVacance, liste: Sequence[Candidature]) -> str:
    restent = [f"n° {une.numero}" for une in actives(liste) if une.parcours.indecise]
    phrases = []
    if restent:
        phrases.append(f"La CALEOL doit encore décider pour : {liste_fr(restent)}.")
    if trop_courte(avis, liste):
        minimum = avis.termes.candidats.minimum.valeur
        phrases.append(
            f"Il reste moins de {minimum} candidats à présenter : {avis.bailleur.nom} peut "
            "compléter la liste, sans nouveau délai (LP art. 6)."
        )
    return " ".join(phrases) or "Plus aucun candidat à présenter."
