"""A message as data: what is said, before any platform gives it a shape."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Gravite(StrEnum):
    """How much a message matters to its reader."""

    INFO = "info"
    SUCCES = "succes"
    ALERTE = "alerte"
    REFUS = "refus"


@dataclass(frozen=True)
class Paragraphe:
    """Plain text; line breaks are kept."""

    texte: str


@dataclass(frozen=True)
class Champs:
    """Labelled values, one a line."""

    lignes: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Liste:
    """Short items, one a line; `omis` are left out, which the last item then says."""

    elements: tuple[str, ...]
    omis: int = 0


@dataclass(frozen=True)
class Code:
    """Something to copy exactly: a reference, a head of the journal, a text to send."""

    texte: str


Bloc = Paragraphe | Champs | Liste | Code


@dataclass(frozen=True)
class Bouton:
    """A button that runs `commande` with `arguments`; `confirmation` is asked first, if any.

    With a `lien`, it opens that address instead: only in what one person alone reads.
    """

    libelle: str
    commande: str
    arguments: Mapping[str, str] = field(default_factory=dict)
    confirmation: str | None = None
    lien: str = field(default="", repr=False)


@dataclass(frozen=True)
class Piece:
    """A file joined to a message; an `image/…` is shown in place where the platform can."""

    nom: str
    contenu: bytes = field(repr=False)
    type: str = "text/plain"


@dataclass(frozen=True)
class Message:
    """A title, blocks and buttons. `question`: the reader is expected to answer by typing.

    `suite` says where the rest is read when the message is too long and gets cut.
    """

    titre: str
    blocs: tuple[Bloc, ...] = ()
    boutons: tuple[Bouton, ...] = ()
    gravite: Gravite = Gravite.INFO
    question: bool = False
    piece: Piece | None = None
    suite: str = ""

    def texte(self) -> str:
        """Give the plain text of the message: the fallback of every platform."""
        return "\n\n".join([self.titre, *(texte_du_bloc(bloc) for bloc in self.blocs)])


def texte_du_bloc(bloc: Bloc) -> str:
    """Write one block as plain text."""
    match bloc:
        case Paragraphe(texte) | Code(texte):
            return texte
        case Champs(lignes):
            return "\n".join(f"{nom} : {valeur}" for nom, valeur in lignes)
        case Liste(elements):
            return "\n".join(f"• {element}" for element in elements)
