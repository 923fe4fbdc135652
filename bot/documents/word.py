"""What our Word files share: page, titles, page numbers, tables of fixed widths."""

from __future__ import annotations

from typing import Any

from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

BLEU, GRIS = RGBColor(0x1F, 0x3A, 0x5F), RGBColor(0x5A, 0x5A, 0x5A)
_TRAIT = "BEBEBE"


def police(document: Any, taille: float, espace: float) -> None:
    """Set the font of the text, in points, the space after a paragraph, and French."""
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Arial", Pt(taille)
    normal.paragraph_format.space_after = Pt(espace)
    normal.paragraph_format.line_spacing = 1.0
    langue = OxmlElement("w:lang")
    langue.set(qn("w:val"), "fr-FR")
    normal.element.get_or_add_rPr().append(langue)


def style_de_titre(style: Any, taille: int) -> None:
    """Set how the titles of one level look; `taille` in points."""
    style.font.name, style.font.size = "Arial", Pt(taille)
    style.element.rPr.rFonts.attrib.clear()
    style.element.rPr.rFonts.set(qn("w:ascii"), "Arial")
    style.element.rPr.rFonts.set(qn("w:hAnsi"), "Arial")
    style.font.color.rgb = BLEU
    style.paragraph_format.space_before = Pt(8)
    style.paragraph_format.space_after = Pt(3)


def proprietes(document: Any, titre: str) -> None:
    """Name the file in its properties, without a date: the same facts make the same file."""
    siennes = document.core_properties
    siennes.title, siennes.author, siennes.comments = titre, "fluxbot", ""
    for nom in ("dcterms:created", "dcterms:modified"):
        siennes._element.remove(siennes._element.find(qn(nom)))


def pied(page: Any, texte: str, droite: float) -> None:
    """Write the footer: a text, and at `droite` cm « 1/3 », the page and their number."""
    sien = page.footer.paragraphs[0]
    sien.style.paragraph_format.tab_stops.clear_all()  # Word's own, in the middle of the page
    sien.paragraph_format.tab_stops.add_tab_stop(Cm(droite), WD_TAB_ALIGNMENT.RIGHT)
    sien.add_run(f"{texte}\t")
    for nom, suite in (("PAGE", "/"), ("NUMPAGES", "")):
        champ = OxmlElement("w:fldSimple")
        champ.set(qn("w:instr"), nom)
        sien._p.append(champ)
        page_en_cours = sien.add_run("1")
        griser(page_en_cours)
        champ.append(page_en_cours._r)
        sien.add_run(suite)
    for un in sien.runs:
        griser(un)


def tableau(document: Any, largeurs: tuple[float, ...], cotes: tuple[str, ...] = ()) -> Any:
    """Add an empty table of fixed widths, in centimetres, with lines on some of its sides."""
    cree = document.add_table(rows=0, cols=len(largeurs))
    cree.autofit = False
    for colonne, largeur in zip(cree.columns, largeurs, strict=True):
        colonne.width = Cm(largeur)
    cree._tbl.tblPr.find(qn("w:tblLayout")).addprevious(_bords(cotes))
    return cree


def marquer(rangee: Any, nom: str) -> None:
    """Set a property of a row: `tblHeader`, repeated on each page; `cantSplit`, never cut."""
    rangee._tr.get_or_add_trPr().append(OxmlElement(f"w:{nom}"))


def teinter(cellule: Any, fond: str) -> None:
    """Give a cell a background colour, in hexadecimal."""
    ombre = OxmlElement("w:shd")
    for nom, valeur in (("val", "clear"), ("color", "auto"), ("fill", fond)):
        ombre.set(qn(f"w:{nom}"), valeur)
    cellule._tc.get_or_add_tcPr().append(ombre)


def griser(ecrit: Any) -> None:
    """Make a run smaller and grey."""
    ecrit.font.size, ecrit.font.color.rgb = Pt(8.5), GRIS


def _bords(cotes: tuple[str, ...]) -> Any:
    """Give the borders of a table; Word wants them in this order: top, left, bottom, right…"""
    bords = OxmlElement("w:tblBorders")
    for cote in cotes:
        bord = OxmlElement(f"w:{cote}")
        for nom, valeur in (("val", "single"), ("sz", "4"), ("color", _TRAIT)):
            bord.set(qn(f"w:{nom}"), valeur)
        bords.append(bord)
    return bords
