"""The documents of a new programme: its notice, and whom the bailleur retained."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from bot.documents.pieces import TYPES, Format
from bot.documents.programme import document_du_programme
from bot.documents.programme_tableau import tableau_des_retenus
from core.messages.model import Piece
from tests.unit.documents.cas_programme import ETAT, METROPOLE, fiche, programme
from tests.unit.documents.lecture import mots_du_pdf, sans_blancs, textes_du_word

FORMATS = (Format.PDF, Format.WORD)


def mots(piece: Piece) -> str:
    """Give what a document shows, without blanks."""
    if piece.type == TYPES[Format.PDF]:
        return mots_du_pdf(piece.contenu)
    return sans_blancs("".join(textes_du_word(piece.contenu)))


def rangees(piece: Piece) -> list[tuple[Any, ...]]:
    return list(load_workbook(BytesIO(piece.contenu)).worksheets[0].iter_rows(values_only=True))


@pytest.mark.parametrize("format", FORMATS)
def test_the_notice_holds_all_that_the_convention_wants_sent(format: Format) -> None:
    piece = document_du_programme(fiche(), format)
    vus = mots(piece)
    assert piece.nom == f"programme-PN-2026-0003.{format}"
    for attendu in (
        "Les Salorges",
        "12 quai Ernest-Renaud, 44100 Nantes",
        "lundi 16/11/2026",
        "6 logements : 1 T2 PLAI",
        "400,50 €",
        "eau froide, entretien des parties communes, ascenseur",
        "agents de l’État",
        "Liste de candidats : au plus tard le 16/08/2026",
        "due au plus tard le 16/07/2026",
        "plan de situation",
        "journal 9f1c2d3e4a5b6c7d",
    ):
        assert sans_blancs(attendu) in vus


def test_a_reservataire_reads_its_own_dwellings_only() -> None:
    vus = mots(document_du_programme(fiche(METROPOLE), Format.PDF))
    assert "520,50€" in vus
    assert "400,50€" not in vus and sans_blancs(ETAT.nom) not in vus


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("nom", ["#panic() $x$ *b*", "<w:p/> {{ x }} {%p if %}", "W" * 120])
def test_a_hostile_name_comes_out_as_it_was_typed(format: Format, nom: str) -> None:
    assert mots(document_du_programme(fiche(residence=nom), format)).count(sans_blancs(nom)) == 2


def test_the_table_says_what_became_of_each_dwelling() -> None:
    piece = tableau_des_retenus(programme(), (ETAT, METROPOLE))
    entetes, *lignes = rangees(piece)
    assert entetes == (
        "Réservataire", "Logement", "Typologie", "Financement", "Candidat n°", "État",
    )  # fmt: skip
    assert [une[1] for une in lignes] == list(range(1, 9))
    assert lignes[0][2:] == ("T3", "PLAI", 12, "candidat retenu")
    assert lignes[4][4:] == (None, "rendu au bailleur le 03/09/2026")
    assert lignes[5][4:] == (None, "aucun candidat retenu à ce jour")
    assert piece.nom == "candidats-retenus-PN-2026-0003.xlsx"


def test_a_name_is_never_a_formula_nor_a_forbidden_sign() -> None:
    piege = type(ETAT)(ETAT.id, '=HYPERLINK("x")\x07', ETAT.nature)
    contenu = tableau_des_retenus(programme(), (piege,)).contenu
    cellule = load_workbook(BytesIO(contenu)).worksheets[0]["A2"]
    assert (cellule.value, cellule.data_type) == ('=HYPERLINK("x")', "s")
