"""A platform kept in memory: it shows what it is given and answers as a test decides."""

from __future__ import annotations

import copy
from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import Any

from bot.channels.base import Livraison, Rythme
from core.domain.envois import Genre, Outcome, Sent

NOM = "essai"


@dataclass
class Regle:
    """Outcomes to give, one each, to the sends of a kind or of a conversation."""

    issues: list[Outcome]
    genre: Genre | None = None
    adresse: str | None = None
    sans_fin: bool = False

    def prendre(self, livraison: Livraison) -> Outcome | None:
        """Give the next outcome if this send is concerned."""
        if not self.issues or self.genre not in (None, livraison.envoi.genre):
            return None
        if self.adresse not in (None, livraison.destination.adresse):
            return None
        return self.issues[0] if self.sans_fin else self.issues.pop(0)


@dataclass(frozen=True)
class Montre:
    """A message as its conversation shows it."""

    id: str
    genre: Genre
    livraison: Livraison
    modifie: bool = False

    @property
    def texte(self) -> str:
        """Give all that can be read in it, buttons and form included."""
        message, formulaire = self.livraison.message, self.livraison.formulaire
        assert message
        boutons = [f"[{un.libelle}]" for un in message.boutons]
        return "\n".join([message.texte(), *boutons, *([repr(formulaire)] if formulaire else [])])


@dataclass
class PlateformeEnMemoire:
    """Implements `bot.channels.base.Plateforme`."""

    nom: str = NOM
    rythme: Rythme = field(default_factory=Rythme)
    essais: list[Livraison] = field(default_factory=list)
    """Every send attempted, whatever its outcome."""
    effaces: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._regles: list[Regle] = []
        self._fils: dict[str, list[Montre]] = defaultdict(list)
        self._dernier = 0

    def __deepcopy__(self, memo: dict[int, Any]) -> PlateformeEnMemoire:
        """Copy the lists only: what was sent and what is shown never change."""
        autre = copy.copy(self)
        autre.essais, autre.effaces = list(self.essais), list(self.effaces)
        autre._regles = copy.deepcopy(self._regles, memo)
        autre._fils = defaultdict(list, {lieu: list(fil) for lieu, fil in self._fils.items()})
        return autre

    def repondra(
        self,
        *issues: Outcome,
        genre: Genre | None = None,
        adresse: str | None = None,
        sans_fin: bool = False,
    ) -> None:
        """Decide the outcomes of the next sends concerned."""
        self._regles.append(Regle(list(issues), genre, adresse, sans_fin))

    def fil(self, adresse: str) -> list[Montre]:
        """Give a conversation's messages, oldest first."""
        return list(self._fils[adresse])

    def tentatives(self, genre: Genre, adresse: str | None = None) -> list[Livraison]:
        """Give the attempts at sending notices of a kind, whatever their outcome."""
        return [
            une
            for une in self.essais
            if une.envoi.genre is genre and adresse in (None, une.destination.adresse)
        ]

    async def envoyer(self, livraison: Livraison) -> Outcome:
        """Show it and accept, unless a test decided otherwise."""
        self.essais.append(livraison)
        for regle in self._regles:
            issue = regle.prendre(livraison)
            if issue is not None:
                return issue
        return self._montrer(livraison)

    def _montrer(self, livraison: Livraison) -> Sent:
        fil, cible = self._fils[livraison.destination.adresse], livraison.envoi.cible or ""
        if livraison.envoi.genre is Genre.EFFACEMENT:
            self.effaces.append(cible)
            return Sent("")
        if livraison.envoi.genre is Genre.MISE_A_JOUR:
            for rang, ancien in enumerate(fil):
                if ancien.id == cible:
                    fil[rang] = replace(ancien, livraison=livraison, modifie=True)
            return Sent(cible)
        self._dernier += 1
        montre = Montre(f"m{self._dernier}", livraison.envoi.genre, livraison)
        fil.append(montre)
        return Sent(montre.id)
