"""/objectifs: the year's objectives and shares, and where it stands (LA art. 1, 2, 5)."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.handlers.actions import Action, jouer
from bot.handlers.arguments import Arguments, exiger_rien_de_plus
from bot.handlers.formulaires_objectifs import ACTIONS, convention_suivie, lire_annee_suivie
from bot.handlers.request import Contexte, Reply
from bot.presenters.objectifs import Vue, montrer
from core.domain.calendrier import jour_local
from core.domain.organisations import LIBELLES_NATURE, PAGE, Nature
from core.errors import Interdit, SaisieInvalide
from core.texte import cle, extrait, liste_fr, proche
from core.usecases.objectifs_bilan import bilan_des_objectifs
from core.usecases.objectifs_parts import suivre_les_parts

EXEMPLE = "/objectifs annee=2026 global=400"
PAR_CLE = {
    "global": "global",
    "contingent": "declarer",
    "bailleur": "bailleur",
    "categorie": "categorie",
}
"""The action that a key tells by itself."""


def objectifs(contexte: Contexte, arguments: Arguments) -> Reply:
    """Show a year, ask for a number, or store it."""
    arguments = _nommer(arguments)
    action = arguments.valeurs.get("action")
    if action is None:
        return _montrer(contexte, arguments)
    return jouer("objectifs", _choisir(contexte, action), contexte, arguments)


def _nommer(arguments: Arguments) -> Arguments:
    """Take the action's word, or the key that tells it, out of what was typed."""
    mots, valeurs = list(arguments.mots), dict(arguments.valeurs)
    if mots and not re.fullmatch(r"[0-9]{4}", mots[0]):
        valeurs.setdefault("action", mots.pop(0))
    elif mots:
        valeurs.setdefault("annee", mots.pop(0))
    for une, action in PAR_CLE.items():
        if une in valeurs:
            valeurs.setdefault("action", action)
    return replace(arguments, mots=tuple(mots), valeurs=valeurs)


def _choisir(contexte: Contexte, mot: str) -> Action[None]:
    """Find an action by its word; raises SaisieInvalide, or Interdit for who may not."""
    par_nom = {une.nom: une for une in ACTIONS}
    action = par_nom.get(cle(mot))
    if action is None:
        voisin = proche(mot, par_nom)
        suite = f"Vouliez-vous dire : /objectifs {voisin} ?" if voisin else f"Exemple : {EXEMPLE}"
        permis = liste_fr(par_nom, "ou")
        raise SaisieInvalide(
            f"/objectifs ne comprend pas « {extrait(mot)} ». Ce qu'elle comprend : une année, "
            f"{permis}. {suite}",
            "action",
        )
    organisation = contexte.membre.organisation
    if organisation.nature not in action.natures:
        qui = liste_fr(sorted(LIBELLES_NATURE[une] for une in action.natures), "ou")
        raise Interdit(
            f"/objectifs {action.nom} est réservé à : {qui}. {organisation.nom} n'en est pas."
        )
    return action


def _montrer(contexte: Contexte, arguments: Arguments) -> Reply:
    arguments.cles_permises(("annee",), "objectifs")
    exiger_rien_de_plus(arguments.mots, "objectifs", EXEMPLE)
    convention = convention_suivie(contexte)
    jour = jour_local(contexte.maintenant, convention.zone)
    texte = arguments.valeurs.get("annee")
    annee = lire_annee_suivie("annee", texte) if texte else jour.year
    lecteur = contexte.membre.organisation
    suivies = suivre_les_parts(contexte.uow, convention, lecteur, annee)
    bilan = None
    if convention.priorite and convention.priorite.objectif and _suit(lecteur.nature):
        bilan = bilan_des_objectifs(contexte.uow, convention, annee, jour)
    vue = Vue(convention, annee, jour, lecteur, contexte.requete.plateforme == PAGE)
    return Reply(montrer(vue, bilan, suivies))


def _suit(nature: Nature) -> bool:
    """Tell who reads the State's objectives: the État and the bailleurs (LA 3.3)."""
    return nature in (Nature.ETAT, Nature.BAILLEUR)
