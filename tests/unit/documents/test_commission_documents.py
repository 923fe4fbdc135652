"""The documents of a commission: what they show, to whom, and nothing read as markup."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from bot.documents.commission import document_de_l_ordre_du_jour, document_du_compte_rendu
from bot.documents.commission_anonyme import rediger_l_anonyme
from bot.documents.commission_faits import CompteRendu, TempsDeSeance
from bot.documents.commission_redaction import attente, logement, rediger_le_compte_rendu
from bot.documents.pieces import Format
from core.domain.prioritaires import ReponseProposition
from core.errors import SaisieInvalide
from tests.unit.documents.cas_commission import (
    MENAGE,
    OFFRE,
    SEANCE,
    SUITE,
    anonyme,
    ordre,
    pleine,
    rendu,
)
from tests.unit.documents.lecture import (
    entetes_du_word,
    mots_du_pdf,
    nombre_de_pages,
    sans_blancs,
    textes_du_word,
)

FORMATS = (Format.PDF, Format.WORD)
RESTREINT = "Document à diffusion restreinte"
HOSTILES = (
    "#set page(fill: red) $x$ _a_ *b* `c` \\ @d <e>",
    "<b>Ville</b> & <w:p/> ]]>",
    "{{ seance }} {% for x in y %} {# z #} {%p if %} {_{ x }_}",
    "]) #panic() [",
    "W" * 150,
    "long " * 99,
)


def mots(format: Format, contenu: bytes) -> str:
    """Give what a document shows, page headers included, without blanks."""
    if format is Format.PDF:
        return mots_du_pdf(contenu)
    return sans_blancs("".join((*entetes_du_word(contenu), *textes_du_word(contenu))))


def lu(fait: CompteRendu, format: Format) -> str:
    return mots(format, document_du_compte_rendu(fait, format).contenu)


@pytest.mark.parametrize("format", FORMATS)
def test_the_whole_account_follows_each_decision_and_shows_each_household(format: Format) -> None:
    vus = lu(rendu(), format)
    for attendu in (
        RESTREINT,
        "CIB-2026-0002 · journal 9f1c2d3e4a5b6c7d",
        "jeudi 12/03/2026 à 14 h 30",
        "Absents",
        "1 décision suivie : 1 tenue.",
        "T3 à Rezé, hors QPV, PLUS, loyer 512,30 € + 85,00 € de charges.",
        "Proposé le 02/02/2026, accepté le 09/02/2026. Entrée le 02/03/2026.",
        "DP-2026-0012",
        "14 mois",
        "attente longue",
        "avant le 12/05/2026",
        "Objectifs de relogement 2026",
        "au plus tard le 12/05/2026",
    ):
        assert sans_blancs(attendu) in vus


def test_the_outcomes_of_past_decisions_are_counted() -> None:
    etats = ("tenue", "tenue", "en retard", "notée, sans bailleur", "notée, sans bailleur")
    fait = rendu(suites=tuple(replace(SUITE, etat=un) for un in etats))
    introduction = rediger_le_compte_rendu(fait).parties[0].introduction.replace("\u00a0", " ")
    assert introduction == (
        "5 décisions suivies : 1 en retard, 2 notées, sans bailleur et 2 tenues."
    )


@pytest.mark.parametrize("format", FORMATS)
def test_an_empty_meeting_says_so(format: Format) -> None:
    vide = CompteRendu(replace(SEANCE, prochaine=""), temps=(TempsDeSeance("DALO"),))
    vus = lu(vide, format)
    for attendu in (
        "Aucune décision d’une séance précédente",
        "Aucun ménage n’a été examiné",
        "Aucun objectif n’a été saisi",
        "La date de la prochaine séance n’est pas fixée",
    ):
        assert sans_blancs(attendu) in vus


@pytest.mark.parametrize("format", FORMATS)
def test_the_agenda_leaves_room_for_the_decisions(format: Format) -> None:
    piece = document_de_l_ordre_du_jour(ordre(), format)
    vus = mots(format, piece.contenu)
    assert piece.nom == f"ordre-du-jour-CIB-2026-0002.{format}"
    for attendu in (RESTREINT, "1 ménage à examiner, dont 1 attend longtemps", "en séance"):
        assert sans_blancs(attendu) in vus


@pytest.mark.parametrize("format", FORMATS)
def test_the_anonymous_account_says_that_it_is(format: Format) -> None:
    piece = document_du_compte_rendu(anonyme(), format)
    vus = mots(format, piece.contenu)
    assert piece.nom == f"compte-rendu-anonyme-CIB-2026-0002.{format}"
    assert sans_blancs("Version anonyme") in vus and sans_blancs("moins de 5") in vus
    for interdit in ("DP-", "Rezé", sans_blancs(RESTREINT)):
        assert interdit not in vus


def test_the_anonymous_account_has_nowhere_to_put_a_household() -> None:
    entier, public = rediger_le_compte_rendu(rendu()), rediger_l_anonyme(anonyme())
    assert "DP-2026-0012" in repr(entier)
    assert "DP-" not in repr(public)
    assert all(len(une.tableau.colonnes) == 2 for une in public.parties[:2] if une.tableau)


def test_every_page_of_a_full_meeting_says_who_may_read_it() -> None:
    contenu = document_du_compte_rendu(pleine(), Format.PDF).contenu
    vus, pages = mots_du_pdf(contenu), nombre_de_pages(contenu)
    assert pages > 4
    assert vus.count(sans_blancs(RESTREINT)) == pages
    assert all(vus.count(f"DP-2026-{rang:04}") == 1 for rang in range(1, 41))
    assert vus.count(sans_blancs("Logement proposé et suite donnée")) > 1  # repeated headers
    assert vus.endswith(f"{pages}/{pages}")


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("texte", HOSTILES, ids=range(len(HOSTILES)))
def test_a_hostile_text_comes_out_as_it_was_typed(format: Format, texte: str) -> None:
    suite = replace(SUITE, decision=texte)
    menage = replace(MENAGE, bailleur=texte, decision=texte, besoin=texte)
    fait = rendu(
        seance=replace(SEANCE, lieu=texte),
        suites=(suite,),
        temps=(TempsDeSeance(texte, (menage,)),),
    )
    assert lu(fait, format).count(sans_blancs(texte)) == 6


@pytest.mark.parametrize("format", FORMATS)
def test_signs_that_no_font_or_file_holds_do_not_stop_a_document(format: Format) -> None:
    assert "Bonjour" in lu(
        rendu(suites=(replace(SUITE, decision="Bonjour\x00 \ud83c 🏠 住宅"),)), format
    )


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize(
    "faire",
    [
        lambda format: document_du_compte_rendu(rendu(), format),
        lambda format: document_de_l_ordre_du_jour(ordre(), format),
        lambda format: document_du_compte_rendu(anonyme(), format),
    ],
    ids=["compte rendu", "ordre du jour", "anonyme"],
)
def test_the_same_facts_make_the_same_file(
    faire: Callable[[Format], object], format: Format
) -> None:
    assert faire(format) == faire(format)


@pytest.mark.parametrize("format", [Format.TABLEUR, Format.CSV, Format.TOML])
def test_a_format_of_figures_is_refused_with_an_example(format: Format) -> None:
    with pytest.raises(SaisieInvalide, match="format=pdf"):
        document_du_compte_rendu(rendu(), format)


@pytest.mark.parametrize(
    ("depuis", "ecrit"),
    [
        (date(2026, 3, 12), "0 jour"),
        (date(2026, 3, 11), "1 jour"),
        (date(2026, 1, 13), "58 jours"),
        (date(2026, 1, 12), "2 mois"),
        (date(2024, 12, 13), "14 mois"),
        (date(2027, 1, 1), "0 jour"),
    ],
)
def test_a_wait_is_counted_in_days_then_in_months(depuis: date, ecrit: str) -> None:
    assert attente(depuis, date(2026, 3, 12)).replace("\u00a0", " ") == ecrit


@pytest.mark.parametrize(
    ("changements", "fin"),
    [
        ({"reponse": None}, "réponse attendue."),
        ({"entree_le": None}, "Date d’entrée à venir."),
        ({"reponse": ReponseProposition.REFUSE}, "refusé le 09/02/2026."),
        (
            {"reponse": ReponseProposition.REFUSE, "injustifie": True},
            "refusé sans motif justifié selon le bailleur le 09/02/2026.",
        ),
    ],
)
def test_an_offer_says_what_the_household_made_of_it(
    changements: dict[str, object], fin: str
) -> None:
    offre = replace(OFFRE, **({"entree_le": None} | changements))  # type: ignore[arg-type]
    assert logement(offre).endswith(fin)
