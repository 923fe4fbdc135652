"""La doublure de Telegram se comporte comme l'API Bot, vue par python-telegram-bot."""

import asyncio
import html
from collections.abc import AsyncIterator, Iterator
from typing import Any

import httpx
import pytest
import pytest_asyncio
from hypothesis import given
from hypothesis import strategies as st
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram import Update as TelegramUpdate
from telegram.error import (
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)
from telegram.ext import Application, ApplicationBuilder, CommandHandler, ContextTypes

from tests.fakes.telegram import FakeTelegram, parse_html, spec

aio = pytest.mark.asyncio
ALICE = 501


@pytest.fixture
def fake() -> Iterator[FakeTelegram]:
    with FakeTelegram(allow_http_webhook=True) as running:
        running.user(ALICE, "Alice", started=True)
        yield running


@pytest_asyncio.fixture
async def bot(fake: FakeTelegram) -> AsyncIterator[Bot]:
    async with Bot(fake.token, base_url=f"{fake.url}/bot") as ready:
        yield ready


def post(fake: FakeTelegram, method: str, **params: Any) -> dict[str, Any]:
    response = httpx.post(f"{fake.url}/bot{fake.token}/{method}", json=params)
    body: dict[str, Any] = response.json()
    assert body["ok"] is response.is_success
    return body


def keyboard(*buttons: InlineKeyboardButton) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([list(buttons)])


YES = InlineKeyboardButton("Oui", callback_data="oui")


# --- requêtes et réponses contre la description de l'API ---------------------------------------


@pytest.mark.parametrize(
    ("method", "params", "reason"),
    [
        ("sendMessage", {"chat_id": ALICE, "text": "x", "txt": 1}, "txt: sendMessage has no"),
        ("sendMessage", {"chat_id": ALICE}, "message text is empty"),
        ("sendMessage", {"text": "x"}, "chat_id is empty"),
        ("sendMessage", {"chat_id": ALICE, "text": 5}, "text: String expected"),
        ("deleteMessage", {"chat_id": ALICE, "message_id": "a"}, "message_id: Integer expected"),
        ("deleteMessage", {"chat_id": ALICE}, "message_id: missing"),
        ("sendMessage", {"chat_id": ALICE, "text": " \n "}, "message text is empty"),
        ("sendMessage", {"chat_id": ALICE, "text": "x" * 4097}, "message is too long"),
        ("sendMessage", {"chat_id": 999, "text": "x"}, "chat not found"),
        ("sendMessage", {"chat_id": ALICE, "text": "*x*", "parse_mode": "Markdown"}, "unsupported"),
        (
            "sendMessage",
            {"chat_id": ALICE, "text": "x", "message_thread_id": 1},
            "thread not found",
        ),
        (
            "setMyCommands",
            {"commands": [{"command": "Été", "description": "x"}]},
            "COMMAND_INVALID",
        ),
        ("setMyCommands", {"commands": []}, "BOT_COMMANDS_EMPTY"),
        ("setWebhook", {"url": "http://example.org/"}, "HTTPS URL must be provided"),
        (
            "setWebhook",
            {"url": "https://example.org/", "secret_token": "é"},
            "unallowed characters",
        ),
        ("getUpdates", {"allowed_updates": ["messages"]}, "unknown type"),
        ("answerCallbackQuery", {"callback_query_id": "1"}, "query is too old"),
        ("getFile", {}, "file_id: missing"),
        ("getFile", {"file_id": "x"}, "wrong file_id"),
        ("sendPhoto", {"chat_id": ALICE}, "photo: missing"),
        ("sendPhoto", {"chat_id": ALICE, "photo": "x"}, "wrong file identifier"),
        ("sendPhoto", {"chat_id": ALICE, "photo": "x", "text": "x"}, "text: sendPhoto has no"),
    ],
)
def test_a_faulty_request_is_refused(
    fake: FakeTelegram, method: str, params: dict[str, Any], reason: str
) -> None:
    body = post(fake, method, **params)
    assert (body.get("error_code"), reason in body.get("description", "")) == (400, True), body


