"""Telegram in-process: an annexe comes in, a picture and a document go out, a cut is survived."""

from __future__ import annotations

import pytest

from storage.depots.arrivees import ESSAIS_MAX
from tests.documents import CSV, IMAGE, PDF, controler_en_essai
from tests.fakes.telegram import FakeTelegram, User
from tests.integration.programme_telegram import ProgrammeTelegram


@pytest.fixture(autouse=True)
def controle(monkeypatch: pytest.MonkeyPatch) -> None:
    controler_en_essai(monkeypatch)


async def test_an_annexe_is_answered_with_a_picture(
    fake: FakeTelegram, programme: ProgrammeTelegram, nadia: User
) -> None:
    fake.private_message(nadia, file=fake.document("annexe.csv", CSV))
    await programme.vivre()
    reponse = fake.last(nadia)
    assert (bool(reponse.photo), reponse.content) == (True, IMAGE.contenu)
    assert "annexe.csv : 25 octets lus." in reponse.text


async def test_an_annexe_is_answered_with_a_document(
    fake: FakeTelegram, programme: ProgrammeTelegram, nadia: User
) -> None:
    fake.private_message(nadia, file=fake.document("annexe.toml", CSV, "application/toml"))
    await programme.vivre()
    assert (fake.last(nadia).file_name, fake.last(nadia).content) == (PDF.nom, PDF.contenu)


async def test_a_picture_is_refused_in_a_sentence(
    fake: FakeTelegram, programme: ProgrammeTelegram, nadia: User
) -> None:
    fake.private_message(nadia, file=fake.photo())
    await programme.vivre()
    assert "C'est une image" in fake.last(nadia).text


async def test_a_download_cut_short_is_taken_up_again(
    fake: FakeTelegram, programme: ProgrammeTelegram, nadia: User
) -> None:
    fake.faults.close("file")
    fake.private_message(nadia, file=fake.document("annexe.csv", CSV))
    await programme.vivre()
    assert fake.messages(nadia) == []
    await programme.vivre()
    assert "octets lus" in fake.last(nadia).text


async def test_a_download_that_never_passes_ends_with_a_sentence(
    fake: FakeTelegram, programme: ProgrammeTelegram, nadia: User
) -> None:
    fake.faults.server_error("getFile", 502, times=ESSAIS_MAX)
    fake.private_message(nadia, file=fake.document("annexe.csv", CSV))
    for _ in range(ESSAIS_MAX):
        await programme.vivre()
    assert "Je n'ai pas pu télécharger votre fichier." in fake.last(nadia).text


async def test_a_file_delivered_twice_is_answered_once(
    fake: FakeTelegram, programme: ProgrammeTelegram, nadia: User
) -> None:
    envoye = fake.private_message(nadia, file=fake.document("annexe.csv", CSV))
    await programme.vivre()
    fake.redeliver(envoye)
    await programme.vivre()
    assert len(fake.messages(nadia)) == 1
