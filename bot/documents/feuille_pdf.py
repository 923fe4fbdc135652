"""A document as a PDF, ready to print."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import typst

from bot.documents.feuille import Feuille
from bot.documents.redaction import imprimable

MODELE = Path(__file__).parent / "modeles" / "feuille.typ"


def feuille_pdf(feuille: Feuille) -> bytes:
    """Make the PDF of one document; the same bytes for the same document, on any machine."""
    donnees = json.dumps(_lisible(asdict(feuille)), ensure_ascii=False)
    return typst.compile(
        MODELE.read_bytes(),
        sys_inputs={"feuille": donnees},
        ignore_system_fonts=True,
        format="pdf",
    )


def _lisible(valeur: Any) -> Any:
    """Take out of every text the characters that no document may hold."""
    match valeur:
        case str():
            return imprimable(valeur)
        case dict():
            return {nom: _lisible(une) for nom, une in valeur.items()}
        case list() | tuple():
            return [_lisible(une) for une in valeur]
        case _:
            return valeur
