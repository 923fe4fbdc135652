"""Where an avis stands once answered, and what comes next: one sentence, for either party."""

from __future__ import annotations

from collections.abc import Sequence

from bot.presenters import fiches
from bot.presenters.parcours import etapes
from core.domain.avis import EN_ATTENTE, AvisDeVacance, Etat, Livraison
from core.domain.caleol import en_jeu, trop_courte
from core.domain.candidatures import Candidature, actives, revenu
from core.domain.delais import echeance_fr
from core.domain.organisations import Organisation
from core.domain.parcours import ReponseMenage
from core.domain.suites import lectures_du_refus
from core.messages.model import Bloc, Bouton, Gravite, Liste, Message, Paragraphe
from core.texte import a, instant_fr, jour_fr, liste_fr
from core.usecases.suites import Suite


def repondre(suite: Suite, lecteur: Organisation, effet: str) -> Message:
    """Confirm one step, then say where the avis stands and what to do next."""
    avis, liste = suite.avis, suite.liste
    blocs: list[Bloc] = [Paragraphe(effet), Paragraphe(suite_fr(avis, liste, lecteur))]
    if lecteur.id == avis.bailleur.id and trop_courte(avis, liste):
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
        return attendu_d_abord(boutons, suite.liste)
    ref = {"reference_avis": suite.avis.reference}
    autres = (un for un in boutons if un.commande != "completer")
    return (Bouton("Compléter la liste", "completer", ref), *autres)


def informe_fr(suite: Suite, parties: Sequence[Organisation] = ()) -> str:
    """Say who is told of a step, the réservataire unless said; or that somebody could not be."""
    noms = [une.nom for une in parties or (suite.avis.reservataire,)]
    if not suite.informe:
        return (
            f"Aucune conversation ne permet d'en informer {liste_fr(noms)} : prévenez par un autre "
            "moyen."
        )
    return f"{liste_fr(noms)} en {'sont informés' if len(noms) > 1 else 'est informé'}."


def attendu_d_abord(boutons: Sequence[Bouton], liste: Sequence[Candidature]) -> tuple[Bouton, ...]:
    """Put first the button of what comes next for the household in play."""
    return tuple(sorted(boutons, key=lambda un: un.commande != _attendue(liste)))


def _attendue(liste: Sequence[Candidature]) -> str:
    """Give the command that comes next for the household in play, whose button goes first."""
    for une in en_jeu(liste)[:1]:
        if une.parcours.sous_condition:
            return "caleol"
        if une.parcours.reponse is ReponseMenage.ACCEPTE:
            return "bail"
        return "reponse" if une.parcours.offre_en_cours else "offre"
    return ""


def suite_fr(avis: AvisDeVacance, liste: Sequence[Candidature], lecteur: Organisation) -> str:
    """Say where the avis stands and what comes next, naming only whom the reader may know."""
    match avis.etat:
        case Etat.ATTRIBUE:
            return _attribue(avis, liste, lecteur)
        case Etat.BAIL_SIGNE:
            return _livre(avis)
        case Etat.REFUSE_PAR_TOUS:
            lectures = lectures_du_refus(avis, liste)
            deja = "" if avis.livraison else f" {_DEJA_COMPTE}"
            return f"Refusé par tous (LP art. 3). Lecture retenue, {lectures}.{deja}"
        case Etat.SANS_ATTRIBUTAIRE:
            return (
                f"Aucun attributaire : l'avis revient {a(avis.reservataire.nom)}, avec un nouveau "
                "premier délai à compter de sa réception (LP art. 6)."
            )
        case Etat.REPUTE_TENU:
            return "Aucun candidat tardif retenu : l'engagement reste réputé tenu (LP art. 6)."
        case etat if etat in EN_ATTENTE:
            return _en_attente(avis, liste)
        case _:
            return _en_caleol(avis, liste, lecteur)


_DEJA_COMPTE = "Un avis réputé tenu compte déjà ce logement, qui ne compte qu'une fois (LP art. 3)."


def _en_attente(avis: AvisDeVacance, liste: Sequence[Candidature]) -> str:
    """Say that the réservataire is to name candidates, anew if the avis went round."""
    jusque = f", jusqu'au {echeance_fr(avis.echeance)}" if avis.echeance else ""
    if revenu(liste):
        return (
            f"Aucun attributaire : l'avis est revenu {a(avis.reservataire.nom)}, qui nomme de "
            f"nouveaux candidats{jusque} (LP art. 6)."
        )
    return f"{avis.reservataire.nom} nomme ses candidats{jusque} (LP art. 6)."


def _attribue(avis: AvisDeVacance, liste: Sequence[Candidature], lecteur: Organisation) -> str:
    premier = en_jeu(liste)[0]
    if premier not in fiches.visibles(avis, liste, lecteur):
        return "Le candidat d'une autre organisation passe en premier."
    nom, parcours = f"le candidat n° {premier.numero}", premier.parcours
    if parcours.sous_condition and parcours.condition:
        limite = jour_fr(parcours.condition.avant)
        attente = f"Rang {parcours.rang} : {nom} attend sa condition, avant le {limite}."
        if lecteur.id != avis.bailleur.id:
            return attente
        commande = f"/caleol {avis.reference} {premier.numero}"
        return f"{attente} À dire dès qu'on le sait : {commande} condition_remplie (ou non)."
    if parcours.offre_en_cours and parcours.offre and parcours.silence_des:
        return (
            f"Rang {parcours.rang} : le délai du candidat n° {premier.numero} a pris fin le "
            f"{echeance_fr(parcours.offre)}. À noter avant le "
            f"{instant_fr(parcours.silence_des, avis.termes.zone)}, sa réponse ; ensuite, son "
            f"silence vaudra refus ({parcours.offre.article})."
        )
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
    return f"Le bail est signé. {_DEJA_COMPTE}"


def _en_caleol(avis: AvisDeVacance, liste: Sequence[Candidature], lecteur: Organisation) -> str:
    indecises = [une for une in actives(liste) if une.parcours.indecise]
    connues = fiches.visibles(avis, indecises, lecteur)
    restent = [f"n° {une.numero}" for une in connues]
    phrases = []
    if len(connues) < len(indecises):
        phrases.append("La CALEOL doit encore décider pour des candidats d'autres organisations.")
    if restent:
        phrases.append(f"La CALEOL doit encore décider pour : {liste_fr(restent)}.")
    if trop_courte(avis, liste):
        minimum = avis.termes.candidats.minimum.valeur
        phrases.append(
            f"Il reste moins de {minimum} candidats à présenter : {avis.bailleur.nom} peut "
            "compléter la liste, sans nouveau délai (LP art. 6)."
        )
    return " ".join(phrases) or "Plus aucun candidat à présenter."
