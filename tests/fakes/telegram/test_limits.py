"""Les claviers, les membres et les débits respectent les limites publiées."""

from typing import Any

import httpx
import pytest

from . import spec
from .methods import HANDLERS
from .rates import RateLimits
from .server import FakeTelegram

ALICE = 501


def post(fake: FakeTelegram, method: str, **params: Any) -> dict[str, Any]:
    response = httpx.post(f"{fake.url}/bot{fake.token}/{method}", json=params)
    body: dict[str, Any] = response.json()
    return body


@pytest.mark.parametrize(
    ("button", "reason"),
    [
        ({"text": "x", "callback_data": "é" * 33}, "BUTTON_DATA_INVALID"),
        ({"text": "x", "callback_data": ""}, "BUTTON_DATA_INVALID"),
        ({"text": "", "callback_data": "a"}, "Text must be non-empty"),
        ({"text": "x"}, "Text buttons are unallowed"),
        ({"text": "x", "callback_data": "a", "url": "https://a.fr"}, "exactly one action"),
        ({"text": "x", "url": "http://localhost/"}, "Wrong HTTP URL"),
        ({"text": "x", "callback": "a"}, "InlineKeyboardButton has no field"),
    ],
)
def test_a_faulty_button_is_refused(
    fake: FakeTelegram, button: dict[str, Any], reason: str
) -> None:
    markup = {"inline_keyboard": [[button]]}
    body = post(fake, "sendMessage", chat_id=ALICE, text="x", reply_markup=markup)
    assert reason in body["description"]


def test_a_keyboard_holds_at_most_one_hundred_buttons(fake: FakeTelegram) -> None:
    rows = [[{"text": "x", "callback_data": "a"}]] * 101
    markup = {"inline_keyboard": rows}
    body = post(fake, "sendMessage", chat_id=ALICE, text="x", reply_markup=markup)
    assert body["description"] == "Bad Request: reply markup is too long"


def test_the_text_limit_is_counted_after_the_markup_is_read(fake: FakeTelegram) -> None:
    text = "<b>" + "&lt;" * 4096 + "</b>"
    assert post(fake, "sendMessage", chat_id=ALICE, text=text, parse_mode="HTML")["ok"]


def test_every_covered_method_is_described() -> None:
    assert {*HANDLERS, "getUpdates"} == set(spec.methods().values())


@pytest.mark.parametrize(
    "status", ["creator", "administrator", "member", "restricted", "left", "kicked"]
)
def test_every_member_status_is_a_valid_chat_member(fake: FakeTelegram, status: str) -> None:
    group = fake.group("G", [fake.user(1, "Zoé")])
    group.members[ALICE] = status
    member = post(fake, "getChatMember", chat_id=group.id, user_id=ALICE)["result"]
    assert member["status"] == status


def test_a_group_accepts_twenty_messages_a_minute() -> None:
    now = iter(range(0, 1000, 2))
    limits = RateLimits(clock=lambda: float(next(now)))
    waits = [limits.take(-1, group=True) for _ in range(21)]
    assert (waits[:20], waits[20]) == ([0] * 20, 20)


def test_the_overall_rate_is_thirty_a_second() -> None:
    limits = RateLimits(clock=lambda: 0.0)
    waits = [limits.take(chat, group=False) for chat in range(31)]
    assert (waits[:30], waits[30]) == ([0] * 30, 1)
