"""What is taken of the files that people send, and what is shown of those that we do."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import given
from hypothesis import settings as reglages
from hypothesis import strategies as st

from bot.channels import pieces
from bot.channels.images import dimensions
from bot.channels.pieces import TelechargementManque, exiger, joindre
from bot.channels.telegram.render import se_montre
from bot.handlers.request import Fichier, Request
from core.domain.organisations import Destination
from core.errors import SaisieInvalide
from core.messages.model import Piece
from tests.documents import CSV, IMAGE, PDF, png

REQUETE = Request("essai", "marie", Destination("essai", "marie"), "m1")


@pytest.mark.parametrize("nom", ["annexe.csv", "ANNEXE.CSV", "parc.toml", "annexes 2026.xlsx"])
def test_the_three_kinds_of_annexes_are_taken(nom: str) -> None:
    exiger(nom, 1_000_000)


@pytest.mark.parametrize("nom", ["annexe.pdf", "annexe.xls", "csv", "", "a.csv.exe"])
def test_any_other_file_is_refused_with_what_is_taken(nom: str) -> None:
    with pytest.raises(SaisieInvalide, match=r"\.csv, \.toml ou \.xlsx.*annexe-2026\.csv"):
        exiger(nom, 10)


def test_a_heavy_file_is_refused_with_its_weight() -> None:
    with pytest.raises(SaisieInvalide, match=r"« annexe.csv » pèse 2,4 Mo : 1 Mo au plus"):
        exiger("annexe.csv", 2_400_000)


@given(st.text(max_size=80), st.integers(1_000_001, 10**9))
@reglages(max_examples=60)
def test_any_name_is_quoted_in_one_readable_line(nom: str, taille: int) -> None:
    with pytest.raises(SaisieInvalide) as refus:
        exiger(nom, taille)
    assert refus.value.phrase.isprintable()


async def test_a_file_fetched_goes_with_the_request() -> None:
    async def chercher() -> Fichier:
        return Fichier("a.csv", CSV)

    assert (await joindre(REQUETE, chercher)).fichier == Fichier("a.csv", CSV)


async def test_the_name_of_a_file_keeps_no_hidden_sign() -> None:
    async def chercher() -> Fichier:
        return Fichier("annexe\u202e\n.csv", CSV)

    assert (await joindre(REQUETE, chercher)).fichier == Fichier("annexe.csv", CSV)


async def test_a_file_heavier_than_it_said_is_refused_once_fetched() -> None:
    async def chercher() -> Fichier:
        return Fichier("a.csv", b"x" * 1_000_001)

    assert "1,1 Mo" in (await joindre(REQUETE, chercher)).refus


async def test_a_fetch_that_fails_may_be_tried_again_until_the_last_time() -> None:
    async def chercher() -> Fichier:
        raise TelechargementManque("coupure")

    with pytest.raises(TelechargementManque):
        await joindre(REQUETE, chercher, dernier=False)
    assert (await joindre(REQUETE, chercher, dernier=True)).refus == pieces.MANQUE


async def test_a_fetch_that_lasts_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pieces, "DUREE_MAX", 0.01)

    async def chercher() -> Fichier:
        await asyncio.Event().wait()
        raise AssertionError

    with pytest.raises(TelechargementManque, match="délai dépassé"):
        await joindre(REQUETE, chercher, dernier=False)


def test_a_picture_tells_its_size() -> None:
    assert dimensions(IMAGE) == (640, 360)


@given(st.binary(max_size=40))
@reglages(max_examples=40)
def test_any_bytes_are_looked_at_without_a_fault(contenu: bytes) -> None:
    se_montre(Piece("a.png", IMAGE.contenu[:16] + contenu, "image/png"))


@pytest.mark.parametrize("contenu", [b"", b"\x89PNG\r\n\x1a\n", PDF.contenu, IMAGE.contenu[:23]])
def test_what_is_no_picture_has_no_size(contenu: bytes) -> None:
    assert dimensions(Piece("a.png", contenu, "image/png")) is None


@pytest.mark.parametrize(
    ("piece", "montree"),
    [
        (IMAGE, True),
        (PDF, False),
        (Piece("a.pdf", IMAGE.contenu, "application/pdf"), False),
        (Piece("a.png", png(2000, 100), "image/png"), True),
        (Piece("a.png", png(2001, 100), "image/png"), False),
        (Piece("a.png", png(9000, 1001), "image/png"), False),
        (Piece("a.png", b"GIF89a", "image/png"), False),
    ],
    ids=["photo", "pdf", "not meant", "1 to 20", "too long", "too large", "not a png"],
)
def test_telegram_shows_in_place_what_its_limits_allow(piece: Piece, montree: bool) -> None:
    assert se_montre(piece) is montree