def test_an_unknown_method_is_not_found(fake: FakeTelegram) -> None:
    assert post(fake, "sendTelegram")["error_code"] == 404


def test_a_query_string_is_understood(fake: FakeTelegram) -> None:
    query = {"chat_id": str(ALICE), "text": "x", "disable_notification": "true"}
    httpx.get(f"{fake.url}/bot{fake.token}/sendMessage", params=query)
    assert fake.last(ALICE).silent


def test_an_object_of_the_wrong_shape_is_not_an_api_type() -> None:
    with pytest.raises(AssertionError, match="first_name: missing"):
        spec.check_object({"id": 1, "is_bot": False}, "User")


# --- mode HTML ---------------------------------------------------------------------------------


@given(st.text(st.characters(blacklist_categories=["Cs"])))
def test_escaped_text_reads_back_unchanged(text: str) -> None:
    assert parse_html(html.escape(text, quote=False)) == (text, [])


# --- le vrai client ----------------------------------------------------------------------------


@aio
async def test_the_client_reads_its_own_identity(bot: Bot) -> None:
    assert (await bot.get_me()).username == "flux_test_bot"


@aio
async def test_a_sent_message_is_seen_with_its_buttons(fake: FakeTelegram, bot: Bot) -> None:
    await bot.send_message(ALICE, "<b>Un</b> avis", parse_mode="HTML", reply_markup=keyboard(YES))
    seen = fake.last(ALICE)
    assert (seen.text, seen.html, seen.buttons) == ("Un avis", "<b>Un</b> avis", ["Oui"])


@aio
async def test_an_edit_replaces_text_and_buttons(fake: FakeTelegram, bot: Bot) -> None:
    sent = await bot.send_message(ALICE, "avant", reply_markup=keyboard(YES))
    await bot.edit_message_text("après", ALICE, sent.message_id)
    assert (fake.last(ALICE).text, fake.last(ALICE).buttons) == ("après", [])


@aio
async def test_a_pressed_button_can_be_answered(fake: FakeTelegram, bot: Bot) -> None:
    await bot.send_message(ALICE, "?", reply_markup=keyboard(YES))
    pressed = fake.press(fake.user(ALICE, "Alice"), fake.last(ALICE), "Oui")
    [update] = await bot.get_updates()
    assert update.callback_query and update.callback_query.data == "oui"
    await update.callback_query.answer("Noté", show_alert=True)
    assert [(a.text, a.alert) for a in pressed.answers] == [("Noté", True)]


# --- qui peut être joint -----------------------------------------------------------------------


@aio
async def test_a_person_who_blocked_the_bot_cannot_be_reached(fake: FakeTelegram, bot: Bot) -> None:
    fake.block(fake.user(ALICE, "Alice"))
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(ALICE, "x")


@aio
async def test_a_person_who_never_wrote_cannot_be_reached(fake: FakeTelegram, bot: Bot) -> None:
    fake.user(1, "Zoé")
    with pytest.raises(Forbidden, match="can't initiate conversation"):
        await bot.send_message(1, "x")


@aio
async def test_a_group_that_kicked_the_bot_cannot_be_reached(fake: FakeTelegram, bot: Bot) -> None:
    group = fake.group("G", [fake.user(1, "Zoé")], kind="supergroup")
    fake.kick_bot(group)
    with pytest.raises(Forbidden, match="bot was kicked from the supergroup chat"):
        await bot.send_message(group.id, "x")


@aio
async def test_a_migrated_group_gives_its_new_number(fake: FakeTelegram, bot: Bot) -> None:
    group = fake.group("G", [fake.user(1, "Zoé")])
    target = fake.migrate(group)
    with pytest.raises(ChatMigrated) as caught:
        await bot.send_message(group.id, "x")
    assert caught.value.new_chat_id == target.id


# --- recevoir ----------------------------------------------------------------------------------


