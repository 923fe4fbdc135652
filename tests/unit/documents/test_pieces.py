"""An annexe as a file: its name, its type, and figures that fluxbot reads back."""

from __future__ import annotations

import pytest

from bot.documents.pieces import TYPES, Format, document_de_l_annexe, nom_du_fichier
from core.domain.convention import Convention
from core.domain.flux import Calcul
from storage.annexes.lecture import lire_annexes
from tests.unit.documents.cas import PARTAGE, SIDR, la, lp

DEBUTS = {Format.PDF: b"%PDF-", Format.WORD: b"PK", Format.TABLEUR: b"PK"}


@pytest.mark.parametrize("format", DEBUTS)
def test_a_file_is_what_its_type_says(format: Format) -> None:
    piece = document_de_l_annexe(*lp(), format)
    assert piece.contenu.startswith(DEBUTS[format])
    assert (piece.nom, piece.type) == (f"annexe-2024-SIDR-Le-Port.{format}", TYPES[format])


@pytest.mark.parametrize("format", [Format.TABLEUR, Format.CSV, Format.TOML])
@pytest.mark.parametrize("cas", [lp(), la()], ids=["LP", "LA"])
def test_exported_figures_are_read_back_with_their_results(
    format: Format, cas: tuple[Calcul, Convention]
) -> None:
    calcul, convention = cas
    piece = document_de_l_annexe(calcul, convention, format)
    (relue,) = lire_annexes(piece.nom, piece.contenu, convention.flux)
    assert relue.annexe == calcul.annexe
    assert relue.imprimes["parc_soumis"] == calcul.valeur("parc_soumis")


@pytest.mark.parametrize(
    ("bailleur", "attendu"),
    [
        ("Territoire de l'Ouest", "Territoire-de-l-Ouest"),
        ("Société d'Économie Œuvre", "Societe-d-Economie-Oeuvre"),
        ("../../etc/passwd\x00", "etc-passwd"),
        ("住宅", "sans-nom"),
        ("W" * 300, "W" * 60),
    ],
)
def test_a_file_name_is_safe_anywhere(bailleur: str, attendu: str) -> None:
    calcul, _ = lp(bailleur=bailleur)
    assert nom_du_fichier(calcul.annexe, Format.PDF) == f"annexe-2024-{attendu}-Le-Port.pdf"


def test_a_shared_flux_bears_the_bailleur_s_name_alone() -> None:
    assert nom_du_fichier(PARTAGE, Format.CSV) == "annexe-2026-Bailleur-d-essai.csv"
    assert nom_du_fichier(SIDR, Format.CSV) == "annexe-2024-SIDR-Le-Port.csv"
