"""Build the Word template of an annexe: `python -m bot.documents.gabarit_word`.

The template is kept beside the typst one, for whoever would change its look in Word; this
module makes it anew. Its marks (`{{ … }}`, `{%p … %}`, `{%tr … %}`) are those of docxtpl.
"""

from __future__ import annotations

from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt

from bot.documents.annexe_word import MODELE
from bot.documents.archive import figer
from bot.documents.word import (
    griser,
    marquer,
    pied,
    police,
    proprietes,
    style_de_titre,
    tableau,
    teinter,
)

_FOND_D_UN_RESULTAT = "EEEEEE"
_LARGEURS = (6.4, 2.0, 5.8, 2.8)
_ENTRE_LES_LIGNES = ("top", "bottom", "insideH")
_PARTOUT = ("top", "left", "bottom", "right", "insideH", "insideV")
_POINTILLE = "." * 24


def construire() -> bytes:
    """Give the template as a .docx file, always the same bytes."""
    document: Any = Document()
    _mettre_en_page(document)
    _entete(document)
    _paragraphe(document, "{%p for section in sections %}")
    _section(document)
    _paragraphe(document, "{%p endfor %}")
    _signatures(document)
    fichier = BytesIO()
    document.save(fichier)
    return figer(fichier.getvalue())


def _mettre_en_page(document: Any) -> None:
    """Set A4, the margins, the fonts, the language and the footer with its page number."""
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2)
    page.top_margin = page.bottom_margin = Cm(1.5)
    page.footer_distance = Cm(0.8)
    police(document, 9.5, 3)
    for niveau, taille in ((1, 15), (2, 11)):
        style_de_titre(document.styles[f"Heading {niveau}"], taille)
    proprietes(document, "{{ titre }}")
    pied(page, "{{ convention }}", 17)


def _entete(document: Any) -> None:
    document.add_heading("{{ titre }}", 1)
    cree = tableau(document, (2.8, 14.2))
    _rangee(cree, "{%tr for nom, valeur in parties %}", "")
    _rangee(cree, "{{ nom }}", "{{ valeur }}", gras=(1,), grises=(0,))
    _rangee(cree, "{%tr endfor %}", "")


def _section(document: Any) -> None:
    document.add_heading("{{ section.titre }}", 2)
    _si(document, "section.introduction", "{{ section.introduction }}", suivi=True)
    _paragraphe(document, "{%p if section.lignes %}")
    _chiffres(document)
    _paragraphe(document, "{%p endif %}")
    _paragraphe(document, "{%p for point in section.points %}")
    _paragraphe(document, "{{ point }}", style="List Bullet")
    _paragraphe(document, "{%p endfor %}")
    _si(document, "section.note", "{{ section.note }}", gris=True)


def _chiffres(document: Any) -> None:
    """Add the table of figures; its first row is repeated on each page."""
    cree = tableau(document, _LARGEURS, _ENTRE_LES_LIGNES)
    ligne = ("{{ l.libelle }}", "{{ l.nombre }}", "{{ l.calcul }}", "{{ l.source }}")
    _rangee(cree, "", "{{ section.entete }}", "Calcul", "Source", grises=(0, 1, 2, 3))
    marquer(cree.rows[0], "tblHeader")
    _rangee(cree, "{%tr for l in section.lignes %}", "", "", "")
    _rangee(cree, "{%tr if l.total %}", "", "", "")
    _rangee(cree, *ligne, gras=(0, 1), petits=(2, 3), fond=_FOND_D_UN_RESULTAT)
    _rangee(cree, "{%tr else %}", "", "", "")
    _rangee(cree, *ligne, petits=(2, 3))
    _rangee(cree, "{%tr endif %}", "", "", "")
    _rangee(cree, "{%tr endfor %}", "", "", "")
    for rangee in cree.rows:
        rangee.cells[1].paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _signatures(document: Any) -> None:
    """Add the two blocks, side by side and never split over two pages."""
    _paragraphe(document, "")
    cree = tableau(document, (8.5, 8.5), _PARTOUT)
    cellules = cree.add_row().cells
    marquer(cree.rows[0], "cantSplit")
    for rang, cellule in enumerate(cellules):
        _bloc(cellule, f"signataires[{rang}]")


def _bloc(cellule: Any, qui: str) -> None:
    premiere = cellule.paragraphs[0]
    premiere.paragraph_format.space_before = Pt(4)
    premiere.add_run(f"{{{{ {qui}.qualite }}}}").bold = True
    lignes = (
        f"{{{{ {qui}.nom }}}}",
        f"Nom\u00a0: {_POINTILLE * 2}",
        f"Qualité\u00a0: {_POINTILLE * 2}",
        f"Fait à {_POINTILLE}, le {_POINTILLE}",
        "Signature\u00a0:",
    )
    for ligne in lignes:
        cellule.add_paragraph(ligne).paragraph_format.space_after = Pt(5)
    cellule.paragraphs[-1].paragraph_format.space_after = Pt(60)


def _rangee(
    tableau: Any,
    *textes: str,
    gras: tuple[int, ...] = (),
    grises: tuple[int, ...] = (),
    petits: tuple[int, ...] = (),
    fond: str = "",
) -> None:
    rangee = tableau.add_row()
    for rang, (cellule, texte) in enumerate(zip(rangee.cells, textes, strict=True)):
        cellule.width = tableau.columns[rang].width
        paragraphe = cellule.paragraphs[0]
        paragraphe.paragraph_format.space_after = Pt(1)
        paragraphe.paragraph_format.space_before = Pt(1)
        ecrit = paragraphe.add_run(texte)
        ecrit.bold = rang in gras
        if rang in grises:
            griser(ecrit)
        if rang in petits:
            ecrit.font.size = Pt(8.5)
        if fond:
            teinter(cellule, fond)


def _paragraphe(document: Any, texte: str, style: str | None = None) -> Any:
    return document.add_paragraph(texte, style=style)


def _si(
    document: Any, condition: str, texte: str, *, suivi: bool = False, gris: bool = False
) -> None:
    """Add a paragraph that is there only when it says something; `suivi` ties it to the next."""
    _paragraphe(document, f"{{%p if {condition} %}}")
    ecrit = _paragraphe(document, texte)
    ecrit.paragraph_format.keep_with_next = suivi
    if gris:
        ecrit.paragraph_format.space_before = Pt(3)
        griser(ecrit.runs[0])
    _paragraphe(document, "{%p endif %}")


if __name__ == "__main__":
    MODELE.write_bytes(construire())
