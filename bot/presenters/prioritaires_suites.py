"""What the reader of a household may do next, and what is expected of them."""

from __future__ import annotations

from bot.presenters.prioritaires import bouton
from core.domain.organisations import Organisation
from core.domain.prioritaires import DossierPrioritaire, EtatDossier
from core.domain.prioritaires_passages import a_prevenir
from core.domain.regles_priorite import Articles
from core.messages.model import Bouton
from core.texte import a

_PROPOSER, _CALEOL = ("Proposer un logement", "proposer"), ("Dire la date de CALEOL", "signaler")
_REPONSE, _ENTREE = ("Noter la réponse", "reponse"), ("Noter l'entrée", "entree")
_IMPUTER = ("Changer l'imputation", "imputer")
_PRIVE = ("Lire la catégorie et le contact", "prive")
_RETIRER = ("Retirer l'inscription", "retirer")

_ETAT = {
    EtatDossier.SIGNALE: (
        ("Inscrire le ménage", "inscrire"),
        ("Écarter le signalement", "ecarter"),
        _PRIVE,
    ),
    EtatDossier.INSCRIT: (("Désigner un bailleur", "designer"), _RETIRER, _PRIVE),
    EtatDossier.DESIGNE: (("Changer de bailleur", "designer"), _RETIRER, _PRIVE),
    EtatDossier.PROPOSE: (_REPONSE, _PRIVE),
    EtatDossier.ACCEPTE: (_ENTREE, _REPONSE, _PRIVE),
    EtatDossier.RELOGE: (_IMPUTER, _PRIVE),
    EtatDossier.NON_INSCRIT: (("Inscrire le ménage", "inscrire"), _PRIVE),
    EtatDossier.RETIRE: (_PRIVE,),
}
_BAILLEUR = {
    EtatDossier.SIGNALE: (_CALEOL, _PRIVE),
    EtatDossier.INSCRIT: (_PROPOSER, _CALEOL, _PRIVE),
    EtatDossier.DESIGNE: (_PROPOSER, _CALEOL, _PRIVE),
    EtatDossier.PROPOSE: (_REPONSE, _PRIVE),
    EtatDossier.ACCEPTE: (_ENTREE, _REPONSE, _PRIVE),
    EtatDossier.RELOGE: (_IMPUTER,),
}


def boutons(dossier: DossierPrioritaire, lecteur: Organisation) -> tuple[Bouton, ...]:
    """Give what the reader may do about the household in its present state."""
    if lecteur.id == dossier.autorite.id:
        choix = list(_ETAT.get(dossier.etat, ()))
        if a_prevenir(dossier):
            # Only naming a bailleur comes before it: the rest is the bailleur's to do.
            rang = 1 if dossier.etat is EtatDossier.INSCRIT else 0
            choix.insert(rang, ("Noter le ménage prévenu", "prevenir"))
        if dossier.vivant:
            choix.append(("Rectifier le dossier", "rectifier"))
    elif dossier.concerne(lecteur.id):
        choix = list(_BAILLEUR.get(dossier.etat, ()))
    else:
        choix = []
    return tuple(bouton(libelle, dossier, action) for libelle, action in choix)


def suite_fr(dossier: DossierPrioritaire, lecteur: Organisation, articles: Articles) -> str:
    """Say in one sentence who owes what next."""
    ref = dossier.reference
    pour_l_etat = lecteur.id == dossier.autorite.id
    if not pour_l_etat and not dossier.concerne(lecteur.id):
        return "Ce ménage n'est plus le vôtre : vous en lisez le suivi, sans rien devoir."
    bailleur = dossier.bailleur.nom if dossier.bailleur else "un bailleur"
    moi = {False: "À vous", True: f"À {bailleur}"}[pour_l_etat]
    match dossier.etat:
        case EtatDossier.SIGNALE if pour_l_etat:
            quoi = f"d'inscrire ce ménage ou de l'écarter ({articles.inscription})"
            return f"À vous {quoi} : /dossier {ref} inscrire"
        case EtatDossier.SIGNALE:
            return f"La réponse appartient {a(dossier.autorite.nom)} ({articles.inscription})."
        case EtatDossier.INSCRIT if pour_l_etat:
            return f'À vous de désigner un bailleur : /dossier {ref} designer bailleur="…"'
        case EtatDossier.INSCRIT:
            return f"Vous pouvez proposer un logement : /dossier {ref} proposer"
        case EtatDossier.DESIGNE:
            quoi = f"de proposer un logement adapté ({articles.designation})"
            return f"{moi} {quoi} : /dossier {ref} proposer"
        case EtatDossier.PROPOSE:
            return f"{moi} de noter la réponse du ménage : /dossier {ref} reponse accepte"
        case EtatDossier.ACCEPTE:
            return f"{moi} de noter l'entrée dans les lieux : /dossier {ref} entree date=…"
        case EtatDossier.RETIRE if pour_l_etat and a_prevenir(dossier):
            quoi = f"de notifier le retrait au ménage ({articles.retrait})"
            return f"À vous {quoi} : /dossier {ref} prevenir"
        case _:
            return "Plus rien n'est attendu."
