"""What a typed command is called where nothing can be typed: in a mail, on a signed page."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from bot.presenters.libelles_actions import ACTIONS
from core.domain.references import COMMANDES, Prefixe, prefixe_de
from core.messages.model import Bloc, Champs, Liste, Message, Paragraphe

LIBELLES: Mapping[str, str] = {
    "aide": "la liste de vos démarches",
    "vacance": "Envoyer un avis de vacance",
    "avis": "Mes avis",
    "candidats": "Proposer des candidats",
    "rendre": "Rendre",
    "ouvrir": "Ouvrir cet avis à un autre réservataire",
    "accuser": "Accuser réception",
    "retirer": "Retirer cet avis",
    "completer": "Compléter la liste",
    "accepter": "Accepter les candidats tardifs",
    "retour": "Présenter ou écarter",
    "caleol": "Décision de CALEOL",
    "offre": "Offre notifiée",
    "reponse": "Réponse",
    "bail": "Bail signé",
    "visite": "Noter une visite",
    "numeros": "Lire les numéros",
    "page": "Votre page",
    "preuve": "Fichier de preuve",
    "adresse": "Adresses de courriel",
    "annexe": "Contrôler des annexes",
    "flux": "Suivre le flux de l'année",
    "objectifs": "Objectifs de l'année",
    "importer": "Importer des ménages",
    "programme": "Programmes neufs",
    "dossier": "Ménages prioritaires",
    "commission": "Commission inter-bailleurs",
    "etat": "État du service",
}
RAISON = "Donner la raison d'une liste courte"
CORRIGER = "Compléter ou corriger cet avis"

_VERDICTS = (
    "presente|ecarte|attribution|condition_remplie|accepte|refuse|ajouter|retirer|secours|non|oui"
)
_REF = rf"(?:{'|'.join(Prefixe)})-[0-9]{{4}}-[0-9]{{4,}}"


def _tete(nom: str) -> str:
    """Match a command, its dossier, and the action that it does."""
    actions = "|".join(sorted(ACTIONS.get(nom, ()), key=len, reverse=True))
    fin = r"(?![\w-]|/\w)"
    return rf"{nom}{fin}(?:\s{_REF})?" + (rf"(?:\s(?:…\s)?(?:{actions}){fin})?" if actions else "")


_COMMANDE = re.compile(
    rf"(?<![\w/])/(?P<tete>{'|'.join(map(_tete, LIBELLES))})"
    r"(?P<suite>(?:\s(?:[0-9]{1,4}(?![\w/])|NUR…"
    rf"|(?:{_VERDICTS})(?![\w-])|\S+@\S*\w"
    r"|[a-z_]+=(?:\"[^\"]*\"|\S*[\w…])"
    r"|\(ou refuse\)))*(?:, ou condition_non_remplie)?)"
)


@dataclass(frozen=True)
class Demarche:
    """A command as a text names it, and what that is called."""

    nom: str
    reference: str = ""
    raison: bool = False
    action: str = ""

    @property
    def libelle(self) -> str:
        """Name it as its link does."""
        if self.action:
            return ACTIONS[self.nom][self.action]
        if self.reference and self.nom in COMMANDES.values():
            return self.reference
        if self.nom == "vacance" and self.reference:
            return CORRIGER
        return RAISON if self.raison else LIBELLES[self.nom]


_POUR_CONFIRMER = re.compile(r"\s*\bPour (?:le )?confirmer[^.]*confirmer=oui\.?\s*$")
_CONFIRMEZ = re.compile(r"(?:ajoutez|confirmez) : confirmer=oui\.?\s*$")


def sans_confirmer(texte: str) -> str:
    """Drop how to confirm by typing, at the end of what a button confirms."""
    return _CONFIRMEZ.sub("confirmez.", _POUR_CONFIRMER.sub("", texte))


def remplacer(
    texte: str, par: Callable[[Demarche], str], autour: Callable[[str], str] = str
) -> list[str]:
    """Cut a text at each command written in it, named by `par`; `autour` writes the rest."""
    morceaux: list[str] = []
    fin = 0
    for lue in _COMMANDE.finditer(texte):
        une = _lire([un for un in lue["tete"].split() if un != "…"], lue["suite"])
        morceaux += [autour(texte[fin : lue.start()]), par(une)]
        fin = lue.end()
    return [*morceaux, autour(texte[fin:])]


def _lire(tete: list[str], suite: str) -> Demarche:
    nom, *reste = tete
    raison = nom == "candidats" and "motif=" in suite
    reference = reste.pop(0) if reste and prefixe_de(reste[0]) else ""
    return Demarche(nom, reference, raison, reste[0] if reste else "")


def sans_commandes(message: Message) -> Message:
    """Name what a command does in its place, for those who can't type any."""
    return replace(message, blocs=tuple(_bloc(un) for un in message.blocs))


def _texte(texte: str) -> str:
    return "".join(remplacer(texte, lambda une: f"« {une.libelle} »"))


def _bloc(bloc: Bloc) -> Bloc:
    match bloc:
        case Paragraphe(texte):
            return Paragraphe(_texte(texte))
        case Liste(elements):
            return replace(bloc, elements=tuple(_texte(un) for un in elements))
        case Champs(lignes):
            return Champs(tuple((nom, _texte(valeur)) for nom, valeur in lignes))
        case _:
            return bloc
