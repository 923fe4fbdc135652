"""The PDF and the Word file: what they show, on how many pages, and nothing read as markup."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.documents.annexe_pdf import annexe_pdf
from bot.documents.annexe_word import MODELE, annexe_word
from bot.documents.gabarit_word import construire
from core.domain.convention import Convention
from core.domain.flux import Calcul
from tests.unit.documents.cas import la, lp
from tests.unit.documents.lecture import mots_du_pdf, nombre_de_pages, sans_blancs, textes_du_word

HOSTILES = (
    "#set page(fill: red) $x$ _a_ *b* `c` \\ @d <e>",
    "<b>Ville</b> & <w:p/> ]]>",
    "{{ convention }} {% for x in y %} {# z #} {%p if %}",
    "{_{ x }_} {_% y %_}",
    "]) #panic() [",
    'l\'« Île » "œuvre" — n° 1/2 ; ½ : é',
    "W" * 150,
    "Communauté d'agglomération " * 8,
)
FABRIQUES: dict[str, Callable[[Calcul, Convention], bytes]] = {
    "pdf": annexe_pdf,
    "docx": annexe_word,
}


def mots(format: str, document: bytes) -> str:
    """Give what a document shows, without blanks."""
    lus = mots_du_pdf(document) if format == "pdf" else "".join(textes_du_word(document))
    return sans_blancs(lus)


def parties(docx: bytes) -> dict[str, bytes]:
    """Give what a Word file holds, however it was compressed."""
    with ZipFile(BytesIO(docx)) as archive:
        return {nom: archive.read(nom) for nom in archive.namelist()}


@pytest.mark.parametrize("format", FABRIQUES)
def test_an_annexe_shows_its_parties_its_right_and_its_convention(format: str) -> None:
    calcul, convention = lp()
    vus = mots(format, FABRIQUES[format](calcul, convention))
    for attendu in (
        "Annexe individuelle — gestion en flux 2024",
        "1 655 × 6,82 % = 112,871, arrondi à 113",
        "62 × 6,89 % = 4,2718, arrondi à 4",
        "Soit 4 (quatre) logements.",
        convention.nom,
        "Pour le bailleur SIDR",
        "Pour le réservataire Le Port",
    ):
        assert sans_blancs(attendu) in vus


@pytest.mark.parametrize("format", FABRIQUES)
def test_a_shared_flux_shows_every_share(format: str) -> None:
    vus = mots(format, FABRIQUES[format](*la()))
    for attendu in ("869 − 287", "582 × 35 % = 203,7, arrondi à 204", "Pour l’État"):
        assert sans_blancs(attendu) in vus


@pytest.mark.parametrize("format", FABRIQUES)
@pytest.mark.parametrize("nom", HOSTILES, ids=range(len(HOSTILES)))
def test_a_hostile_name_comes_out_as_it_was_typed(format: str, nom: str) -> None:
    vus = mots(format, FABRIQUES[format](*lp(bailleur=nom)))
    assert vus.count(sans_blancs(nom)) == 2  # among the parties, above the signature


@pytest.mark.parametrize("format", FABRIQUES)
def test_a_hostile_share_comes_out_as_it_was_typed(format: str) -> None:
    calcul, convention = la(taux={"#x <b> {{ y }}": Decimal(100)})
    assert "#x<b>{{y}}" in mots(format, FABRIQUES[format](calcul, convention))


@pytest.mark.parametrize("format", FABRIQUES)
@settings(max_examples=12, deadline=None)
@given(nom=st.text(st.characters(codec="latin-1"), min_size=1, max_size=40))
def test_any_name_makes_a_document(format: str, nom: str) -> None:
    assert FABRIQUES[format](*lp(reservataire=nom))


@pytest.mark.parametrize("format", FABRIQUES)
def test_a_sign_that_no_document_may_hold_is_left_out(format: str) -> None:
    document = FABRIQUES[format](*lp(bailleur="Bail\x00leur\ufffe d'essai\x0b"))
    assert "Bailleurd'essai" in mots(format, document)


@pytest.mark.parametrize("cas", [lp(), la()], ids=["LP", "LA"])
def test_an_annexe_to_sign_is_one_page(cas: tuple[Calcul, Convention]) -> None:
    assert nombre_de_pages(annexe_pdf(*cas)) == 1


def test_a_page_says_which_it_is_and_of_how_many() -> None:
    assert mots_du_pdf(annexe_pdf(*lp())).endswith("1/1")


@pytest.mark.parametrize("format", FABRIQUES)
def test_the_same_annexe_makes_the_same_file(format: str) -> None:
    fabrique = FABRIQUES[format]
    assert fabrique(*lp()) == fabrique(*lp())


def test_the_pdf_has_no_date_of_its_own() -> None:
    assert b"CreationDate" not in annexe_pdf(*lp())


def test_the_word_template_is_the_one_that_its_script_builds() -> None:
    assert parties(MODELE.read_bytes()) == parties(construire())
