"""A document as a file to join to a message, as PDF or Word."""

from __future__ import annotations

from collections.abc import Sequence

from bot.documents.feuille import Feuille
from bot.documents.pieces import TYPES, Format
from core.errors import saisie
from core.messages.model import Piece
from core.texte import liste_fr

FORMATS = (Format.PDF, Format.WORD)
"""The formats of a document to read; figures have others."""


def lire_format(champ: str, texte: str, permis: Sequence[Format] = FORMATS) -> Format:
    """Read the format that a person asks for: « pdf », « word » or « docx »…

    Raises SaisieInvalide for one that is not among those permitted.
    """
    demande = texte.strip().casefold().lstrip(".")
    trouve = next((un for un in permis if demande in (un.value, un.name.casefold())), None)
    if trouve is None:
        formats = liste_fr(permis, "ou")
        raise saisie(champ, texte, f"n'est pas un format ({formats})", f"{champ}={permis[0]}")
    return trouve


def en_piece(feuille: Feuille, nom: str, format: Format) -> Piece:
    """Make the file; `nom` is its name without extension. Raises SaisieInvalide for a table's."""
    lire_format("format", format)
    return Piece(f"{nom}.{format}", _contenu(feuille, format), TYPES[format])


def _contenu(feuille: Feuille, format: Format) -> bytes:
    # Imported when used: starting the program must not wait for what makes documents.
    if format is Format.PDF:
        from bot.documents.feuille_pdf import feuille_pdf

        return feuille_pdf(feuille)
    from bot.documents.feuille_word import feuille_word

    return feuille_word(feuille)
