"""Addresses under one signed link, and what that link opens."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.handlers.arguments import lire_reference
from bot.presenters.adresses import REFERENCE, suite_du_bouton
from core.domain.acces import Acces, But, LienRefuse, ouvre_sur
from core.domain.references import COMMANDES, Prefixe, prefixe_de
from core.messages.model import Bouton

CACHEES = frozenset({"start", "inscription", "annuler", "passer", "canal", "page"})
"""Commands that only mean something in a chat."""

RETOURS = {
    Prefixe.AVIS: "Revenir à l'avis",
    Prefixe.PROGRAMME: "Revenir au programme",
    Prefixe.PRIORITAIRE: "Revenir au dossier",
    Prefixe.COMMISSION: "Revenir à la commission",
}
MES_DOSSIERS = "Revenir à mes dossiers"


@dataclass(frozen=True)
class Suite:
    """A way on: a link, or a form of one button when `sceau` is there."""

    libelle: str
    adresse: str
    sceau: str = field(default="", repr=False)
    bouton: str = field(default="", repr=False)

    @property
    def lien(self) -> str:
        """Give where it leads by itself; nothing for what does something."""
        return "" if self.sceau else self.adresse


@dataclass(frozen=True)
class Chemins:
    """Where each page of one link is."""

    racine: str
    jeton: str = field(repr=False)
    acces: Acces

    @property
    def accueil(self) -> str:
        """Give the first page of the link."""
        return f"{self.racine}/{self.jeton}"

    @property
    def seul(self) -> bool:
        """Tell whether the link opens one dossier only."""
        return self.acces.but is But.DOSSIER

    def ouvre(self, commande: str, arguments: Mapping[str, str]) -> bool:
        """Tell whether the link opens a command with these arguments."""
        if commande in CACHEES:
            return False
        if self.acces.but is But.ESPACE:
            return True
        sien = arguments.get(REFERENCE) == self.acces.objet
        return sien and ouvre_sur(self.acces.objet, commande)

    def commande(self, nom: str, arguments: Mapping[str, str]) -> str:
        """Give the page of a command."""
        return self.accueil + suite_du_bouton(Bouton("", nom, arguments), self.acces.objet)

    def dossier(self, reference: str) -> str:
        """Give the page of a dossier; the first page of the link for what is none."""
        prefixe = prefixe_de(reference)
        if prefixe is None:
            return self.accueil
        return self.commande(COMMANDES[prefixe], {REFERENCE: reference})

    def retour(self, reference: str = "") -> Suite:
        """Give the way back: to a dossier, else to the first page of the link."""
        prefixe = prefixe_de(reference or self.acces.objet)
        adresse = self.dossier(reference) if reference else self.accueil
        return Suite(RETOURS[prefixe] if prefixe else MES_DOSSIERS, adresse)

    def page_de(self, nom: str) -> str:
        """Give the page of a command, about nothing yet."""
        return f"{self.accueil}/{nom}"

    def geste(self, nom: str, arguments: Mapping[str, str]) -> str:
        """Give where a button of ours is pressed: always the page of its command."""
        reste = self.commande(nom, arguments).partition("?")[2]
        return self.page_de(nom) + (f"?{reste}" if reste else "")

    def piece(self, nom: str, arguments: Mapping[str, str]) -> str:
        """Give the file that a showing command joins."""
        reste = self.commande(nom, arguments).partition("?")[2]
        return f"{self.page_de(nom)}/piece" + (f"?{reste}" if reste else "")

    def recu(self, geste: str, *, deja: bool = False) -> str:
        """Give the receipt of a gesture; with `deja`, it says that this one came again."""
        return f"{self.accueil}/recu/{geste}" + ("?deja=oui" if deja else "")

    def fixe(self, commande: str, arguments: Mapping[str, str]) -> dict[str, str]:
        """Give the arguments of a command: the link's own dossier goes without saying.

        Raises LienRefuse for another dossier, or a command that this link doesn't open.
        """
        fixe = dict(arguments)
        if self.seul:
            if lire_reference(fixe.get(REFERENCE, self.acces.objet)) != self.acces.objet:
                raise LienRefuse("dossier étranger", self.acces)
            fixe[REFERENCE] = self.acces.objet
        if not self.ouvre(commande, fixe):
            raise LienRefuse("hors de son objet", self.acces)
        return fixe
