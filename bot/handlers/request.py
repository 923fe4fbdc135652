"""What comes in and what goes back, whatever the platform."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from bot.handlers.arguments import Arguments
from core.domain.organisations import Destination, Membre
from core.errors import Interdit
from core.messages.forms import Formulaire
from core.messages.model import Message
from core.usecases.dossier import Acteur
from storage.unit_of_work import UniteDeTravail

Questions = Literal["dialogue", "formulaire", "bouton"]
"""One question at a time, the whole form at once, or a button that opens it."""


@dataclass(frozen=True)
class Fichier:
    """A file that a person sent, whole."""

    nom: str
    contenu: bytes = field(repr=False)


@dataclass(frozen=True)
class Request:
    """Something a person did: typed a text, pressed a button, or sent a whole form.

    A form comes as its `commande`, its answers `champs` and the arguments already known `fixe`.
    `personne` is the platform's identifier; `message` the id of what was typed or pressed;
    `conversation` where the answer goes, `lieu` the place it was done in, if another (`present`:
    the bot may write there); `questions` how a form can be asked there; `montres` the fields that
    a form sent showed, when the platform shows what follows in its place; `confirme` whether the
    platform had the button confirmed; `repond_au_bot` whether the text answers one of our
    messages; `anonyme` whether the author can't be known; `fichier` the file sent with it, or
    `refus`, the sentence that says why it could not be taken; `membre` the author's number when a
    signed link, not the platform, says who it is.
    """

    plateforme: str
    personne: str
    conversation: Destination
    message: str
    texte: str = field(default="", repr=False)
    jeton: str | None = None
    commande: str | None = None
    champs: Mapping[str, str] = field(default_factory=dict, repr=False)
    fixe: Mapping[str, str] = field(default_factory=dict)
    questions: Questions = "dialogue"
    montres: frozenset[str] | None = None
    confirme: bool = False
    repond_au_bot: bool = False
    anonyme: bool = False
    lieu: Destination | None = None
    present: bool = True
    fichier: Fichier | None = None
    refus: str = ""
    membre: int | None = None

    @property
    def ici(self) -> Destination:
        """Give the place where it was done."""
        return self.lieu or self.conversation


@dataclass(frozen=True)
class Reply:
    """What is answered. `formulaire`: questions to ask before the command can act."""

    message: Message | None = None
    formulaire: Formulaire | None = None
    reference: str | None = None


Executer = Callable[["Contexte", str, Arguments], Reply]


@dataclass(frozen=True)
class Contexte:
    """What a handler works with: one transaction, the instant, the request and its author.

    `permises` gives (usage, summary) of what the author may do; `executer` runs a command by name.
    """

    uow: UniteDeTravail
    maintenant: datetime
    requete: Request
    auteur: Membre | None
    permises: Callable[[], Sequence[tuple[str, str]]] = tuple
    executer: Executer | None = None

    @property
    def membre(self) -> Membre:
        """Give the author, who must be enrolled; raises Interdit."""
        if self.auteur is None:
            raise Interdit(COMMENT_S_INSCRIRE)
        return self.auteur

    @property
    def zone(self) -> str:
        """Give the time zone of the author's conventions; Paris when none is on file."""
        siennes = self.uow.organisations.conventions_de(self.membre.organisation.id)
        connues = [self.uow.conventions[une] for une in siennes if une in self.uow.conventions]
        return connues[0].zone if connues else "Europe/Paris"

    @property
    def acteur(self) -> Acteur:
        """Name the author as the journal does."""
        return Acteur(self.membre.designation, self.requete.plateforme)


COMMENT_S_INSCRIRE = (
    "Vous n'êtes inscrit pour aucune organisation. Demandez un code à l'administrateur de "
    "fluxbot, puis envoyez : /inscription ABCD-2345-WXYZ"
)
