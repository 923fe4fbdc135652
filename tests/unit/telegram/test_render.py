"""A message as Telegram HTML: whatever people typed, it parses and says the same."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from telegram import ForceReply, InlineKeyboardButton, InlineKeyboardMarkup

from bot.channels.telegram.render import LONGUEUR_MAX, clavier, html
from core.messages.model import Bouton, Champs, Code, Gravite, Liste, Message, Paragraphe
from tests.fakes.telegram import parse_html
from tests.fakes.telegram.limits import check_markup

HOSTILES = ("<b>", "</b>", "&amp;", "<script>alert(1)</script>", "a < b & c > d", '"«»’', "\u202e")
textes = st.one_of(
    st.sampled_from(HOSTILES),
    st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1, max_size=80),
)
blocs = st.one_of(
    textes.map(Paragraphe),
    textes.map(Code),
    st.lists(textes, min_size=1, max_size=4).map(lambda un: Liste(tuple(un))),
    st.lists(st.tuples(textes, textes), min_size=1, max_size=4).map(lambda un: Champs(tuple(un))),
)
messages = st.builds(
    Message, textes, st.lists(blocs, max_size=5).map(tuple), gravite=st.sampled_from(Gravite)
)


@settings(max_examples=150, deadline=None)
@given(messages)
def test_any_message_is_valid_html_that_says_every_word(message: Message) -> None:
    lu, _ = parse_html(html(message))
    assert message.titre in lu
    for bloc in message.blocs:
        if isinstance(bloc, Paragraphe | Code):
            assert bloc.texte in lu


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 200))
def test_a_long_message_stays_below_the_limit_and_keeps_its_first_block(nombre: int) -> None:
    suite = tuple(Paragraphe(f"{rang} " + "é" * 90) for rang in range(nombre))
    message = Message("Avis", (Paragraphe("Répondez avant le 20/12/2026 à 24 h"), *suite))
    lu, _ = parse_html(html(message))
    assert len(lu) <= LONGUEUR_MAX
    assert "20/12/2026 à 24 h" in lu


def test_the_notice_of_an_avis_reads_as_people_will_see_it() -> None:
    message = Message(
        "Avis <1>",
        (Champs((("Loyer", "512,30 €"),)), Liste(("a & b",)), Code("journal 0f")),
        gravite=Gravite.ALERTE,
    )
    assert html(message) == (
        "⚠️ <b>Avis &lt;1&gt;</b>\n\nLoyer : <b>512,30 €</b>\n\n• a &amp; b\n\n"
        "<code>journal 0f</code>"
    )


def test_buttons_stand_side_by_side_only_when_their_labels_are_short() -> None:
    courts = Message("Q", boutons=(Bouton("oui", "repondre"), Bouton("non", "repondre")))
    longs = Message("Q", boutons=(Bouton("Proposer des candidats", "x"), Bouton("Voir", "x")))
    assert [len(rang) for rang in _rangs(courts)] == [2]
    assert [len(rang) for rang in _rangs(longs)] == [1, 1]


def test_a_question_without_choices_asks_a_group_to_reply_to_it() -> None:
    question = Message("Loyer ?", question=True)
    assert isinstance(clavier(question, (), groupe=True), ForceReply)
    assert clavier(question, (), groupe=False) is None


def test_a_button_that_opens_a_page_bears_its_address_and_no_token() -> None:
    lien = "https://fluxbot.test/p/jeton"
    ((pose,),) = _rangs(Message("Page", boutons=(Bouton("Ouvrir", "page", lien=lien),)))
    assert isinstance(pose, InlineKeyboardButton)
    assert (pose.url, pose.callback_data) == (lien, None)
    check_markup(InlineKeyboardMarkup([[pose]]).to_dict())


def _rangs(message: Message) -> tuple[tuple[object, ...], ...]:
    pose = clavier(message, ["jeton"] * len(message.boutons), groupe=False)
    assert isinstance(pose, InlineKeyboardMarkup)
    return pose.inline_keyboard
