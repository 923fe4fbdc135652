"""What a command will do, said before it is done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.handlers.commandes import PAR_NOM
from bot.handlers.permissions import exiger
from bot.handlers.request import Contexte
from bot.presenters import fiches
from bot.presenters.adresses import REFERENCE
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
    reference = fixe.get(REFERENCE, "")
    quoi = _ENVOIS.get(nom, f"{commande.resume[:1].upper()}{commande.resume[1:]}")
    envoi = _ENVOIS.get(nom, "Confirmer")
    if not reference:
        return Confirmation(quoi, f"{quoi} ?", envoi)
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
