"""Build the Word template of an annexe: `python -m bot.documents.gabarit_word`.

The template is kept beside the typst one, for whoever would change its look in Word; this
module makes it anew. Its marks (`{{ … }}`, `{%p … %}`, `{%tr … %}`) are those of docxtpl.
"""

from __future__ import annotations

from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from bot.documents.annexe_word import MODELE
from bot.documents.archive import figer

_BLEU, _GRIS = RGBColor(0x1F, 0x3A, 0x5F), RGBColor(0x5A, 0x5A, 0x5A)
_FOND_D_UN_RESULTAT, _TRAIT = "EEEEEE", "BEBEBE"
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
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Arial", Pt(9.5)
    normal.paragraph_format.space_after = Pt(3)
    normal.paragraph_format.line_spacing = 1.0
    langue = OxmlElement("w:lang")
    langue.set(qn("w:val"), "fr-FR")
    normal.element.get_or_add_rPr().append(langue)
    for niveau, taille in ((1, 15), (2, 11)):
        _style_de_titre(document.styles[f"Heading {niveau}"], taille)
    _proprietes(document.core_properties)
    _pied(page)


def _proprietes(proprietes: Any) -> None:
    """Name the file in its properties; without a date, since the annexe has none of its own."""
    proprietes.title, proprietes.author, proprietes.comments = "{{ titre }}", "fluxbot", ""
    for nom in ("dcterms:created", "dcterms:modified"):
        proprietes._element.remove(proprietes._element.find(qn(nom)))


def _style_de_titre(style: Any, taille: int) -> None:
    style.font.name, style.font.size = "Arial", Pt(taille)
    style.element.rPr.rFonts.attrib.clear()
    style.element.rPr.rFonts.set(qn("w:ascii"), "Arial")
    style.element.rPr.rFonts.set(qn("w:hAnsi"), "Arial")
    style.font.color.rgb = _BLEU
    style.paragraph_format.space_before = Pt(8)
    style.paragraph_format.space_after = Pt(3)


def _pied(page: Any) -> None:
    pied = page.footer.paragraphs[0]
    pied.paragraph_format.tab_stops.clear_all()
    pied.paragraph_format.tab_stops.add_tab_stop(Cm(17), WD_TAB_ALIGNMENT.RIGHT)
    pied.add_run("{{ convention }}\t")
    for nom, suite in (("PAGE", "/"), ("NUMPAGES", "")):
        champ = OxmlElement("w:fldSimple")
        champ.set(qn("w:instr"), nom)
        pied._p.append(champ)
        page_en_cours = pied.add_run("1")
        _gris(page_en_cours)
        champ.append(page_en_cours._r)
        pied.add_run(suite)
    for un in pied.runs:
        _gris(un)


def _entete(document: Any) -> None:
    document.add_heading("{{ titre }}", 1)
    tableau = _tableau(document, (2.8, 14.2))
    _rangee(tableau, "{%tr for nom, valeur in parties %}", "")
    _rangee(tableau, "{{ nom }}", "{{ valeur }}", gras=(1,), grises=(0,))
    _rangee(tableau, "{%tr endfor %}", "")


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
    tableau = _tableau(document, _LARGEURS, _ENTRE_LES_LIGNES)
    ligne = ("{{ l.libelle }}", "{{ l.nombre }}", "{{ l.calcul }}", "{{ l.source }}")
    _rangee(tableau, "", "{{ section.entete }}", "Calcul", "Source", grises=(0, 1, 2, 3))
    repetee = OxmlElement("w:tblHeader")
    tableau.rows[0]._tr.get_or_add_trPr().append(repetee)
    _rangee(tableau, "{%tr for l in section.lignes %}", "", "", "")
    _rangee(tableau, "{%tr if l.total %}", "", "", "")
    _rangee(tableau, *ligne, gras=(0, 1), petits=(2, 3), fond=_FOND_D_UN_RESULTAT)
    _rangee(tableau, "{%tr else %}", "", "", "")
    _rangee(tableau, *ligne, petits=(2, 3))
    _rangee(tableau, "{%tr endif %}", "", "", "")
    _rangee(tableau, "{%tr endfor %}", "", "", "")
    for rangee in tableau.rows:
        rangee.cells[1].paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _signatures(document: Any) -> None:
    """Add the two blocks, side by side and never split over two pages."""
    _paragraphe(document, "")
    tableau = _tableau(document, (8.5, 8.5), _PARTOUT)
    cellules = tableau.add_row().cells
    insecable = OxmlElement("w:cantSplit")
    tableau.rows[0]._tr.get_or_add_trPr().append(insecable)
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


def _tableau(document: Any, largeurs: tuple[float, ...], cotes: tuple[str, ...] = ()) -> Any:
    """Add an empty table of fixed widths, in centimetres, with lines on some of its sides."""
    tableau = document.add_table(rows=0, cols=len(largeurs))
    tableau.autofit = False
    for colonne, largeur in zip(tableau.columns, largeurs, strict=True):
        colonne.width = Cm(largeur)
    tableau._tbl.tblPr.find(qn("w:tblLayout")).addprevious(_bords(cotes))
    return tableau


def _bords(cotes: tuple[str, ...]) -> Any:
    """Give the borders of a table; Word wants them in this order: top, left, bottom, right…"""
    bords = OxmlElement("w:tblBorders")
    for cote in cotes:
        bord = OxmlElement(f"w:{cote}")
        for nom, valeur in (("val", "single"), ("sz", "4"), ("color", _TRAIT)):
            bord.set(qn(f"w:{nom}"), valeur)
        bords.append(bord)
    return bords


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
            _gris(ecrit)
        if rang in petits:
            ecrit.font.size = Pt(8.5)
        if fond:
            ombre = OxmlElement("w:shd")
            for nom, valeur in (("val", "clear"), ("color", "auto"), ("fill", fond)):
                ombre.set(qn(f"w:{nom}"), valeur)
            cellule._tc.get_or_add_tcPr().append(ombre)


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
        _gris(ecrit.runs[0])
    _paragraphe(document, "{%p endif %}")


def _gris(ecrit: Any) -> None:
    ecrit.font.size, ecrit.font.color.rgb = Pt(8.5), _GRIS


if __name__ == "__main__":
    MODELE.write_bytes(construire())
