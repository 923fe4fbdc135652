"""A file sent to the bot, and a file that it answers with, through the real router."""

from __future__ import annotations

import pytest

from bot.handlers.request import Fichier
from core.domain.envois import Genre
from core.messages.model import Piece
from tests.component.scene import NUR, REF, VACANCE, Scene, groupe
from tests.documents import CSV, IMAGE, PDF, controler_en_essai

ANNEXE = Fichier("annexe.csv", CSV)


@pytest.fixture(autouse=True)
def controle(monkeypatch: pytest.MonkeyPatch) -> None:
    controler_en_essai(monkeypatch)


def pieces(scene: Scene, adresse: str) -> list[Piece | None]:
    """Give the files of the answers that a conversation shows."""
    montres = scene.fil(adresse, Genre.REPONSE)
    return [un.livraison.message.piece for un in montres if un.livraison.message]


async def test_a_file_is_checked_and_answered(scene: Scene) -> None:
    assert "annexe.csv : 25 octets lus." in await scene.dire("nadia", "", fichier=ANNEXE)


async def test_words_beside_a_file_change_nothing(scene: Scene) -> None:
    reponse = await scene.dire("nadia", "voici l'annexe", fichier=ANNEXE)
    assert "annexe.csv : 25 octets lus." in reponse


async def test_a_command_beside_a_file_is_obeyed(scene: Scene) -> None:
    assert "annexe.csv" not in await scene.dire("nadia", "/aide", fichier=ANNEXE)


async def test_the_word_annexe_beside_a_file_asks_for_the_same(scene: Scene) -> None:
    assert "25 octets lus." in await scene.dire("nadia", "/annexe", fichier=ANNEXE)


@pytest.mark.parametrize(("nom", "piece"), [("a.csv", IMAGE), ("a.toml", PDF), ("a.xlsx", None)])
async def test_the_answer_carries_its_bytes_to_the_platform(
    scene: Scene, nom: str, piece: Piece | None
) -> None:
    await scene.dire("nadia", "", fichier=Fichier(nom, CSV))
    assert pieces(scene, "nadia") == [piece]


async def test_in_a_group_the_answer_keeps_its_picture(scene: Scene, port: str) -> None:
    await scene.dire("marie", "@fluxbot", groupe(), fichier=ANNEXE)
    assert pieces(scene, port) == [IMAGE]


async def test_what_could_not_be_taken_is_said(scene: Scene) -> None:
    reponse = await scene.dire("nadia", "", refus="Je ne lis pas « a.pdf ».")
    assert reponse.startswith("À corriger\n\nJe ne lis pas « a.pdf ».")


@pytest.mark.parametrize("suite", [{"fichier": ANNEXE}, {"refus": "Je ne lis pas « a.pdf »."}])
async def test_a_stranger_s_file_is_not_read(scene: Scene, suite: dict[str, object]) -> None:
    assert "Vous n'êtes inscrit pour aucune" in await scene.dire("inconnue", "", **suite)


async def test_a_file_leaves_the_question_that_waits(scene: Scene) -> None:
    await scene.dire("nadia", VACANCE)
    await scene.dire("marie", f"/candidats {REF}")
    assert "octets lus" in await scene.dire("marie", "", fichier=ANNEXE)
    assert "désigné, 3 candidats" in await scene.dire("marie", " ".join(NUR[:3]))


async def test_a_file_too_heavy_to_be_sent_is_told_and_nothing_is_queued(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.presenters.corps.PIECE_MAX", 10)
    reponse = await scene.dire("nadia", "", fichier=ANNEXE)
    assert "« flux-2026.png » pèse 0,1 Mo" in reponse
    assert pieces(scene, "nadia") == [None]
