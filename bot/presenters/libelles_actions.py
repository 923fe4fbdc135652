"""What the actions of a command are called where nothing can be typed: their forms' titles."""

from __future__ import annotations

from collections.abc import Mapping

ACTIONS: Mapping[str, Mapping[str, str]] = {
    "dossier": {
        "nouveau": "Nouveau ménage prioritaire",
        "inscrire": "Inscrire le ménage",
        "ecarter": "Écarter le signalement",
        "designer": "Désigner un bailleur",
        "signaler": "Passage en CALEOL",
        "proposer": "Proposer un logement",
        "reponse": "Réponse du ménage",
        "entree": "Entrée dans les lieux",
        "imputer": "Imputation sur le contingent",
        "retirer": "Retirer l'inscription",
        "prevenir": "Ménage prévenu",
        "rectifier": "Rectifier le dossier",
        "prive": "Catégorie et contact",
    },
    "commission": {
        "nouvelle": "Fixer une séance",
        "ordre": "Ordre du jour",
        "reporter": "Reporter la séance",
        "annuler": "Annuler la séance",
        "convoquer": "Convoquer les bailleurs",
        "ouvrir": "Ouvrir la séance",
        "presences": "Noter les présents",
        "decision": "Noter une décision",
        "retirer_decision": "Retirer une décision",
        "clore": "Clore la séance",
        "resume": "Relevé de la séance",
    },
    "programme": {
        "nouveau": "Nouveau programme",
        "plan": "Plan des livraisons",
        "envoyer_plan": "Envoyer le plan des livraisons",
        "notifier": "Envoyer la notice",
        "livraison": "Déplacer la livraison",
        "concertation": "Fixer la concertation",
        "repartir": "Répartir les logements",
        "candidats": "Proposer des candidats",
        "valider": "Confirmer un numéro",
        "retirer": "Retirer un candidat",
        "retenir": "Retenir un candidat",
        "echec": "Noter un échec",
        "carence": "Constater une carence",
        "derogation": "Dérogation à la part de l'État",
        "livre": "Noter la livraison",
        "abandonner": "Abandonner le programme",
        "document": "Télécharger un document",
    },
    "objectifs": {
        "global": "Objectif global de l'année",
        "bailleur": "Objectif d'un bailleur",
        "categorie": "Objectif d'une catégorie",
        "declarer": "Déclarer des attributions",
    },
}
"""By command, then by action."""
