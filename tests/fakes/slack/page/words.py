"""Les textes : `plain_text` échappé, `mrkdwn` interprété au minimum."""

import re
from html import escape
from typing import Any

from tests.fakes.slack.blockkit_reading import TOKEN, unescape

CODE = re.compile(r"```(?P<pre>.+?)```|`(?P<code>[^`\n]+)`", re.DOTALL)
EDGE_LEFT, EDGE_RIGHT = r"(?<![\w*_~])", r"(?![\w*_~])"
MARKS = (("*", "strong"), ("_", "em"), ("~", "s"))
LINE = re.compile(r"^(?P<bullet>[ \t]*)[•-] (?P<item>.*)$|^&gt; ?(?P<quote>.*)$")
KEPT = re.compile("\x00(\\d+)\x00")


def text_html(value: Any) -> str:
    """Le HTML d'un objet texte."""
    words = str(value.get("text", ""))
    return mrkdwn_html(words) if value.get("type") == "mrkdwn" else plain_html(words)


def plain_html(words: str) -> str:
    """Un texte sans mise en forme."""
    return escape(words).replace("\n", "<br>")


def mrkdwn_html(words: str) -> str:
    """Gras, italique, barré, code, puces, citations, jetons `<…>` ; le reste est du texte."""
    kept: list[str] = []

    def keep(html: str) -> str:
        kept.append(html)
        return f"\x00{len(kept) - 1}\x00"

    def code(found: re.Match[str]) -> str:
        tag = "pre" if found["pre"] is not None else "code"
        inside = escape(unescape(found["pre"] or found["code"]).strip("\n"))
        return keep(f"<{tag}>{inside}</{tag}>")

    words = CODE.sub(code, words.replace("\x00", ""))
    words = TOKEN.sub(lambda found: keep(_token(found)), words)
    return KEPT.sub(lambda found: kept[int(found[1])], _lines(_formatted(escape(unescape(words)))))


def _formatted(html: str) -> str:
    for sign, tag in MARKS:
        mark = re.escape(sign)
        pattern = rf"{EDGE_LEFT}{mark}(?=\S)([^{mark}\n]+?)(?<=\S){mark}{EDGE_RIGHT}"
        html = re.sub(pattern, rf"<{tag}>\1</{tag}>", html)
    return html


def _lines(html: str) -> str:
    out = ""
    for line in html.split("\n"):
        found = LINE.match(line)
        if found is None:
            out += f"{line}<br>"
        elif found["quote"] is not None:
            out += f"<blockquote>{found['quote']}</blockquote>"
        else:
            out += f'<span class="li">{found["item"]}</span>'
    return out.removesuffix("<br>")


def _token(found: re.Match[str]) -> str:
    shown = escape(unescape(found[0]))
    if found[1] == "!" and found[2].startswith("date^"):
        return f"<span>{shown}</span>"
    if found[1] in "@#!":
        return f'<span class="mention">{shown}</span>'
    return f'<a class="link">{shown}</a>'
