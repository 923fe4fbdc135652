"""Le mode HTML est lu comme le lit Telegram."""

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from .errors import ApiError
from .html_text import parse_html
from .text import clean, utf16_length, utf16_slice


@given(st.text(st.characters(blacklist_categories=["Cs"]), min_size=1), st.text("a🏠é"))
def test_an_entity_covers_its_text_in_utf16_units(inside: str, before: str) -> None:
    text, entities = parse_html(f"{before}<b>{html.escape(inside)}</b>")
    covered = utf16_slice(text, entities[0]["offset"], entities[0]["length"])
    assert (covered, entities[0]["offset"]) == (text[len(before) :], utf16_length(before))


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("é <h1>x</h1>", 'Unsupported start tag "h1" at byte offset 3'),
        ("2 < 3", 'Unsupported start tag "" at byte offset 2'),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<b><i>x</b></i>", 'expected "</i>", found "</b>"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ('<span class="x">y</span>', 'Tag "span" must have class "tg-spoiler"'),
        ("<a href>y</a>", "Expected equal sign"),
        ("<b", "Unclosed start tag at byte offset 0"),
    ],
)
def test_faulty_markup_is_refused(source: str, reason: str) -> None:
    with pytest.raises(ApiError, match="can't parse entities") as caught:
        parse_html(source)
    assert reason in caught.value.description


@pytest.mark.parametrize(
    ("source", "text", "kinds"),
    [
        ("a > b & c &amp; &#233; &nbsp;", "a > b & c & é &nbsp;", []),
        ("<b>x<i>y</i></b>", "xy", ["bold", "italic"]),
        ('<a href="https://a.fr/?a=1&amp;b=2">x</a>', "x", ["text_link"]),
        ("<blockquote expandable>x</blockquote>", "x", ["expandable_blockquote"]),
        ("<tg-spoiler>x</tg-spoiler><code>y</code>", "xy", ["spoiler", "code"]),
        ("<b></b>x", "x", []),
    ],
)
def test_markup_is_read_like_telegram(source: str, text: str, kinds: list[str]) -> None:
    plain, entities = parse_html(source)
    assert (plain, [entity["type"] for entity in entities]) == (text, kinds)


def test_cleaning_moves_the_entities_with_the_text() -> None:
    bold = {"type": "bold", "offset": 3, "length": 3}
    assert clean(" \r\nab ", [bold]) == ("ab", [{"type": "bold", "offset": 0, "length": 2}])
