"""Where one writes on Slack: a channel, a person, and the places of their conversation."""

from __future__ import annotations

from dataclasses import dataclass

from core.domain.organisations import Destination
from core.usecases.dossier import TABLEAU

NOM = "slack"


def canal(equipe: str, numero: str) -> Destination:
    """Give a channel, read by several people."""
    return Destination(NOM, f"{equipe}/{numero}", None, prive=False)


def personne(equipe: str, numero: str) -> Destination:
    """Give a person's private conversation with the bot of a workspace."""
    return Destination(NOM, f"{equipe}/{numero}")


def a_part(equipe: str, numero: str, lieu: str) -> Destination:
    """Give what only one person sees in a channel (`lieu`: its id, or its id/thread)."""
    return Destination(NOM, f"{equipe}/{numero}", lieu or None)


def vue(equipe: str, numero: str, modale: str, lieu: str) -> Destination:
    """Give a modal that a person has open; `lieu` is where to write once it is closed."""
    return Destination(NOM, f"{equipe}/{numero}", f"{modale}@{lieu}")


@dataclass(frozen=True)
class Place:
    """A destination, taken apart. `canal` is a channel or a person; `modale` an open view."""

    equipe: str
    canal: str
    pour: str | None = None
    fil: str | None = None
    modale: str | None = None
    tableau: bool = False
    lieu: str = ""


def place(destination: Destination) -> Place:
    """Take a destination apart."""
    equipe, _, numero = destination.adresse.partition("/")
    sujet = destination.sujet or ""
    if sujet == TABLEAU:
        return Place(equipe, numero, tableau=True)
    modale, arobase, lieu = sujet.partition("@")
    if arobase:
        return Place(equipe, numero, modale=modale, lieu=lieu)
    if sujet:
        ou, _, fil = sujet.partition("/")
        return Place(equipe, ou, pour=numero, fil=fil or None, lieu=sujet)
    return Place(equipe, numero)


def message(canal: str, ts: str) -> str:
    """Name a message: its channel and its timestamp."""
    return f"{canal}/{ts}"


def lire_message(nom: str) -> tuple[str, str]:
    """Give the channel and the timestamp of a message."""
    canal, _, ts = nom.partition("/")
    return canal, ts
