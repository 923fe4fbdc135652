"""Every form, as questions on Telegram and as a modal on Slack."""

from __future__ import annotations

import inspect
from collections.abc import Iterator

import pytest

from bot.channels.slack.modale import formulaire
from bot.channels.telegram.render import clavier, html
from bot.handlers import formulaires, formulaires_adresse, formulaires_suites
from bot.handlers.dialogues import _question
from bot.presenters.corps import vue_du_formulaire
from core.errors import Refus
from core.messages.forms import Formulaire
from core.messages.model import Message
from tests.fakes.slack.blockkit import pings_of, problems_of_view
from tests.fakes.telegram import parse_html
from tests.fakes.telegram.limits import TEXT_LIMIT, check_markup
from tests.fakes.telegram.text import utf16_length
from tests.golden import formes, hostile
from tests.golden.decor import jetons
from tests.golden.fichiers import comparer, ecrits
from tests.golden.rendus import LIEU, ecrit, en_dialogue, en_modale, questions

FORMES, HOSTILES = formes.tous(), hostile.formulaires()
FORME = pytest.mark.parametrize("nom", sorted(FORMES))
MOTIF_DEMANDE = vue_du_formulaire(
    FORMES["candidats"], {"numeros": "974031800012310001"}, montrer={"motif"}
)
"""The form of candidates when it comes back to ask why there are so few."""


def refus_possibles(un: Formulaire) -> Iterator[Message]:
    """Give what is answered, question by question, to a hostile text."""
    for champ in un.champs:
        try:
            champ.lecteur(champ.nom, hostile.HOSTILE)
        except Refus as refus:
            yield _question(champ, un, refus.phrase)


def test_every_form_has_a_golden() -> None:
    source = inspect.getsource(formes)
    for module in (formulaires, formulaires_adresse, formulaires_suites):
        faits = {nom for nom, _ in inspect.getmembers(module, inspect.isfunction)}
        ici = module.__name__.rpartition(".")[2]
        connus = {nom for nom in faits if nom.startswith("formulaire_")}
        assert {nom for nom in connus if f"{ici}.{nom}(" not in source} == set()


@pytest.mark.parametrize("plateforme", ["telegram", "slack"])
def test_no_golden_of_a_form_is_left_without_its_form(plateforme: str) -> None:
    gardes = {nom for nom in ecrits(plateforme) if nom.startswith("formulaire-")}
    assert gardes <= {f"formulaire-{nom}" for nom in [*FORMES, "candidats-motif"]}


@FORME
def test_a_form_asks_on_telegram_as_it_asked(nom: str) -> None:
    comparer("telegram", f"formulaire-{nom}", en_dialogue(FORMES[nom]))


@FORME
def test_a_form_shows_on_slack_as_it_showed(nom: str) -> None:
    vue = en_modale(FORMES[nom])
    comparer("slack", f"formulaire-{nom}", ecrit(vue))
    assert problems_of_view(vue) == []


def test_a_short_list_asks_its_reason_on_slack_as_it_asked() -> None:
    vue = formulaire(MOTIF_DEMANDE, LIEU)
    comparer("slack", "formulaire-candidats-motif", ecrit(vue))
    assert problems_of_view(vue) == []


@FORME
def test_a_hostile_form_calls_nobody_on_slack(nom: str) -> None:
    vue = en_modale(HOSTILES[nom])
    assert problems_of_view(vue) == []
    assert pings_of(vue) == []


@FORME
def test_a_hostile_form_is_plain_text_on_telegram(nom: str) -> None:
    for question in [*questions(HOSTILES[nom]), *refus_possibles(HOSTILES[nom])]:
        lu, entites = parse_html(html(question))
        assert {une["type"] for une in entites} <= {"bold", "code"}
        assert utf16_length(lu) <= TEXT_LIMIT
        pose = clavier(question, jetons(question.boutons), groupe=True)
        check_markup(pose.to_dict() if pose else None)
