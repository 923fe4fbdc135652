"""Ce que le validateur refuse, hors des limites de taille."""

from typing import Any

import pytest

from .blockkit import (
    problems_of_blocks,
    problems_of_message,
    problems_of_view,
)
from .test_blockkit import (
    actions,
    button,
    confirm,
    entry,
    listed,
    modal,
    one_option,
    options,
    plain,
    rich,
    section,
)

Json = dict[str, Any]


def marked(words: str, **more: Any) -> Json:
    return {"type": "mrkdwn", "text": words, **more}


def select(**more: Any) -> Json:
    return actions({"type": "static_select", **more})


REFUSED: dict[str, tuple[Json, str]] = {
    "block": ({"type": "video"}, "0/type] unsupported type: video"),
    "no type": ({}, "0] missing required field: type"),
    "unknown key": (section(color="red"), "0] invalid additional property: color"),
    "empty section": ({"type": "section"}, "must define either `text` or `fields`"),
    "empty text": (section(text=plain("")), "text/text] must be more than 0 characters"),
    "not a text": (section(text="a"), "0/text] must provide an object"),
    "emoji on mrkdwn": (section(text=marked("a", emoji=True)), "additional property: emoji"),
    "verbatim on plain": (section(text={**plain("a"), "verbatim": True}), "property: verbatim"),
    "header mrkdwn": ({"type": "header", "text": marked("a")}, "unsupported type: mrkdwn"),
    "empty actions": (actions(), "0/elements] no less than 1 items"),
    "image in actions": (actions({"type": "image"}), "elements/0/type] unsupported type: image"),
    "typing in actions": (actions({"type": "plain_text_input"}), "unsupported type"),
    "typing in section": (section(accessory={"type": "plain_text_input"}), "unsupported type"),
    "button in context": ({"type": "context", "elements": [button()]}, "unsupported type: button"),
    "button in input": (entry("button"), "element/type] unsupported type: button"),
    "button mrkdwn": (actions(button(text=marked("a"))), "unsupported type: mrkdwn"),
    "button style": (actions(button(style="default")), "must be one of: primary, danger"),
    "button url": (actions(button(url="javascript:a")), "must be a valid URL"),
    "empty confirm": (confirm(deny=""), "confirm/deny/text] must be more than 0"),
    "partial confirm": (
        actions(button(confirm=dict.fromkeys(("title", "text", "confirm"), plain("a")))),
        "confirm] missing required field: deny",
    ),
    "option mrkdwn": (one_option(text=marked("a")), "unsupported type: mrkdwn"),
    "option url": (one_option(url="https://a.fr"), "additional property: url"),
    "no options": (select(), "must define either `options` or `option_groups`"),
    "both options": (
        select(options=options(), option_groups=[{"label": plain("a"), "options": options()}]),
        "must define either",
    ),
    "initial option": (
        select(options=options(2), initial_option=options(3)[2]),
        "initial_option] must exactly match",
    ),
    "false date": (entry("datepicker", initial_date="2026-02-29"), "must be a valid date"),
    "compact date": (entry("datepicker", initial_date="20260228"), "must be a valid date"),
    "false time": (entry("timepicker", initial_time="24:00"), "must be a valid time"),
    "lengths": (entry(min_length=5, max_length=4), "min_length] must be less than or equal"),
    "short value": (entry(min_length=5, initial_value="a"), "initial_value] must be more than 4"),
    "number key": (entry("number_input"), "missing required field: is_decimal_allowed"),
    "numbers": (
        entry("number_input", is_decimal_allowed=True, min_value="2", max_value="1.5"),
        "max_value] must be greater",
    ),
    "decimal": (
        entry("number_input", is_decimal_allowed=False, initial_value="1.5"),
        "initial_value] must be an integer",
    ),
    "image source": ({"type": "image", "alt_text": "a"}, "either `image_url` or `slack_file`"),
    "empty rich text": (rich({"type": "text", "text": ""}), "must be more than 0 characters"),
    "rich style": (rich({"type": "text", "text": "a", "style": {"big": True}}), "property: big"),
    "rich element": (rich({"type": "team"}), "unsupported type: team"),
    "list style": (listed(style="dash"), "must be one of: bullet, ordered"),
    "preformatted": (
        rich({"type": "user", "user_id": "U1"}, kind="rich_text_preformatted"),
        "unsupported type: user",
    ),
    "broadcast": (rich({"type": "broadcast", "range": "all"}), "must be one of: here"),
    "twice an action": (
        actions(button(action_id="a"), button(action_id="a")),
        "elements/1/action_id] action_id already exists: a",
    ),
}


@pytest.mark.parametrize(("block", "reason"), REFUSED.values(), ids=REFUSED)
def test_a_faulty_block_is_refused_for_one_reason(block: Json, reason: str) -> None:
    (problem,) = problems_of_blocks([block], "modal")
    assert reason in problem


def test_a_block_id_serves_once_but_an_action_id_may_serve_in_another_block() -> None:
    twice = section(block_id="a")
    (problem,) = problems_of_blocks([twice, twice], "message")
    assert "/blocks/1/block_id] block_id already exists: a" in problem
    same = actions(button(action_id="a"))
    assert problems_of_blocks([same, same], "message") == []


def test_a_message_holds_no_input() -> None:
    (problem,) = problems_of_message({"blocks": [entry()]})
    assert "unsupported type: input" in problem


@pytest.mark.parametrize("value", [None, 3, "a", [], [None], {"type": []}, [{"type": 3}]])
def test_any_json_gets_an_answer_never_an_exception(value: Any) -> None:
    assert problems_of_view({"type": "modal", "title": value, "blocks": value})
    assert isinstance(problems_of_message({"text": value, "blocks": value}), list)
    assert problems_of_view(value)


def test_a_message_text_and_its_attachments_are_read() -> None:
    assert problems_of_message({"text": "a" * 40_000}) == []
    assert len(problems_of_message({"text": "a" * 40_001})) == 1
    assert "no_text" in problems_of_message({"channel": "C1"})[0]
    (problem,) = problems_of_message({"attachments": [{"blocks": [{"type": "a"}]}]})
    assert "/attachments/0/blocks/0/type" in problem


def test_blocks_together_have_a_limit_in_a_message() -> None:
    full = section(text=plain("a" * 2750))
    assert problems_of_message({"blocks": [full] * 4}) == []
    (problem,) = problems_of_message({"blocks": [full] * 4 + [section()]})
    assert "msg_blocks_too_long" in problem


@pytest.mark.parametrize(
    ("view", "reason"),
    [
        (modal(blocks=[entry()]), "/view] missing required field: submit"),
        ({"type": "modal", "blocks": [section()]}, "missing required field: title"),
        (modal(blocks=[]), "/view/blocks] no less than 1"),
        (modal(submit_disabled=True), "additional property: submit_disabled"),
        (modal(clear_on_close="oui"), "/view/clear_on_close] must provide a boolean"),
        ({"type": "home", "blocks": [section()], "title": plain("a")}, "property: title"),
        ({"type": "page", "blocks": []}, "/view/type] unsupported type: page"),
    ],
)
def test_a_faulty_view_is_refused_for_one_reason(view: Json, reason: str) -> None:
    (problem,) = problems_of_view(view)
    assert reason in problem
