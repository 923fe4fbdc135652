"""Read back what a document shows: the words of a PDF, the cells of a Word file."""

from __future__ import annotations

import re
import zlib
from io import BytesIO
from typing import Any

from docx import Document

_OBJET = re.compile(rb"(\d+) 0 obj\n((?:(?!endobj|stream\n).)*)(endobj|stream\n)", re.DOTALL)
_PAGE = re.compile(rb"/Type/Page/Resources (\d+) 0 R.*/Contents (\d+) 0 R", re.DOTALL)
_MARQUE = re.compile(rb"/(f\d+) [\d.]+ Tf|/Lang\(\w+\)|\(")
_OCTAL = re.compile(rb"[0-7]{1,3}")
_ECHAPPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def mots_du_pdf(pdf: bytes) -> str:
    """Give all that the pages show, in order, without blanks: lines break anywhere."""
    objets = _objets(pdf)
    pages = [une for une in (_PAGE.search(un[0]) for un in objets.values()) if une]
    textes = [
        _mots(objets[int(contenu)][1], _polices(objets, int(ressources)))
        for ressources, contenu in (une.groups() for une in pages)
    ]
    return sans_blancs("".join(textes))


def nombre_de_pages(pdf: bytes) -> int:
    """Count the pages of a PDF."""
    return sum(b"/Type/Page/" in un[0] for un in _objets(pdf).values())


def textes_du_word(docx: bytes) -> list[str]:
    """Give every paragraph and cell of a Word file, in no promised order."""
    document: Any = Document(BytesIO(docx))
    cellules = [cellule for un in document.tables for cellule in un._cells]
    paragraphes = [*document.paragraphs, *(p for une in cellules for p in une.paragraphs)]
    return [un.text for un in (*paragraphes, *document.sections[0].footer.paragraphs)]


def entetes_du_word(docx: bytes) -> list[str]:
    """Give the lines that a Word file prints at the top of each page."""
    document: Any = Document(BytesIO(docx))
    return [un.text for un in document.sections[0].header.paragraphs]


def sans_blancs(texte: str) -> str:
    """Take every space out, of any width."""
    return "".join(texte.split())


def _objets(pdf: bytes) -> dict[int, tuple[bytes, bytes]]:
    """Give each object's dictionary and its stream, uncompressed."""
    objets, place = {}, 0
    while trouve := _OBJET.search(pdf, place):
        flux, place = b"", trouve.end()
        longueur = re.search(rb"/Length (\d+)", trouve[2])
        if trouve[3] == b"stream\n" and longueur:
            flux = pdf[place : place + int(longueur[1])]
            place += len(flux)
            flux = zlib.decompress(flux) if b"/FlateDecode" in trouve[2] else flux
        objets[int(trouve[1])] = (trouve[2], flux)
    return objets


def _polices(
    objets: dict[int, tuple[bytes, bytes]], ressources: int
) -> dict[bytes, dict[int, str]]:
    noms = re.findall(rb"/(f\d+) (\d+) 0 R", objets[ressources][0])
    return {nom: _caracteres(objets, int(numero)) for nom, numero in noms}


def _caracteres(objets: dict[int, tuple[bytes, bytes]], police: int) -> dict[int, str]:
    """Give the text of each glyph of a font, from its ToUnicode table."""
    table = re.search(rb"/ToUnicode (\d+) 0 R", objets[police][0])
    assert table
    paires = re.findall(rb"<([0-9A-F]{4})> <([0-9A-F]+)>\n", objets[int(table[1])][1])
    return {int(glyphe, 16): bytes.fromhex(t.decode()).decode("utf-16-be") for glyphe, t in paires}


def _mots(contenu: bytes, polices: dict[bytes, dict[int, str]]) -> str:
    ecrits, caracteres, place = [], {}, 0
    while trouve := _MARQUE.search(contenu, place):
        place = trouve.end()
        caracteres = polices[trouve[1]] if trouve[1] else caracteres
        if trouve[0] != b"(":
            continue
        glyphes, place = _chaine(contenu, place)
        codes = (int.from_bytes(glyphes[i : i + 2], "big") for i in range(0, len(glyphes), 2))
        ecrits += [caracteres.get(un, "\ufffd") for un in codes]
    return "".join(ecrits)


def _chaine(contenu: bytes, place: int) -> tuple[bytes, int]:
    """Read a literal string from after its parenthesis; gives where it ends, too."""
    lue, profondeur = bytearray(), 1
    while True:
        signe = contenu[place : place + 1]
        place += 1
        if signe == b"\\":
            octal = _OCTAL.match(contenu, place)
            suite = octal[0] if octal else contenu[place : place + 1]
            lue += bytes([int(suite, 8)]) if octal else _ECHAPPES.get(suite, suite)
            place += len(suite)
            continue
        profondeur += (signe == b"(") - (signe == b")")
        if not profondeur:
            return bytes(lue), place
        lue += signe
