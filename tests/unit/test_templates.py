"""Every wording is named by the code, and needs every fact that it names."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from jinja2 import UndefinedError

from bot.presenters import notices
from bot.presenters.textes_fr import DOSSIER, rediger
from core.domain.envois import Genre
from core.messages.model import Paragraphe

CODE = "\n".join(
    un.read_text(encoding="utf-8") for un in sorted(Path(notices.__file__).parents[1].rglob("*.py"))
)
MODELES = sorted(
    str(un.relative_to(DOSSIER)).removesuffix(".txt.j2") for un in DOSSIER.rglob("*.j2")
)
PERSONNELLES = re.compile(r"\b(nom_menage|telephone|numero_unique|adresse)\b")


def test_there_are_templates() -> None:
    assert len(MODELES) > 15


@pytest.mark.parametrize("modele", MODELES)
def test_every_template_is_named_in_the_code(modele: str) -> None:
    assert f'"{modele}"' in CODE


def test_every_template_named_in_the_code_exists() -> None:
    nommes = set(re.findall(r'(?:rediger|rediger_brut|_selon)\(\s*"([^"]+)"', CODE))
    assert nommes
    assert nommes <= set(MODELES)


@pytest.mark.parametrize("modele", MODELES)
def test_no_template_renders_when_its_facts_are_missing(modele: str) -> None:
    with pytest.raises(UndefinedError):
        rediger(modele)


@pytest.mark.parametrize("modele", MODELES)
def test_no_template_asks_for_a_personal_datum(modele: str) -> None:
    texte = (DOSSIER / f"{modele}.txt.j2").read_text(encoding="utf-8")
    demandes = " ".join(re.findall(r"{[{%].*?[%}]}", texte, re.DOTALL))
    assert not PERSONNELLES.search(demandes)


def test_every_kind_of_notice_about_an_avis_has_a_wording() -> None:
    ecrits = {Genre.REPONSE, Genre.INVITATION}
    sans_texte = {Genre.EFFACEMENT, Genre.TABLEAU}
    assert set(notices._PRESENTATIONS) == {*Genre} - ecrits - sans_texte - {*notices._SANS_AVIS}


def test_the_first_line_is_the_title_and_blank_lines_separate_paragraphs() -> None:
    message = rediger(
        "alerte/bailleur_hors_terme", ref="AV-2026-0001", convention="LP", fin="31/12/2026"
    )
    assert message.titre == "AV-2026-0001 : convention arrivée à son terme"
    assert len(message.blocs) == 1
    assert isinstance(message.blocs[0], Paragraphe)
    assert "a pris fin le 31/12/2026" in message.blocs[0].texte


def test_what_people_typed_is_not_escaped_for_any_platform() -> None:
    message = rediger(
        "alerte/bailleur_hors_terme", ref="R", convention="<b> & *x* {{ 7 }}", fin="x"
    )
    assert "<b> & *x* {{ 7 }}" in message.texte()


@pytest.mark.parametrize(
    ("dossiers", "attendu"), [(1, "(1 dossier ce jour-là)"), (2, "(2 dossiers ce jour-là)")]
)
def test_counts_agree_with_their_noun(dossiers: int, attendu: str) -> None:
    faits = {"jour": "10/12/2026", "dossiers": dossiers, "par_courriel": False}
    message = rediger("journal/parties_sceau", **faits)
    assert attendu in message.texte()
