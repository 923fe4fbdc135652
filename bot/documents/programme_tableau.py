"""Whom the bailleur retained, dwelling by dwelling, as a spreadsheet (LA 4.2.2)."""

from __future__ import annotations

from io import BytesIO

from bot.documents.pieces import TYPES, Format
from bot.documents.redaction import imprimable
from core.domain.organisations import Organisation
from core.domain.programmes import LogementNeuf, Programme
from core.messages.model import Piece
from core.texte import jour_fr

_COLONNES = (
    ("Réservataire", 34),
    ("Logement", 11),
    ("Typologie", 11),
    ("Financement", 14),
    ("Candidat n°", 13),
    ("État", 34),
)


def tableau_des_retenus(programme: Programme, destinataires: tuple[Organisation, ...]) -> Piece:
    """Make the XLSX of the dwellings of some réservataires, with the candidate's number in each.

    A candidate is its number in the programme: no numéro unique, no name.
    """
    rangees = [
        _rangee(pour, un) for pour in destinataires for un in programme.logements_de(pour.id)
    ]
    nom = f"candidats-retenus-{programme.reference}.{Format.TABLEUR}"
    return Piece(nom, _classeur(rangees), TYPES[Format.TABLEUR])


def _rangee(pour: Organisation, un: LogementNeuf) -> tuple[str | int | None, ...]:
    return (pour.nom, un.numero, un.type, un.financement, un.retenu, _etat(un))


def _etat(un: LogementNeuf) -> str:
    if un.retenu is not None:
        return "candidat retenu"
    if un.rendu_le is not None:
        return f"rendu au bailleur le {jour_fr(un.rendu_le)}"
    return "aucun candidat retenu à ce jour"


def _classeur(rangees: list[tuple[str | int | None, ...]]) -> bytes:
    from openpyxl import Workbook  # here: starting the program must not wait for it
    from openpyxl.styles import Font

    classeur = Workbook()
    feuille = classeur.active
    feuille.title = "Candidats retenus"
    entetes = tuple(nom for nom, _ in _COLONNES)
    for ligne, valeurs in enumerate((entetes, *rangees), 1):
        for colonne, valeur in enumerate(valeurs, 1):
            propre = imprimable(valeur) if isinstance(valeur, str) else valeur
            cellule = feuille.cell(ligne, colonne, propre)
            if isinstance(valeur, str):  # a name that begins with « = » is no formula
                cellule.data_type = "s"
            if ligne == 1:
                cellule.font = Font(bold=True)
    for rang, (_, largeur) in enumerate(_COLONNES):
        feuille.column_dimensions["ABCDEF"[rang]].width = largeur
    feuille.freeze_panes = "A2"
    feuille.auto_filter.ref = feuille.dimensions
    feuille.print_title_rows = "1:1"
    feuille.page_setup.orientation = "landscape"
    feuille.page_setup.paperSize = feuille.PAPERSIZE_A4
    feuille.page_setup.fitToHeight = 0
    feuille.sheet_properties.pageSetUpPr.fitToPage = True
    contenu = BytesIO()
    classeur.save(contenu)
    return contenu.getvalue()
