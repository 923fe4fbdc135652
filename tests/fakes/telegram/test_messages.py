"""Réponses, documents, menus et suppressions, vus par le vrai client."""

import io

import pytest
from telegram import Bot, BotCommand, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest

from .server import FakeTelegram

aio = pytest.mark.asyncio
ALICE = 501


YES = InlineKeyboardMarkup([[InlineKeyboardButton("Oui", callback_data="oui")]])


@aio
async def test_only_an_administrator_deletes_the_messages_of_others(
    fake: FakeTelegram, bot: Bot
) -> None:
    zoe = fake.user(1, "Zoé")
    group = fake.group("G", [zoe])
    said = fake.group_message(zoe, group, "/numeros")
    with pytest.raises(BadRequest, match="Message can't be deleted"):
        await bot.delete_message(group.id, said.id)
    fake.promote_bot(group)
    assert await bot.delete_message(group.id, said.id)


@aio
async def test_replying_to_a_missing_message_is_refused(bot: Bot) -> None:
    with pytest.raises(BadRequest, match="Message to be replied not found"):
        await bot.send_message(ALICE, "x", reply_to_message_id=77)


@aio
async def test_a_missing_reply_may_be_tolerated(fake: FakeTelegram, bot: Bot) -> None:
    await bot.send_message(ALICE, "x", reply_to_message_id=77, allow_sending_without_reply=True)
    assert fake.last(ALICE).reply_to is None


@aio
async def test_a_document_arrives_with_its_content(fake: FakeTelegram, bot: Bot) -> None:
    await bot.send_document(ALICE, io.BytesIO(b"a;b"), filename="bilan.csv", caption="Bilan")
    seen = fake.last(ALICE)
    assert (seen.file_name, seen.content, seen.text) == ("bilan.csv", b"a;b", "Bilan")


@aio
async def test_the_commands_menu_is_remembered(fake: FakeTelegram, bot: Bot) -> None:
    await bot.set_my_commands([BotCommand("aide", "Ce que vous pouvez faire")])
    assert fake.commands() == {c.command: c.description for c in await bot.get_my_commands()}


@aio
async def test_a_late_answer_to_a_button_is_refused(fake: FakeTelegram, bot: Bot) -> None:
    await bot.send_message(ALICE, "?", reply_markup=YES)
    pressed = fake.press(fake.user(ALICE, "Alice"), fake.last(ALICE), "Oui")
    fake.expire_callbacks()
    with pytest.raises(BadRequest, match="Query is too old"):
        await bot.answer_callback_query(pressed.id)


@aio
async def test_an_edit_without_change_is_refused(bot: Bot) -> None:
    sent = await bot.send_message(ALICE, "pareil")
    with pytest.raises(BadRequest, match="Message is not modified"):
        await bot.edit_message_text("pareil", ALICE, sent.message_id)


@aio
async def test_editing_a_deleted_message_is_refused(bot: Bot) -> None:
    sent = await bot.send_message(ALICE, "x")
    await bot.delete_message(ALICE, sent.message_id)
    with pytest.raises(BadRequest, match="Message to edit not found"):
        await bot.edit_message_text("y", ALICE, sent.message_id)
