"""What a member does on their signed page, without a browser."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import replace

from bot.handlers.dialogues import arguments_de
from bot.handlers.request import Reply, Request
from bot.handlers.router import contexte_de, executer
from bot.handlers.soumission import Soumission
from core.domain.organisations import PAGE, Destination
from core.messages.model import Message
from tests.component.scene import NUR, REF, Scene

MENAGES = (
    {
        "nom": "D'Aubigné-Hoareau",
        "prenom": "Marie-Thérèse",
        "telephone": "0692 55 44 33",
        "courriel": "Mt.Aubigne@exemple.re",
        "adresse": "12 rue des Bons-Enfants",
        "categorie": "g : violences au sein du couple, mariage forcé",
    },
    {"nom": "Nguyễn", "telephone": "+262 693 11 22 33"},
    {"nom": "Payet-Ramalingom", "prenom": "Zoé", "courriel": "zoe.payet@exemple.re"},
)
PRIVES = (
    "Aubigné",
    "Marie-Thérèse",
    "06 92 55 44 33",
    "0692 55 44 33",
    "mt.aubigne",
    "Bons-Enfants",
    "violences",
    "Nguyễn",
    "06 93 11 22 33",
    "Ramalingom",
    "zoe.payet",
)
"""What must be read on the page, and nowhere else."""


def groupes(*menages: Mapping[str, str], depuis: int = 0) -> dict[str, str]:
    """Fill the groups of a form, each with the next number."""
    return {
        f"{nom}_{rang}": texte
        for rang, menage in enumerate(menages, 1)
        for nom, texte in {"numero": NUR[depuis + rang - 1], **menage}.items()
    }


class Page:
    """The signed page of one member."""

    def __init__(self, scene: Scene, membre: int) -> None:
        self.scene = scene
        self.membre = membre
        self._gestes = itertools.count(1)

    def _requete(self, commande: str, champs: Mapping[str, str]) -> Request:
        adresse = str(self.membre)
        return Request(
            PAGE,
            adresse,
            Destination(PAGE, adresse),
            f"geste-{self.membre}-{next(self._gestes)}",
            commande=commande,
            champs=champs,
            fixe={"reference_avis": REF},
            questions="formulaire",
            membre=self.membre,
        )

    def ouvrir(self, commande: str, **champs: str) -> Reply:
        """Run a command with what is known."""
        requete = self._requete(commande, champs)
        with self.scene.base.transaction() as uow:
            contexte = contexte_de(uow, requete, self.scene.maintenant)
            return executer(contexte, commande, arguments_de({**requete.fixe, **champs}))

    def lire(self, commande: str, **champs: str) -> Message:
        """Run a command that answers."""
        message = self.ouvrir(commande, **champs).message
        assert message
        return message

    def envoyer(
        self, champs: Mapping[str, str], montres: frozenset[str] | None = None
    ) -> Soumission:
        """Send the candidates, all questions shown but if told which; gives what became of it."""
        requete = replace(self._requete("candidats", champs), montres=montres)
        return self.scene.routeur.soumettre(requete, self.scene.maintenant)
