"""/programme REF document: each party gets what it may read, in the format it asks for."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from bot.documents.pieces import Format
from bot.handlers.document_programme import DOCUMENT
from core.domain.organisations import Organisation
from core.errors import SaisieInvalide
from core.messages.model import Piece
from tests.unit.documents.cas_programme import METROPOLE, SILENE, la, programme
from tests.unit.documents.lecture import mots_du_pdf, sans_blancs

EMPREINTE = "ab" * 32


def demander(lecteur: Organisation, format: Format) -> Piece:
    """Play the action for one party, on the programme of the tests."""
    uow = SimpleNamespace(
        conventions={la().id: la()}, journal=SimpleNamespace(tete=lambda _: (3, EMPREINTE))
    )
    contexte: Any = SimpleNamespace(uow=uow, membre=SimpleNamespace(organisation=lecteur))
    reponse = DOCUMENT.faire(contexte, programme(), {"format": format})
    assert reponse.message and reponse.message.piece
    assert reponse.reference == "PN-2026-0003"
    return reponse.message.piece


def test_the_bailleur_gets_the_dwellings_of_all_with_the_head_of_the_journal() -> None:
    vus = mots_du_pdf(demander(SILENE, Format.PDF).contenu)
    assert "400,50€" in vus and "520,50€" in vus
    assert sans_blancs(f"journal {EMPREINTE[:32]}") in vus and EMPREINTE not in vus


def test_a_reservataire_gets_its_own() -> None:
    vus = mots_du_pdf(demander(METROPOLE, Format.PDF).contenu)
    assert "520,50€" in vus and "400,50€" not in vus


def test_the_table_is_a_format_too() -> None:
    assert demander(SILENE, Format.TABLEUR).nom == "candidats-retenus-PN-2026-0003.xlsx"


@pytest.mark.parametrize(
    ("tape", "lu"), [("PDF", "pdf"), ("word", "docx"), (".docx", "docx"), ("xlsx", "xlsx")]
)
def test_a_format_is_read_as_people_write_it(tape: str, lu: str) -> None:
    contexte: Any = None
    (champ,) = DOCUMENT.champs(contexte, programme(), {})
    assert champ.lecteur(champ.nom, tape) == lu


def test_another_format_is_refused_with_those_there_are() -> None:
    contexte: Any = None
    (champ,) = DOCUMENT.champs(contexte, programme(), {})
    with pytest.raises(SaisieInvalide, match=r"\(pdf, docx ou xlsx\)\. Exemple : format=pdf"):
        champ.lecteur(champ.nom, "odt")
