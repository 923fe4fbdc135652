"""A reply kept in the outbox until it is sent: its message, and a form as plain data."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from functools import cache

from pydantic import ConfigDict, TypeAdapter

from bot.masques import masquer
from core.errors import Refus
from core.messages.forms import Formulaire
from core.messages.model import Message, Piece
from core.messages.saisies import lire_date

PIECE_MAX = 5_000_000
"""Bytes of a joined file: the outbox keeps it, and every platform takes more."""


@dataclass(frozen=True)
class ChampVu:
    """One question as a platform shows it: no reader, only text.

    `conditionnel`: asked only when other answers call for it; `date`: a day of the calendar.
    """

    nom: str
    libelle: str
    aide: str
    choix: tuple[str, ...]
    requis: bool
    long: bool
    valeur: str = ""
    erreur: str = ""
    conditionnel: bool = False
    date: bool = False


@dataclass(frozen=True)
class FormulaireVu:
    """A form as a platform shows it."""

    commande: str
    titre: str
    envoi: str
    champs: tuple[ChampVu, ...]
    fixe: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Corps:
    """What a reply shows."""

    message: Message
    formulaire: FormulaireVu | None = None


def vue_du_formulaire(
    formulaire: Formulaire,
    valeurs: Mapping[str, str] | None = None,
    erreurs: Mapping[str, str] | None = None,
    montrer: Collection[str] = (),
) -> FormulaireVu:
    """Give a form as data, with what was typed and what is wrong with it.

    `montrer` names the conditional fields that the answers call for.
    """
    saisies = {**formulaire.valeurs, **(valeurs or {})}
    champs = tuple(
        ChampVu(
            un.nom,
            un.libelle,
            un.aide,
            un.choix,
            un.requis,
            un.long,
            saisies.get(un.nom, ""),
            (erreurs or {}).get(un.nom, ""),
            un.conditionnel and un.nom not in montrer,
            un.lecteur is lire_date,
        )
        for un in formulaire.champs
    )
    return FormulaireVu(
        formulaire.commande, formulaire.titre, formulaire.envoi, champs, formulaire.fixe
    )


@cache
def _adaptateur() -> TypeAdapter[tuple[Corps]]:
    # Wrapped in a tuple: only so does pydantic take a configuration for plain dataclasses.
    octets = ConfigDict(ser_json_bytes="base64", val_json_bytes="base64")
    return TypeAdapter(tuple[Corps], config=octets)


def ecrire_corps(corps: Corps) -> str:
    """Write a reply for the outbox (encrypted there); a joined file in base64.

    Raises Refus when the file is heavier than `PIECE_MAX`.
    """
    piece = corps.message.piece
    if piece and len(piece.contenu) > PIECE_MAX:
        raise Refus(
            f"« {piece.nom} » pèse {mega_octets(len(piece.contenu))} : je n'envoie que "
            f"{mega_octets(PIECE_MAX)} au plus. Demandez-en moins à la fois : une seule année, "
            "un seul bailleur."
        )
    return _adaptateur().dump_json((corps,)).decode()


def lire_corps(texte: str) -> Corps:
    """Read a reply back."""
    return _adaptateur().validate_json(texte)[0]


def pour_plusieurs(corps: Corps) -> Corps:
    """Blank the secrets out of a reply that several people will read; a picture is left alone."""
    seul = replace(corps, message=replace(corps.message, piece=None))
    masque = lire_corps(masquer(ecrire_corps(seul)))
    piece = corps.message.piece and _masquer_la_piece(corps.message.piece)
    return replace(masque, message=replace(masque.message, piece=piece))


def _masquer_la_piece(piece: Piece) -> Piece:
    if not piece.type.startswith("text/"):
        return piece
    # What is not UTF-8 goes through unchanged.
    lu = piece.contenu.decode(errors="surrogateescape")
    return replace(piece, contenu=masquer(lu).encode(errors="surrogateescape"))


def mega_octets(octets: int) -> str:
    """Write a size for people, to the tenth above: « 1,2 Mo »."""
    dixiemes = -(-octets // 100_000)
    entier, reste = divmod(dixiemes, 10)
    return f"{entier},{reste} Mo" if reste else f"{entier} Mo"
