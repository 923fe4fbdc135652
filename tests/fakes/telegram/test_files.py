"""Photos, documents et téléchargements, dans les limites publiées, vus par le vrai client."""

import io

import httpx
import pytest
from telegram import Bot
from telegram.error import BadRequest, InvalidToken

from tests.documents import png

from .server import FakeTelegram

aio = pytest.mark.asyncio
ALICE = 501


@aio
async def test_a_photo_arrives_with_its_size_and_caption(fake: FakeTelegram, bot: Bot) -> None:
    sent = await bot.send_photo(ALICE, io.BytesIO(png(30, 20)), caption="Flux")
    assert [(one.width, one.height) for one in sent.photo] == [(30, 20)]
    assert (fake.last(ALICE).text, fake.last(ALICE).content) == ("Flux", png(30, 20))


@aio
@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (png(9000, 1001), "Photo_invalid_dimensions"),
        (png(2001, 100), "Photo_invalid_dimensions"),
        (b"%PDF", "Image_process_failed"),
        (png(1, 1) + b"x" * 10_000_000, "File is too big"),
    ],
    ids=["sides", "ratio", "not an image", "weight"],
)
async def test_a_photo_out_of_the_limits_is_refused(bot: Bot, content: bytes, reason: str) -> None:
    with pytest.raises(BadRequest, match=reason):
        await bot.send_photo(ALICE, io.BytesIO(content))


@aio
@pytest.mark.parametrize("method", ["send_photo", "send_document"])
async def test_a_caption_has_its_own_limit(bot: Bot, method: str) -> None:
    with pytest.raises(BadRequest, match="Message caption is too long"):
        await getattr(bot, method)(ALICE, io.BytesIO(png(1, 1)), caption="x" * 1025)


@aio
async def test_a_photo_has_no_text_to_edit(bot: Bot) -> None:
    sent = await bot.send_photo(ALICE, io.BytesIO(png(1, 1)), caption="x")
    with pytest.raises(BadRequest, match="There is no text in the message to edit"):
        await bot.edit_message_text("y", ALICE, sent.message_id)


@aio
async def test_a_file_is_downloaded_where_getfile_says(fake: FakeTelegram) -> None:
    document = fake.document("a.csv", b"a;b")
    adresses = {"base_url": f"{fake.url}/bot", "base_file_url": f"{fake.url}/file/bot"}
    async with Bot(fake.token, **adresses) as bot:
        lu = await bot.get_file(document.id)
        assert (lu.file_size, await lu.download_as_bytearray()) == (3, b"a;b")


@aio
@pytest.mark.parametrize("size", [0, 20_000_001], ids=["unknown", "too big"])
async def test_a_file_that_cannot_be_downloaded_is_refused(
    fake: FakeTelegram, bot: Bot, size: int
) -> None:
    file_id = fake.document("a.csv", b"x" * size).id if size else "inconnu"
    with pytest.raises(BadRequest, match=r"too big|[Ww]rong file_id"):
        await bot.get_file(file_id)


def test_a_download_needs_the_token(fake: FakeTelegram) -> None:
    path = fake.document("a.csv", b"a;b").path
    assert httpx.get(f"{fake.url}/file/bot123456:AUTRE/{path}").status_code == 404
    assert httpx.get(f"{fake.url}/file/bot{fake.token}/{path}").content == b"a;b"


@aio
async def test_a_lost_path_looks_like_a_bad_token_to_the_client(fake: FakeTelegram) -> None:
    document = fake.document("a.csv", b"a;b")
    adresses = {"base_url": f"{fake.url}/bot", "base_file_url": f"{fake.url}/file/bot"}
    async with Bot(fake.token, **adresses) as bot:
        lu = await bot.get_file(document.id)
        fake.world.files.clear()
        with pytest.raises(InvalidToken):
            await lu.download_as_bytearray()
