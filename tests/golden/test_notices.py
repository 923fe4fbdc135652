"""Every notice, on every platform, reads as it was last read by a person."""

from __future__ import annotations

import pytest

from bot.channels.telegram.render import clavier, html
from bot.presenters import notices
from core.domain.envois import Genre
from core.messages.model import Message
from core.usecases.registre import DES_DOSSIERS
from tests.fakes.slack.blockkit import pings_of, problems_of_message
from tests.fakes.telegram import parse_html
from tests.fakes.telegram.limits import TEXT_LIMIT, check_markup
from tests.fakes.telegram.text import utf16_length
from tests.golden import hostile
from tests.golden.cas import NOTICES
from tests.golden.decor import Cas, jetons, livraison
from tests.golden.fichiers import comparer, ecrits
from tests.golden.rendus import ecrit, en_slack, en_telegram

CAS = pytest.mark.parametrize("cas", NOTICES, ids=lambda cas: cas.nom)


def dit(cas: Cas) -> Message:
    """Give the message of a notice."""
    message = livraison(cas).message
    assert message
    return message


def test_every_kind_of_notice_has_a_golden() -> None:
    connus = {*notices._PRESENTATIONS, *notices._SANS_AVIS}
    assert {cas.genre for cas in NOTICES} == connus - DES_DOSSIERS


@pytest.mark.parametrize("plateforme", ["telegram", "slack"])
def test_no_golden_of_a_notice_is_left_without_its_notice(plateforme: str) -> None:
    gardes = {nom for nom in ecrits(plateforme) if nom.startswith("notice-")}
    assert gardes <= {f"notice-{cas.nom}" for cas in NOTICES}


@CAS
def test_a_notice_reads_on_telegram_as_it_was_read(cas: Cas) -> None:
    comparer("telegram", f"notice-{cas.nom}", en_telegram(dit(cas)))


@CAS
def test_a_notice_reads_on_slack_as_it_was_read(cas: Cas) -> None:
    rendu = en_slack(dit(cas))
    comparer("slack", f"notice-{cas.nom}", ecrit(rendu))
    assert problems_of_message(rendu) == []


@CAS
def test_a_hostile_notice_calls_nobody_on_slack(cas: Cas) -> None:
    rendu = en_slack(dit(hostile.notice(cas)))
    assert problems_of_message(rendu) == []
    assert pings_of(rendu) == []


@CAS
def test_a_hostile_notice_is_plain_text_on_telegram(cas: Cas) -> None:
    message = dit(hostile.notice(cas))
    lu, entites = parse_html(html(message))
    assert {une["type"] for une in entites} <= {"bold", "code"}
    assert utf16_length(lu) <= TEXT_LIMIT
    pose = clavier(message, jetons(message.boutons), groupe=True)
    check_markup(pose.to_dict() if pose else None)


def test_the_hostile_texts_are_really_shown() -> None:
    avis = next(cas for cas in NOTICES if cas.genre is Genre.AVIS)
    lu, _ = parse_html(html(dit(hostile.notice(avis))))
    assert lu.count("<!channel> <@U123> <http://mal.example|clic>") > 3
