"""The files that people send on Telegram: whose, which, and how they are fetched."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from telegram import Bot, Update
from telegram.request import HTTPXRequest

from bot.channels.pieces import MANQUE, TelechargementManque
from bot.channels.telegram.fichiers import apporte_un_fichier, joindre
from bot.channels.telegram.incoming import traduire
from bot.channels.telegram.service import construire
from bot.handlers.request import Fichier, Request
from tests.documents import CSV
from tests.fakes.telegram import Chat, FakeTelegram, User

PSEUDO = "flux_test_bot"


@pytest.fixture
def fake() -> Iterator[FakeTelegram]:
    with FakeTelegram(privacy_mode=False) as telegram:
        yield telegram


@pytest.fixture
def marie(fake: FakeTelegram) -> User:
    return fake.user(7, "Marie", started=True)


@pytest.fixture
def groupe(fake: FakeTelegram, marie: User) -> Chat:
    return fake.group("G", [marie], kind="supergroup")


def lire(brute: dict[str, Any] | None) -> Request | None:
    assert brute
    update = Update.de_json(brute, None)
    assert update
    lue = traduire(update, PSEUDO)
    assert lue is None or isinstance(lue, Request)
    return lue


async def recevoir(
    fake: FakeTelegram, brute: dict[str, Any] | None, *, dernier: bool = True
) -> Request:
    """Read an update and fetch its file, as the service does."""
    bot = construire(fake.token, fake.url).bot
    async with bot:
        update = Update.de_json(brute, bot)
        assert update
        assert update.message
        requete = traduire(update, PSEUDO)
        assert isinstance(requete, Request)
        return await joindre(bot, update.message, requete, dernier=dernier)


async def test_a_file_sent_in_private_is_fetched(fake: FakeTelegram, marie: User) -> None:
    envoye = fake.private_message(marie, file=fake.document("annexe.csv", CSV))
    lue = await recevoir(fake, envoye.update)
    assert (lue.fichier, lue.texte, lue.personne) == (Fichier("annexe.csv", CSV), "", "7")


async def test_its_caption_is_what_was_typed(fake: FakeTelegram, marie: User) -> None:
    envoye = fake.private_message(marie, "voici 2026", file=fake.document("annexe.csv", CSV))
    lue = await recevoir(fake, envoye.update)
    assert (lue.texte, lue.fichier) == ("voici 2026", Fichier("annexe.csv", CSV))


@pytest.mark.parametrize(
    ("nom", "taille", "mot"),
    [("annexe.pdf", 10, "Je ne lis pas « annexe.pdf »"), ("a.csv", 1_000_001, "1 Mo au plus")],
)
async def test_what_is_not_taken_is_refused_without_a_download(
    fake: FakeTelegram, marie: User, nom: str, taille: int, mot: str
) -> None:
    envoye = fake.private_message(marie, file=fake.document(nom, b"x" * taille))
    assert mot in (await recevoir(fake, envoye.update)).refus
    assert fake.calls_of("getFile") == fake.calls_of("file") == []


async def test_a_picture_is_refused_with_what_to_send(fake: FakeTelegram, marie: User) -> None:
    envoye = fake.private_message(marie, file=fake.photo())
    assert "C'est une image" in (await recevoir(fake, envoye.update)).refus


@pytest.mark.parametrize("panne", ["getFile", "file"])
async def test_a_failure_of_the_network_is_tried_again_then_told(
    fake: FakeTelegram, marie: User, panne: str
) -> None:
    envoye = fake.private_message(marie, file=fake.document("annexe.csv", CSV))
    fake.faults.server_error(panne, 502, times=2)
    with pytest.raises(TelechargementManque):
        await recevoir(fake, envoye.update, dernier=False)
    assert (await recevoir(fake, envoye.update)).refus == MANQUE


@pytest.mark.parametrize(("panne", "code"), [("getFile", 400), ("file", 404)])
async def test_a_file_that_telegram_lost_is_told_at_once(
    fake: FakeTelegram, marie: User, panne: str, code: int
) -> None:
    envoye = fake.private_message(marie, file=fake.document("annexe.csv", CSV))
    fake.faults.fail(panne, code, "file is temporarily unavailable")
    assert (await recevoir(fake, envoye.update, dernier=False)).refus == MANQUE


async def test_no_exception_bears_the_token(
    fake: FakeTelegram, marie: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    envoye = fake.private_message(marie, file=fake.document("annexe.csv", CSV))

    async def tomber(_: HTTPXRequest, url: str, *args: Any, **suite: Any) -> Any:
        raise RuntimeError(f"no route to {url}")

    monkeypatch.setattr(HTTPXRequest, "retrieve", tomber)
    with pytest.raises(TelechargementManque) as levee:
        await recevoir(fake, envoye.update, dernier=False)
    assert fake.token not in str(levee.value)
    assert levee.value.__suppress_context__


def test_a_file_exchanged_in_a_group_is_not_ours(
    fake: FakeTelegram, marie: User, groupe: Chat
) -> None:
    envoye = fake.group_message(marie, groupe, file=fake.document("annexe.csv", CSV))
    assert lire(envoye.update) is None


async def test_in_a_group_a_file_that_names_the_bot_is_fetched(
    fake: FakeTelegram, marie: User, groupe: Chat
) -> None:
    document = fake.document("annexe.csv", CSV)
    envoye = fake.group_message(marie, groupe, f"@{PSEUDO} l'annexe", file=document)
    assert (await recevoir(fake, envoye.update)).fichier == Fichier("annexe.csv", CSV)


def test_in_a_group_a_file_that_names_another_bot_is_left(
    fake: FakeTelegram, marie: User, groupe: Chat
) -> None:
    document = fake.document("annexe.csv", CSV)
    autre = fake.group_message(marie, groupe, f"@{PSEUDO}_2 l'annexe", file=document)
    lue = Update.de_json(autre.update, None)
    assert lue
    assert lue.message
    assert not apporte_un_fichier(lue.message, PSEUDO)


async def test_in_a_group_a_file_that_answers_the_bot_is_fetched(
    fake: FakeTelegram, marie: User, groupe: Chat
) -> None:
    async with Bot(fake.token, base_url=f"{fake.url}/bot") as bot:
        await bot.send_message(groupe.id, "Annexes ?")
    fake.privacy_mode = True
    document = fake.document("annexe.csv", CSV)
    envoye = fake.group_message(marie, groupe, reply_to=fake.last(groupe), file=document)
    assert (await recevoir(fake, envoye.update)).fichier == Fichier("annexe.csv", CSV)
