"""Conversations kept in memory, as a messaging service would show them."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from bot.channels.base import Livraison, Rythme
from bot.presenters.corps import FormulaireVu
from core.domain.envois import Genre, Outcome, Rejected, Sent
from core.messages.model import Message, Paragraphe, Piece

NOM = "sandbox"


@dataclass(frozen=True)
class Courriel:
    """A mail as its reader's program shows it; `suite`: it follows another in its conversation.

    `piece` is the file joined, if there is one.
    """

    objet: str
    de: str
    a: str
    html: str
    suite: bool = False
    piece: Piece | None = None


@dataclass(frozen=True)
class MessageMontre:
    """One message of a conversation; `message` is None for what the person typed or sent.

    `fichier`: `texte` is the name of a file.
    """

    id: str
    instant: datetime
    texte: str = ""
    message: Message | None = None
    jetons: tuple[str, ...] = ()
    formulaire: FormulaireVu | None = None
    repond_a: str | None = None
    modifie: bool = False
    silencieux: bool = False
    fichier: bool = False
    courriel: Courriel | None = None


class Messagerie:
    """Holds every conversation, by address; `prevenir` is called when one changes."""

    def __init__(self, maintenant: Callable[[], datetime]) -> None:
        """Take the sandbox's clock."""
        self._maintenant = maintenant
        self._numeros = itertools.count(1)
        self._fils: dict[str, list[MessageMontre]] = defaultdict(list)
        self.prevenir: Callable[[str], None] = lambda adresse: None

    def fil(self, adresse: str) -> list[MessageMontre]:
        """Give a conversation's messages, oldest first."""
        return list(self._fils[adresse])

    def trouver(self, adresse: str, numero: str) -> MessageMontre | None:
        """Find a message by its id."""
        return next((un for un in self._fils[adresse] if un.id == numero), None)

    def taper(self, adresse: str, texte: str) -> MessageMontre:
        """Add what a person typed."""
        return self._ajouter(adresse, MessageMontre(self._suivant(), self._maintenant(), texte))

    def deposer(self, adresse: str, nom: str) -> MessageMontre:
        """Add a file that a person sent, by its name."""
        montre = MessageMontre(self._suivant(), self._maintenant(), nom, fichier=True)
        return self._ajouter(adresse, montre)

    def recevoir(self, adresse: str, courriel: Courriel) -> MessageMontre:
        """Add a mail."""
        montre = MessageMontre(self._suivant(), self._maintenant(), courriel=courriel)
        return self._ajouter(adresse, montre)

    def poster(self, adresse: str, livraison: Livraison) -> MessageMontre:
        """Add what the bot says."""
        return self._ajouter(
            adresse,
            MessageMontre(
                self._suivant(),
                self._maintenant(),
                "",
                livraison.message,
                livraison.jetons,
                livraison.formulaire,
                livraison.repond_a,
                silencieux=livraison.silencieux,
            ),
        )

    def modifier(self, adresse: str, numero: str, livraison: Livraison) -> bool:
        """Change a message in place; False when it is gone."""
        return self._remplacer(
            adresse,
            numero,
            lambda ancien: replace(
                ancien, message=livraison.message, jetons=livraison.jetons, modifie=True
            ),
        )

    def ranger_formulaire(self, adresse: str, numero: str) -> None:
        """Take the form off a message once it was sent, and say so."""
        self._remplacer(
            adresse,
            numero,
            lambda ancien: replace(ancien, formulaire=None, message=_envoye(ancien.message)),
        )

    def effacer(self, adresse: str, numero: str) -> None:
        """Remove a message."""
        self._fils[adresse] = [un for un in self._fils[adresse] if un.id != numero]
        self.prevenir(adresse)

    def _ajouter(self, adresse: str, message: MessageMontre) -> MessageMontre:
        self._fils[adresse].append(message)
        self.prevenir(adresse)
        return message

    def _remplacer(
        self, adresse: str, numero: str, changer: Callable[[MessageMontre], MessageMontre]
    ) -> bool:
        for rang, ancien in enumerate(self._fils[adresse]):
            if ancien.id == numero:
                self._fils[adresse][rang] = changer(ancien)
                self.prevenir(adresse)
                return True
        return False

    def _suivant(self) -> str:
        return str(next(self._numeros))


def _envoye(message: Message | None) -> Message | None:
    fait = Paragraphe("Formulaire envoyé.")
    return message and replace(message, blocs=(*message.blocs, fait))


class ExpediteurSandbox:
    """The sending side of the sandbox."""

    nom = NOM
    rythme = Rythme()

    def __init__(self, messagerie: Messagerie) -> None:
        """Take the conversations to write to."""
        self._messagerie = messagerie

    async def envoyer(self, livraison: Livraison) -> Outcome:
        """Write to the conversation; it always accepts."""
        adresse, cible = livraison.destination.adresse, livraison.envoi.cible or ""
        if livraison.envoi.genre is Genre.EFFACEMENT:
            self._messagerie.effacer(adresse, cible)
            return Sent("")
        if livraison.envoi.genre is Genre.MISE_A_JOUR:
            change = self._messagerie.modifier(adresse, cible, livraison)
            return Sent(cible) if change else Rejected("message introuvable")
        montre = self._messagerie.poster(adresse, livraison)
        return Sent(montre.id, montre.instant.astimezone(UTC))
