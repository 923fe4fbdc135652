"""A document as a Word file, ready to complete or to send on."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt

from bot.documents import word
from bot.documents.archive import figer
from bot.documents.feuille import Cellule, Feuille, Partie, Tableau
from bot.documents.redaction import imprimable

_MARGE = 1.8
_A4 = (21.0, 29.7)
_FOND_DES_TITRES = "EBEBEB"
_LIGNES = ("top", "bottom", "insideH")


def feuille_word(feuille: Feuille) -> bytes:
    """Make the .docx of one document; the same bytes for the same document.

    It is built text by text, without a template: no text can be read as a mark of one.
    """
    document = docx.Document()
    largeur = _mettre_en_page(document, feuille)
    document.add_heading(imprimable(feuille.titre), 1)
    if feuille.sous_titre:
        _paragraphe(document, feuille.sous_titre, petit=True)
    _identite(document, feuille.identite, largeur)
    for partie in feuille.parties:
        _partie(document, partie, largeur)
    fichier = BytesIO()
    document.save(fichier)
    return figer(fichier.getvalue())


def _mettre_en_page(document: Document, feuille: Feuille) -> float:
    """Set the page, its header and footer; gives the width of the text, in cm."""
    from bot.documents import word

    page = document.sections[0]
    largeur, hauteur = reversed(_A4) if feuille.paysage else _A4
    page.orientation = WD_ORIENT.LANDSCAPE if feuille.paysage else WD_ORIENT.PORTRAIT
    page.page_width, page.page_height = Cm(largeur), Cm(hauteur)
    page.left_margin = page.right_margin = Cm(_MARGE)
    page.top_margin, page.bottom_margin = Cm(2), Cm(1.6)
    page.header_distance = page.footer_distance = Cm(0.9)
    word.police(document, 10, 4)
    for niveau, taille in ((1, 17), (2, 12)):
        word.style_de_titre(document.styles[f"Heading {niveau}"], taille)
    word.proprietes(document, imprimable(feuille.titre))
    bandeau = page.header.paragraphs[0].add_run(imprimable(feuille.bandeau))
    bandeau.bold, bandeau.font.color.rgb = True, word.BLEU
    texte_utile = largeur - 2 * _MARGE
    word.pied(page, imprimable(feuille.pied), texte_utile)
    return texte_utile


def _identite(document: Document, faits: tuple[tuple[str, str], ...], largeur: float) -> None:
    libelles = 3.6
    cree = word.tableau(document, (libelles, largeur - libelles))
    for nom, valeur in faits:
        rangee = cree.add_row()
        _remplir(rangee.cells[0], Cellule("", nom), libelles)
        _remplir(rangee.cells[1], Cellule(valeur), largeur - libelles)


def _partie(document: Document, partie: Partie, largeur: float) -> None:
    document.add_heading(imprimable(partie.titre), 2)
    if partie.introduction:
        ecrit = _paragraphe(document, partie.introduction)
        ecrit.paragraph_format.keep_with_next = partie.tableau is not None
    if partie.tableau:
        _tableau(document, partie.tableau, largeur)
    for point in partie.points:
        document.add_paragraph(imprimable(point), style="List Bullet")
    if partie.note:
        _paragraphe(document, partie.note, petit=True).paragraph_format.space_before = Pt(4)


def _tableau(document: Document, decrit: Tableau, largeur: float) -> None:
    """Add a table: headers repeated on each page, no row cut in two."""
    from bot.documents import word

    total = sum(une.part for une in decrit.colonnes)
    largeurs = tuple(largeur * une.part / total for une in decrit.colonnes)
    cree = word.tableau(document, largeurs, _LIGNES)
    entetes = tuple(Cellule(une.titre, gras=True) for une in decrit.colonnes)
    for rang, cellules in enumerate((entetes, *decrit.rangees)):
        rangee = cree.add_row()
        word.marquer(rangee, "cantSplit")
        if not rang:
            word.marquer(rangee, "tblHeader")
        elif decrit.hauteur:
            rangee.height = Cm(decrit.hauteur)
        for colonne, ici, place, dite in zip(
            decrit.colonnes, rangee.cells, largeurs, cellules, strict=True
        ):
            _remplir(ici, dite, place, droite=colonne.droite)
            if not rang:
                word.teinter(ici, _FOND_DES_TITRES)


def _remplir(ici: Any, cellule: Cellule, largeur: float, *, droite: bool = False) -> None:
    """Write a cell: its text, then its detail on a line of its own."""
    from bot.documents import word

    ici.width = Cm(largeur)
    paragraphe = ici.paragraphs[0]
    paragraphe.paragraph_format.space_before = paragraphe.paragraph_format.space_after = Pt(2)
    if droite:
        paragraphe.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    if cellule.texte:
        ecrit = paragraphe.add_run(imprimable(cellule.texte))
        ecrit.bold = cellule.gras
    if cellule.detail:
        if cellule.texte:
            paragraphe.add_run().add_break()
        word.griser(paragraphe.add_run(imprimable(cellule.detail)))


def _paragraphe(document: Document, texte: str, *, petit: bool = False) -> Any:
    ecrit = document.add_paragraph(imprimable(texte))
    if petit:
        word.griser(ecrit.runs[0])
    return ecrit
