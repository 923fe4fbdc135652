"""An annexe as a file to join to a message or to write on disk, in any of its formats."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum

from bot.documents.annexe_pdf import annexe_pdf
from bot.documents.annexe_word import annexe_word
from core.domain.annexes import Annexe, AnnexeLP, LigneAnnexe
from core.domain.convention import Convention
from core.domain.flux import Calcul
from core.messages.model import Piece

_LONGUEUR_D_UN_NOM = 60
_LIGATURES = str.maketrans({"œ": "oe", "Œ": "Oe", "æ": "ae", "Æ": "Ae"})


class Format(StrEnum):
    """The formats of an annexe, each named as its file's extension."""

    PDF = "pdf"
    WORD = "docx"
    TABLEUR = "xlsx"
    CSV = "csv"
    TOML = "toml"


TYPES = {
    Format.PDF: "application/pdf",
    Format.WORD: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Format.TABLEUR: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Format.CSV: "text/csv",
    Format.TOML: "application/toml",
}
"""The media type of each format."""


def document_de_l_annexe(calcul: Calcul, convention: Convention, format: Format) -> Piece:
    """Make the file of one annexe: its document, or its figures with the results added."""
    return Piece(
        nom_du_fichier(calcul.annexe, format), _contenu(calcul, convention, format), TYPES[format]
    )


def nom_du_fichier(annexe: Annexe, format: Format) -> str:
    """Name the file of an annexe: « annexe-2026-SIDR-Le-Port.pdf », unaccented ASCII only."""
    noms = [annexe.bailleur]
    if isinstance(annexe, AnnexeLP):
        noms.append(annexe.reservataire)
    return "-".join(("annexe", str(annexe.annee), *map(_simple, noms))) + f".{format}"


def _contenu(calcul: Calcul, convention: Convention, format: Format) -> bytes:
    match format:
        case Format.PDF:
            return annexe_pdf(calcul, convention)
        case Format.WORD:
            return annexe_word(calcul, convention)
        case _:
            return _chiffres(calcul, format)


def _chiffres(calcul: Calcul, format: Format) -> bytes:
    """Write the figures and the results in the columns that fluxbot reads back."""
    from storage.annexes import ecriture  # here: starting the program must not wait for it

    toutes = ecriture.rangees([LigneAnnexe(calcul.annexe)], [calcul])
    match format:
        case Format.TABLEUR:
            return ecriture.ecrire_xlsx(toutes)
        case Format.TOML:
            return ecriture.ecrire_toml(toutes).encode()
        case _:  # the mark that tells Excel that this is UTF-8
            return ecriture.ecrire_csv(toutes).encode("utf-8-sig")


def _simple(nom: str) -> str:
    decompose = unicodedata.normalize("NFKD", nom.translate(_LIGATURES))
    ascii_seul = decompose.encode("ascii", "ignore").decode()
    return re.sub(r"[^0-9A-Za-z]+", "-", ascii_seul)[:_LONGUEUR_D_UN_NOM].strip("-") or "sans-nom"
