"""A message too long loses whole blocks, never its title nor its first block."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from core.messages.limits import SUITE, decouper_liste, raccourcir
from core.messages.model import (
    Bloc,
    Bouton,
    Champs,
    Code,
    Liste,
    Message,
    Paragraphe,
    texte_du_bloc,
)

textes = st.text("abc é", min_size=1, max_size=120)
blocs = st.one_of(
    st.builds(Paragraphe, textes),
    st.builds(Code, textes),
    st.builds(Liste, st.lists(textes, min_size=1, max_size=5).map(tuple)),
    st.builds(Champs, st.lists(st.tuples(textes, textes), min_size=1, max_size=4).map(tuple)),
)
messages = st.builds(
    lambda titre, liste: Message(titre, tuple(liste), (Bouton("Voir", "avis"),)),
    textes,
    st.lists(blocs, max_size=8),
)
longueurs = st.integers(1, 1500)
BEAUCOUP = settings(max_examples=150, deadline=None)


def obligatoire(message: Message) -> int:
    """Give the length of what must stay: title, first block, and the word on the rest."""
    premiers = message.blocs[:1]
    return len(Message(message.titre, (*premiers, Paragraphe(SUITE))).texte())


@BEAUCOUP
@given(messages, longueurs)
def test_the_title_and_the_first_block_are_never_cut(message: Message, longueur: int) -> None:
    court = raccourcir(message, longueur)
    assert court.titre == message.titre
    assert court.blocs[:1] == message.blocs[:1] or not message.blocs


@BEAUCOUP
@given(messages, longueurs)
def test_a_message_that_fits_is_left_as_it_is(message: Message, longueur: int) -> None:
    if len(message.texte()) <= longueur:
        assert raccourcir(message, longueur) is message


@BEAUCOUP
@given(messages, longueurs)
def test_the_result_fits_whenever_what_must_stay_fits(message: Message, longueur: int) -> None:
    if obligatoire(message) <= longueur:
        assert len(raccourcir(message, longueur).texte()) <= longueur


@BEAUCOUP
@given(messages, longueurs)
def test_blocks_are_kept_whole_and_in_order(message: Message, longueur: int) -> None:
    court = raccourcir(message, longueur)
    if court is not message:
        dite = court.blocs[-1:] == (Paragraphe(SUITE),)
        gardes = court.blocs[:-1] if dite else court.blocs
        entames = [une for une in gardes if isinstance(une, Liste) and une.omis]
        entiers = [une for une in gardes if une not in entames]
        assert tuple(entiers) == message.blocs[: len(entiers)]
        assert entames in ([], list(gardes[-1:])), "only the last block is cut, and it is a list"
        assert dite or len(gardes) <= 1, "only a first block that fills the message is left alone"


@BEAUCOUP
@given(messages, longueurs)
def test_buttons_are_never_lost(message: Message, longueur: int) -> None:
    assert raccourcir(message, longueur).boutons == message.boutons


def test_a_message_cut_says_where_the_rest_is() -> None:
    message = Message("Titre", tuple(Paragraphe("x" * 50) for _ in range(10)))
    assert raccourcir(message, 250).texte().endswith(SUITE)


def test_a_list_too_long_keeps_the_items_that_fit_and_counts_the_others() -> None:
    message = Message("Titre", (Paragraphe("Trois."), Liste(("a" * 60, "b" * 60, "c" * 60))))
    assert raccourcir(message, 200).blocs[1] == Liste(("a" * 60, "… et 2 autres"), 2)


def test_a_list_cut_twice_counts_all_that_is_left_out() -> None:
    longue = decouper_liste(tuple("abcdefghij"[rang] * 60 for rang in range(10)), 5)
    court = raccourcir(Message("Titre", (Paragraphe("Dix."), longue)), 300)
    assert court.blocs[1] == Liste(("a" * 60, "b" * 60, "… et 8 autres"), 8)


def test_a_message_may_say_itself_where_the_rest_is() -> None:
    blocs = tuple(Paragraphe("x" * 50) for _ in range(10))
    court = raccourcir(Message("Titre", blocs, suite="La suite : /flux"), 250)
    assert court.texte().endswith("La suite : /flux")


def test_each_kind_of_block_is_written_as_plain_text() -> None:
    ecrits: list[tuple[Bloc, str]] = [
        (Paragraphe("un\ndeux"), "un\ndeux"),
        (Code("AV-2026-0001"), "AV-2026-0001"),
        (Champs((("Loyer", "512,30 €"), ("Type", "T3"))), "Loyer : 512,30 €\nType : T3"),
        (Liste(("a", "b")), "• a\n• b"),
    ]
    assert [texte_du_bloc(bloc) for bloc, _ in ecrits] == [texte for _, texte in ecrits]


def test_the_plain_text_of_a_message_separates_its_blocks() -> None:
    message = Message("Titre", (Paragraphe("un"), Code("deux")))
    assert message.texte() == "Titre\n\nun\n\ndeux"


def test_a_short_list_is_whole() -> None:
    assert decouper_liste(("a", "b"), 2).elements == ("a", "b")


def test_a_long_list_says_how_many_are_left_out() -> None:
    assert decouper_liste(("a", "b", "c", "d"), 2).elements == ("a", "b", "… et 2 autres")


def test_a_list_with_one_item_too_many_speaks_in_the_singular() -> None:
    assert decouper_liste(("a", "b", "c"), 2).elements[-1] == "… et 1 autre"
