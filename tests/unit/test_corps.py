"""A reply keeps its file through the outbox, whatever the bytes, and never too heavy a one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import settings as reglages
from hypothesis import strategies as st

from bot.presenters.corps import (
    PIECE_MAX,
    Corps,
    ecrire_corps,
    lire_corps,
    mega_octets,
    pour_plusieurs,
)
from core.errors import Refus
from core.messages.model import Message, Paragraphe, Piece
from tests.documents import IMAGE, PDF, message

NUR = "974031800010310001"


@given(st.binary(max_size=300))
@reglages(max_examples=40)
def test_any_bytes_come_back_as_they_were(contenu: bytes) -> None:
    corps = Corps(message(Piece("a.pdf", contenu, "application/pdf")))
    assert lire_corps(ecrire_corps(corps)) == corps


def test_a_reply_without_a_file_comes_back_too() -> None:
    assert lire_corps(ecrire_corps(Corps(message(None)))) == Corps(message(None))


def test_a_file_too_heavy_is_refused_in_a_sentence() -> None:
    lourde = Piece("bilan.pdf", b"x" * (PIECE_MAX + 1), "application/pdf")
    with pytest.raises(Refus, match=r"« bilan.pdf » pèse 5,1 Mo : je n'envoie que 5 Mo au plus"):
        ecrire_corps(Corps(message(lourde)))


def test_the_heaviest_file_passes() -> None:
    juste = Piece("bilan.pdf", b"x" * PIECE_MAX, "application/pdf")
    assert lire_corps(ecrire_corps(Corps(message(juste)))).message.piece == juste


@pytest.mark.parametrize("piece", [IMAGE, PDF, Piece("a.pdf", f"xoxb-{NUR}".encode(), "a/pdf")])
def test_masking_for_several_readers_leaves_binary_files_alone(piece: Piece) -> None:
    assert pour_plusieurs(Corps(message(piece))).message.piece == piece


def test_masking_for_several_readers_blanks_words_and_text_files() -> None:
    texte = Piece("p.txt", f"numéro {NUR}, \udcff".encode(errors="surrogateescape"))
    corps = pour_plusieurs(Corps(Message("T", (Paragraphe(f"vu {NUR}"),), piece=texte)))
    assert corps.message.texte() == "T\n\nvu [numéro unique]"
    assert corps.message.piece
    assert corps.message.piece.contenu == "numéro [numéro unique], ".encode() + b"\xff"


@pytest.mark.parametrize(
    ("octets", "ecrit"), [(1, "0,1 Mo"), (1_000_000, "1 Mo"), (1_000_001, "1,1 Mo")]
)
def test_a_size_is_written_to_the_tenth_above(octets: int, ecrit: str) -> None:
    assert mega_octets(octets) == ecrit
