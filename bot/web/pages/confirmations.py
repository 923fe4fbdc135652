"""What a command will do, said before it is done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.handlers.actions import Action
from bot.handlers.commandes import PAR_NOM
from bot.handlers.permissions import exiger
from bot.handlers.request import Contexte
from bot.presenters import fiches
from bot.presenters.adresses import REFERENCE
from bot.web.pages.gestes_de_dossier import action_de
from core.domain.references import Prefixe, prefixe_de
from core.messages.model import Champs
from core.usecases.dossier import charger

_PHRASES = {
    "accuser": (
        "Vous confirmez avoir reçu {ref}. Le délai pour répondre court à compter de cet instant "
        "(LP art. 6) : votre reçu donnera l'échéance exacte."
    ),
    "numeros": (
        "Les numéros uniques de {ref} s'afficheront en entier, une seule fois. Cette lecture sera "
        "inscrite au journal (LP art. 11)."
    ),
    "accepter": (
        "Les candidats tardifs de {ref} iront à la CALEOL. L'engagement réputé tenu reste compté."
    ),
}
_DES_AUTRES = {
    "accuser": (
        "Vous confirmez avoir reçu la notice de {ref}. Cet instant fait preuve de la réception : "
        "votre reçu dira ce qui court à compter de lui."
    ),
    "numeros": (
        "Ce qui ne se lit qu'en privé pour {ref} s'affichera en entier, une seule fois. Cette "
        "lecture sera inscrite au journal."
    ),
}
_ENVOIS = {
    "accuser": "Accuser réception",
    "numeros": "Lire les numéros",
    "rendre": "Rendre ce logement",
    "accepter": "Accepter ces candidats",
}


@dataclass(frozen=True)
class Confirmation:
    """A title, a sentence, the dwelling concerned, and the label of the button that acts."""

    titre: str
    phrase: str
    envoi: str
    logement: Champs | None = None


def confirmation(contexte: Contexte, nom: str, fixe: Mapping[str, str]) -> Confirmation:
    """Say what a command will do; raises Interdit when its reader may not."""
    commande = PAR_NOM[nom]
    exiger(commande, contexte.auteur)
    reference, action = fixe.get(REFERENCE, ""), action_de(nom, fixe)
    quoi = _ENVOIS.get(nom, f"{commande.resume[:1].upper()}{commande.resume[1:]}")
    envoi = _ENVOIS.get(nom, "Confirmer")
    if action:
        return _d_une_action(action, reference)
    if not reference:
        return Confirmation(quoi, f"{quoi} ?", envoi)
    if prefixe_de(reference) is not Prefixe.AVIS:
        phrase = _DES_AUTRES.get(nom, f"{quoi} : {{ref}}.").format(ref=reference)
        return Confirmation(f"{quoi} : {reference}", phrase, envoi)
    return _d_un_avis(contexte, nom, fixe, (quoi, envoi))


def _d_une_action(action: Action[Any], reference: str) -> Confirmation:
    """Say what an action that asks nothing will do."""
    titre = f"{reference} : {_minuscule(action.titre)}" if reference else action.titre
    phrase = (
        f"Pour continuer, confirmez : « {action.titre} ». Ce sera inscrit au journal du dossier."
    )
    envoi = action.titre if action.envoi == Action.envoi else action.envoi
    return Confirmation(titre, phrase, envoi)


def _minuscule(titre: str) -> str:
    """Write a title after a colon: a name in capitals stays so."""
    return titre if titre[1:2].isupper() else titre[:1].lower() + titre[1:]


def _d_un_avis(
    contexte: Contexte, nom: str, fixe: Mapping[str, str], dits: tuple[str, str]
) -> Confirmation:
    """Say what a command will do to an avis, with the dwelling it is about."""
    reference, (quoi, envoi) = fixe[REFERENCE], dits
    if "retirer" in fixe:
        lequel = f"le candidat n° {fixe['retirer']}"
        phrase = f"Vous retirez {lequel} de la liste de {reference}. Ses coordonnées sont effacées."
        return Confirmation(f"{reference} : retirer {lequel}", phrase, "Retirer ce candidat")
    avis = charger(contexte.uow, reference, contexte.membre.organisation)
    boutons = (*fiches.boutons(avis, contexte.membre.organisation), fiches.bouton_rendre(avis))
    questions = (un.confirmation for un in boutons if un.commande == nom and un.confirmation)
    phrase = _PHRASES.get(nom, f"{quoi} : {{ref}}.").format(ref=reference)
    phrase = next(questions, phrase)
    return Confirmation(f"{quoi} : {reference}", phrase, envoi, fiches.logement(avis))
