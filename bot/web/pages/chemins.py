"""Addresses under one signed link, and what that link opens."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.handlers.arguments import lire_reference
from bot.presenters.adresses import REFERENCE, suite_du_bouton
from core.domain.acces import Acces, But, LienRefuse
from core.messages.model import Bouton

CACHEES = frozenset({"start", "inscription", "annuler", "passer", "canal", "page"})
"""Commands that only mean something in a chat."""

D_UN_AVIS = frozenset(
    {
        "avis",
        "accuser",
        "candidats",
        "rendre",
        "ouvrir",
        "retirer",
        "completer",
        "accepter",
        "retour",
        "caleol",
        "offre",
        "reponse",
        "bail",
        "visite",
        "numeros",
        "preuve",
        "vacance",
    }
)
"""What the link of one avis opens, about that avis; the rest needs the member's own space."""

MONTRENT = frozenset({"aide", "avis", "flux", "preuve", "etat"})
"""Commands that change nothing: a link runs them."""

MONTRENT_SEULES = frozenset({"adresse"})
"""Commands that only show when nothing is said to them."""


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

    def ouvre(self, commande: str, arguments: Mapping[str, str]) -> bool:
        """Tell whether the link opens a command with these arguments."""
        if commande in CACHEES:
            return False
        if self.acces.but is But.ESPACE:
            return True
        return commande in D_UN_AVIS and arguments.get(REFERENCE) == self.acces.objet

    def commande(self, nom: str, arguments: Mapping[str, str]) -> str:
        """Give the page of a command."""
        return self.accueil + suite_du_bouton(Bouton("", nom, arguments), self.acces.objet)

    def piece(self, nom: str, arguments: Mapping[str, str]) -> str:
        """Give the file that a showing command joins."""
        chemin, _, reste = self.commande(nom, arguments).partition("?")
        return f"{chemin}/piece" + (f"?{reste}" if reste else "")

    def recu(self, geste: str, *, deja: bool = False) -> str:
        """Give the receipt of a gesture; with `deja`, it says that this one came again."""
        return f"{self.accueil}/recu/{geste}" + ("?deja=oui" if deja else "")

    def fixe(self, commande: str, arguments: Mapping[str, str]) -> dict[str, str]:
        """Give the arguments of a command: the link's own avis goes without saying.

        Raises LienRefuse for another avis, or a command that this link doesn't open.
        """
        fixe = dict(arguments)
        if self.acces.but is But.AVIS:
            if lire_reference(fixe.get(REFERENCE, self.acces.objet)) != self.acces.objet:
                raise LienRefuse("avis étranger", self.acces)
            fixe[REFERENCE] = self.acces.objet
        if not self.ouvre(commande, fixe):
            raise LienRefuse("hors de son objet", self.acces)
        return fixe
