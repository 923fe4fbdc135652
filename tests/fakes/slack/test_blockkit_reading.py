"""Ce qu'un lecteur voit d'un envoi, et ce qui l'appellerait."""

from typing import Any

import pytest

from .blockkit import pings_of, visible_text
from .test_blockkit import actions, button, entry, listed, plain, rich, section
from .test_blockkit_refusals import marked

Json = dict[str, Any]


def test_a_reader_sees_texts_bullets_buttons_and_labels() -> None:
    seen = visible_text(
        [
            {"type": "header", "text": plain("Titre")},
            section(text=marked("R&amp;D &lt;1 &amp;lt;"), fields=[plain("Loyer")]),
            listed(),
            actions(button(text=plain("Valider"))),
            entry(placeholder=plain("Ici")),
        ]
    )
    lines = ["Titre", "R&D <1 &lt;", "Loyer", "• a", "[Valider]", "a :", "[Ici]"]
    assert seen.split("\n") == lines


TOKENS = ["<!channel>", "<@U1>", "<#C1|avis>", "<https://a.fr|ici>", "<mailto:a@a.fr>"]
BARE = ["@channel", "@here", "https://a.fr"]


@pytest.mark.parametrize("token", TOKENS)
def test_a_token_pings_in_the_text_and_in_mrkdwn_even_verbatim(token: str) -> None:
    assert pings_of({"text": f"a {token}"}) == [token]
    assert pings_of({"blocks": [section(text=marked(token, verbatim=True))]}) == [token]


@pytest.mark.parametrize("word", BARE)
def test_a_bare_word_pings_only_without_verbatim(word: str) -> None:
    assert pings_of({"blocks": [section(text=marked(f"a {word}"))]}) == [word]
    assert pings_of({"blocks": [section(text=marked(f"a {word}", verbatim=True))]}) == []


def test_an_escaped_token_a_plain_text_and_a_date_ping_nobody() -> None:
    quiet = marked("&lt;!channel&gt; <!date^1^{date}|1970>", verbatim=True)
    assert pings_of({"text": quiet["text"], "blocks": [section(text=quiet)]}) == []
    assert pings_of({"blocks": [section(text=plain("<!channel> @here"))]}) == []


@pytest.mark.parametrize(
    ("inner", "ping"),
    [
        ({"type": "user", "user_id": "U1"}, "<@U1>"),
        ({"type": "usergroup", "usergroup_id": "S1"}, "<!subteam^S1>"),
        ({"type": "channel", "channel_id": "C1"}, "<#C1>"),
        ({"type": "broadcast", "range": "here"}, "<!here>"),
        ({"type": "link", "url": "https://a.fr"}, "<https://a.fr>"),
    ],
)
def test_a_rich_mention_pings(inner: Json, ping: str) -> None:
    assert pings_of({"blocks": [rich(inner)]}) == [ping]


def test_a_reader_also_sees_choices_hints_and_confirmations() -> None:
    words = {"title": "Sûr ?", "text": "Oui ?", "confirm": "Oui", "deny": "Non"}
    seen = visible_text(
        [
            actions(button(confirm={key: plain(value) for key, value in words.items()})),
            {**entry("datepicker", initial_date="2026-03-01"), "hint": plain("Le préavis")},
        ]
    )
    assert seen.split("\n") == [
        "[a]",
        "  ? Sûr ? Oui ?",
        "  [Oui] [Non]",
        "a :",
        "[2026-03-01]",
        "Le préavis",
    ]


def test_a_token_is_read_by_its_label() -> None:
    words = "<@U1> <#C1|avis> <https://a.fr|ici> <!date^1^{date}|1er mars>"
    assert visible_text([section(text=marked(words))]) == "@U1 #avis ici 1er mars"


@pytest.mark.parametrize("more", [{"parse": "full"}, {"link_names": True}])
def test_a_bare_word_pings_in_the_text_when_slack_is_asked_to_parse(more: Json) -> None:
    assert pings_of({"text": "@here", **more}) == ["@here"]
    assert pings_of({"text": "@here"}) == []