@aio
async def test_an_offset_confirms_what_precedes_it(fake: FakeTelegram, bot: Bot) -> None:
    for text in ("un", "deux"):
        fake.private_message(fake.user(ALICE, "Alice"), text)
    first, _ = await bot.get_updates()
    await bot.get_updates(offset=first.update_id + 1)
    assert [update["message"]["text"] for update in fake.pending] == ["deux"]


@aio
async def test_an_unconfirmed_update_comes_again(fake: FakeTelegram, bot: Bot) -> None:
    fake.private_message(fake.user(ALICE, "Alice"), "x")
    assert await bot.get_updates() == await bot.get_updates()


@aio
async def test_a_long_poll_returns_as_soon_as_someone_writes(fake: FakeTelegram, bot: Bot) -> None:
    polling = asyncio.create_task(bot.get_updates(timeout=30))
    await fake.until(lambda: fake.calls_of("getUpdates"))
    fake.private_message(fake.user(ALICE, "Alice"), "x")
    assert len(await asyncio.wait_for(polling, 5)) == 1


@aio
async def test_a_second_reader_ends_the_first(fake: FakeTelegram, bot: Bot) -> None:
    first = asyncio.create_task(bot.get_updates(timeout=30))
    await fake.until(lambda: fake.calls_of("getUpdates"))
    async with Bot(fake.token, base_url=f"{fake.url}/bot") as other:
        await other.get_updates()
    with pytest.raises(Conflict, match="terminated by other getUpdates request"):
        await first


@aio
async def test_polling_conflicts_with_a_webhook(bot: Bot) -> None:
    await bot.set_webhook("https://example.org/")
    with pytest.raises(Conflict, match="webhook is active"):
        await bot.get_updates()


@aio
async def test_a_real_application_answers_a_command(fake: FakeTelegram) -> None:
    async def aide(update: TelegramUpdate, _: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.message
        await update.message.reply_text("Voici l'aide")

    application: Application[Any, Any, Any, Any, Any, Any] = (
        ApplicationBuilder().token(fake.token).base_url(f"{fake.url}/bot").build()
    )
    application.add_handler(CommandHandler("aide", aide))
    async with application:
        await application.start()
        assert application.updater
        await application.updater.start_polling()
        fake.private_message(fake.user(ALICE, "Alice"), "/aide")
        await asyncio.to_thread(fake.wait_message, ALICE, "Voici l'aide")
        await application.updater.stop()
        await application.stop()


# --- pannes et débits --------------------------------------------------------------------------


@aio
@pytest.mark.parametrize(
    ("code", "error"), [(429, RetryAfter), (403, Forbidden), (500, NetworkError)]
)
async def test_an_ordered_refusal_reaches_the_client_once(
    fake: FakeTelegram, bot: Bot, code: int, error: type[TelegramError]
) -> None:
    parameters = {"retry_after": 3} if code == 429 else None
    fake.faults.fail("sendMessage", code, "panne", parameters, chat=ALICE)
    with pytest.raises(error):
        await bot.send_message(ALICE, "x")
    assert await bot.send_message(ALICE, "y")


@aio
@pytest.mark.parametrize(("accepted", "delivered"), [(True, 1), (False, 0)])
async def test_a_silent_server_is_a_timeout(
    fake: FakeTelegram, bot: Bot, accepted: bool, delivered: int
) -> None:
    fake.faults.hang("sendMessage", accepted=accepted)
    with pytest.raises(TimedOut):
        await bot.send_message(ALICE, "x", read_timeout=0.1)
    assert len(fake.messages(ALICE)) == delivered


@aio
async def test_a_wrong_token_is_refused(fake: FakeTelegram) -> None:
    with pytest.raises(InvalidToken):
        await Bot("123456:OTHER", base_url=f"{fake.url}/bot").initialize()


def test_a_vain_wait_shows_the_conversation(fake: FakeTelegram) -> None:
    fake.private_message(fake.user(ALICE, "Alice"), "Bonjour ?")
    with pytest.raises(AssertionError, match=r"Alice : Bonjour \?"):
        fake.wait_message(ALICE, "réponse", timeout=0.01)
