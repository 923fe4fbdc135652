"""Les pages montrent tout le texte, échappé, et rien qui vienne d'ailleurs."""

import re
import shutil
from html import unescape
from pathlib import Path

import pytest

from .blockkit import pings_of, problems_of_message, problems_of_view
from .page import render_channel, render_home, render_modal
from .page.pictures import chromium, take
from .page.samples import ACCUEIL, AVIS, FAUTES, LISTE, MESSAGES, MODALE, marked, plain
from .page.words import mrkdwn_html

EVIL = "<script>alert('&')</script>"


def home() -> str:
    return render_home(ACCUEIL, workspace="Habitat Réunion", app_name="fluxbot")


def channel() -> str:
    return render_channel("avis", MESSAGES, workspace="Habitat Réunion")


def words_of(html: str) -> str:
    body = html.partition("<body>")[2]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


def test_the_samples_are_what_slack_accepts() -> None:
    assert problems_of_message({"blocks": AVIS}) + problems_of_message({"blocks": LISTE}) == []
    assert problems_of_view(MODALE) + problems_of_view(ACCUEIL) == []
    assert pings_of({"blocks": AVIS + ACCUEIL["blocks"]}) == []


def test_the_home_tab_shows_its_tabs_and_its_sections() -> None:
    seen = words_of(home())
    for words in ("Habitat Réunion", "Accueil Messages", "V-2026-0042", "Désigner"):
        assert words in seen


def test_a_channel_shows_the_bot_its_thread_and_the_marks_of_a_message() -> None:
    seen = words_of(channel())
    for words in ("fluxbot APPLI 09:12", "(modifié)", "2 réponses", "Visible uniquement par vous"):
        assert words in seen


def test_a_modal_shows_each_error_beside_its_field() -> None:
    seen = words_of(render_modal(MODALE, FAUTES))
    assert "Choisir… Choisissez un type." in seen
    assert "Choisissez un type." not in words_of(render_modal(MODALE))


@pytest.mark.parametrize("page", [home(), channel(), render_modal(MODALE)])
def test_a_page_needs_nothing_from_outside(page: str) -> None:
    assert not re.search(r"(src|href)=|url\(|@import|https?://", page)


def test_everything_written_is_escaped() -> None:
    blocks = [
        {"type": "header", "text": plain(EVIL)},
        {"type": "section", "text": marked(EVIL), "fields": [marked(f"`{EVIL}`")]},
        {"type": "image", "image_url": "https://a.fr", "alt_text": EVIL, "title": plain(EVIL)},
    ]
    message = {"author": EVIL, "time": EVIL, "text": EVIL}
    pages = [
        render_home({"blocks": blocks}, workspace=EVIL, app_name=EVIL),
        render_channel(EVIL, [message, {**message, "blocks": blocks}], workspace=EVIL),
        render_modal({**MODALE, "title": plain(EVIL), "blocks": blocks}),
        render_modal(MODALE, {"type": EVIL}),
    ]
    assert all("<script" not in page for page in pages)


@pytest.mark.parametrize(
    ("words", "html"),
    [
        ("*gras*", "<strong>gras</strong>"),
        ("2*3*4", "2*3*4"),
        ("`a*b*`", "<code>a*b*</code>"),
        ("a &amp; b", "a &amp; b"),
        ("• un\n• deux", '<span class="li">un</span><span class="li">deux</span>'),
        ("<!date^1^{date}|1er janvier>", "<span>1er janvier</span>"),
        ("a\nb", "a<br>b"),
    ],
)
def test_a_little_mrkdwn_is_understood(words: str, html: str) -> None:
    assert mrkdwn_html(words) == html


@pytest.mark.navigateur
@pytest.mark.skipif(shutil.which("chromium") is None, reason="Chromium absent")
def test_a_picture_has_the_width_of_a_phone_and_the_height_of_the_page(tmp_path: Path) -> None:
    with chromium() as browser:
        picture = take(browser, home(), tmp_path / "a.png", width=390, scale=1).read_bytes()
    width, height = (int.from_bytes(picture[at : at + 4]) for at in (16, 20))
    assert width == 390
    assert height > 400
