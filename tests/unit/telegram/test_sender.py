"""Messages that carry a file, as Telegram shows them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from typing import Any

import pytest
import pytest_asyncio
from telegram import Bot

from bot.channels.base import Livraison
from bot.channels.telegram.sender import ExpediteurTelegram
from core.domain.envois import Envoi, Genre, Outcome, Rejected, RetryAt, Sent
from core.domain.organisations import Destination
from core.messages.model import Bouton, Message, Paragraphe, Piece
from tests.builders import RECU_LE
from tests.documents import IMAGE, PDF, message, png
from tests.fakes.telegram import FakeTelegram, User

VOIR = Bouton("Voir", "flux")
LONG = "é" * 1200


@pytest.fixture
def fake() -> Iterator[FakeTelegram]:
    with FakeTelegram() as telegram:
        yield telegram


@pytest.fixture
def marie(fake: FakeTelegram) -> User:
    return fake.user(7, "Marie", started=True)


class Poste:
    """Sends as fluxbot does to Marie."""

    def __init__(self, bot: Bot) -> None:
        self.expediteur = ExpediteurTelegram(bot)

    async def envoyer(self, montre: Message, **suite: Any) -> Outcome:
        envoi = Envoi(Genre.REPONSE, Destination("telegram", "7"), "cle", RECU_LE)
        jetons = tuple(f"j{rang}" for rang, _ in enumerate(montre.boutons))
        return await self.expediteur.envoyer(Livraison(envoi, montre, jetons, **suite))


@pytest_asyncio.fixture
async def poste(fake: FakeTelegram, marie: User) -> AsyncIterator[Poste]:
    async with Bot(fake.token, base_url=f"{fake.url}/bot") as bot:
        yield Poste(bot)


async def test_a_picture_is_shown_with_its_text_and_its_buttons(
    fake: FakeTelegram, poste: Poste, marie: User
) -> None:
    issue = await poste.envoyer(message(IMAGE, VOIR))
    (montre,) = fake.messages(marie)
    assert montre.photo
    assert (montre.content, montre.buttons) == (IMAGE.contenu, ["Voir"])
    assert montre.text == "Flux 2026\n\n48 logements sur 60."
    assert isinstance(issue, Sent)
    assert issue.message == str(montre.id)


async def test_any_other_file_is_a_document_with_its_text_and_its_buttons(
    fake: FakeTelegram, poste: Poste, marie: User
) -> None:
    await poste.envoyer(message(PDF, VOIR))
    (montre,) = fake.messages(marie)
    assert (montre.file_name, montre.content, montre.buttons) == (PDF.nom, PDF.contenu, ["Voir"])
    assert montre.html == "<b>Flux 2026</b>\n\n48 logements sur 60."


@pytest.mark.parametrize("piece", [IMAGE, PDF], ids=["picture", "document"])
async def test_a_text_too_long_for_a_caption_comes_first_and_is_the_message(
    fake: FakeTelegram, poste: Poste, marie: User, piece: Piece
) -> None:
    issue = await poste.envoyer(message(piece, VOIR, texte=LONG))
    texte, fichier = fake.messages(marie)
    assert isinstance(issue, Sent)
    assert (issue.message, texte.buttons) == (str(texte.id), ["Voir"])
    assert LONG in texte.text
    assert (fichier.text, fichier.buttons, fichier.content) == ("", [], piece.contenu)
    assert fichier.reply_to == texte.id


@pytest.mark.parametrize("signe", ["a", "é", "😀"])
async def test_a_caption_at_its_limit_still_holds_the_text(
    fake: FakeTelegram, poste: Poste, marie: User, signe: str
) -> None:
    plein = message(IMAGE, texte=signe * (980 // len(signe.encode("utf-16-le")) * 2))
    await poste.envoyer(plein)
    (montre,) = fake.messages(marie)
    assert montre.photo


async def test_a_file_that_must_wait_is_sent_again_without_its_text(
    fake: FakeTelegram, poste: Poste, marie: User
) -> None:
    fake.faults.retry_after("sendPhoto", 3)
    montre = message(IMAGE, texte=LONG)
    assert await poste.envoyer(montre) == RetryAt(
        "Telegram demande d'attendre", timedelta(seconds=3)
    )
    issue = await poste.envoyer(montre)
    texte, fichier = fake.messages(marie)
    assert isinstance(issue, Sent)
    assert issue.message == str(texte.id)
    assert fichier.photo


async def test_a_picture_that_telegram_refuses_comes_as_a_document(
    fake: FakeTelegram, poste: Poste, marie: User
) -> None:
    fake.faults.fail("sendPhoto", 400, "Bad Request: IMAGE_PROCESS_FAILED")
    await poste.envoyer(message(IMAGE))
    (montre,) = fake.messages(marie)
    assert (montre.file_name, montre.photo) == (IMAGE.nom, None)


async def test_a_picture_too_long_to_be_shown_comes_as_a_document(
    fake: FakeTelegram, poste: Poste, marie: User
) -> None:
    await poste.envoyer(message(Piece("frise.png", png(2100, 100), "image/png")))
    assert fake.last(marie).file_name == "frise.png"
    assert fake.refusals == []


async def test_a_refused_file_is_not_insisted_upon(
    fake: FakeTelegram, poste: Poste, marie: User
) -> None:
    fake.faults.fail("sendDocument", 400, "Bad Request: file is too big", times=2)
    assert isinstance(await poste.envoyer(message(PDF)), Rejected)


async def test_hostile_words_stay_words_in_a_caption(
    fake: FakeTelegram, poste: Poste, marie: User
) -> None:
    await poste.envoyer(Message("<b>a & b", (Paragraphe("</i> <x>"),), piece=IMAGE))
    assert fake.last(marie).text == "<b>a & b\n\n</i> <x>"
