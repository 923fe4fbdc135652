"""Chaque limite publiée de Block Kit : juste à la limite, refusé un pas plus loin."""

from collections.abc import Callable
from typing import Any

import pytest

from .blockkit import problems_of_blocks, problems_of_message, problems_of_view, slack_wording

Json = dict[str, Any]


def plain(words: str) -> Json:
    return {"type": "plain_text", "text": words}


def section(**more: Any) -> Json:
    return {"type": "section", "text": plain("a"), **more}


def button(**more: Any) -> Json:
    return {"type": "button", "text": plain("a"), **more}


def options(count: int = 2) -> list[Json]:
    return [{"text": plain("a"), "value": str(rank)} for rank in range(count)]


def actions(*elements: Json) -> Json:
    return {"type": "actions", "elements": list(elements)}


def entry(kind: str = "plain_text_input", **more: Any) -> Json:
    return {"type": "input", "label": plain("a"), "element": {"type": kind, **more}}


def choice(kind: str, count: int) -> Json:
    return actions({"type": kind, "options": options(count)})


def one_option(**more: Any) -> Json:
    return actions({"type": "static_select", "options": [{**options(1)[0], **more}]})


def groups(count: int, inside: int = 1) -> Json:
    group = {"label": plain("a"), "options": options(inside)}
    return actions({"type": "static_select", "option_groups": [group] * count})


def confirm(**more: str) -> Json:
    words = {"title": "a", "text": "a", "confirm": "a", "deny": "a", **more}
    return actions(button(confirm={key: plain(value) for key, value in words.items()}))


def rich(*inner: Json, kind: str = "rich_text_section", **more: Any) -> Json:
    part = {"type": kind, "elements": list(inner), **more}
    return {"type": "rich_text", "elements": [part]}


def listed(**more: Any) -> Json:
    item = {"type": "rich_text_section", "elements": [{"type": "text", "text": "a"}]}
    return rich(item, kind="rich_text_list", **{"style": "bullet", **more})


def with_chars(key: str) -> Callable[[int], Json]:
    return lambda size: actions(button(**{key: "a" * size}))


LIMITS: list[tuple[str, int, Callable[[int], Json]]] = [
    ("section.text", 3000, lambda n: section(text=plain("a" * n))),
    ("section.fields", 10, lambda n: section(fields=[plain("a")] * n)),
    ("section.field", 2000, lambda n: section(fields=[plain("a" * n)])),
    ("block_id", 255, lambda n: section(block_id="a" * n)),
    ("header", 150, lambda n: {"type": "header", "text": plain("a" * n)}),
    ("context", 10, lambda n: {"type": "context", "elements": [plain("a")] * n}),
    ("actions", 25, lambda n: actions(*[button()] * n)),
    ("button.text", 75, lambda n: actions(button(text=plain("a" * n)))),
    ("button.value", 2000, with_chars("value")),
    ("button.action_id", 255, with_chars("action_id")),
    ("button.label", 75, with_chars("accessibility_label")),
    ("button.url", 3000, lambda n: actions(button(url="https://a.fr/" + "a" * (n - 13)))),
    ("confirm.title", 100, lambda n: confirm(title="a" * n)),
    ("confirm.text", 300, lambda n: confirm(text="a" * n)),
    ("confirm.confirm", 30, lambda n: confirm(confirm="a" * n)),
    ("confirm.deny", 30, lambda n: confirm(deny="a" * n)),
    ("select", 100, lambda n: choice("static_select", n)),
    ("multi", 100, lambda n: choice("multi_static_select", n)),
    ("groups", 100, groups),
    ("group.options", 100, lambda n: groups(1, n)),
    ("radio", 10, lambda n: choice("radio_buttons", n)),
    ("checkboxes", 10, lambda n: choice("checkboxes", n)),
    ("overflow", 5, lambda n: choice("overflow", n)),
    ("option.text", 75, lambda n: one_option(text=plain("a" * n))),
    ("option.value", 150, lambda n: one_option(value="a" * n)),
    ("option.description", 75, lambda n: one_option(description=plain("a" * n))),
    ("input.label", 2000, lambda n: {**entry(), "label": plain("a" * n)}),
    ("input.hint", 2000, lambda n: {**entry(), "hint": plain("a" * n)}),
    ("input.placeholder", 150, lambda n: entry(placeholder=plain("a" * n))),
    ("input.min_length", 3000, lambda n: entry(min_length=n)),
    ("input.max_length", 3000, lambda n: entry(max_length=n)),
    ("input.initial_value", 12, lambda n: entry(max_length=12, initial_value="a" * n)),
    ("rich.total", 3000, lambda n: rich({"type": "text", "text": "a" * n})),
    ("rich.indent", 8, lambda n: listed(indent=n)),
    ("rich.border", 1, lambda n: listed(border=n)),
]


def surface_of(block: Json) -> str:
    return "modal" if block["type"] == "input" else "message"


@pytest.mark.parametrize(("limit", "build"), [it[1:] for it in LIMITS], ids=[x[0] for x in LIMITS])
def test_the_limit_itself_is_accepted(limit: int, build: Callable[[int], Json]) -> None:
    assert problems_of_blocks([build(limit)], surface_of(build(1))) == []


@pytest.mark.parametrize(("limit", "build"), [it[1:] for it in LIMITS], ids=[x[0] for x in LIMITS])
def test_one_more_than_the_limit_is_refused(limit: int, build: Callable[[int], Json]) -> None:
    assert len(problems_of_blocks([build(limit + 1)], surface_of(build(1)))) == 1


@pytest.mark.parametrize(("surface", "limit"), [("message", 50), ("modal", 100), ("home", 100)])
def test_each_surface_holds_so_many_blocks(surface: str, limit: int) -> None:
    divider = {"type": "divider"}
    assert problems_of_blocks([divider] * limit, surface) == []
    assert problems_of_blocks([divider] * (limit + 1), surface) == [
        f"[json-pointer:/blocks] no more than {limit} items allowed"
    ]


OFFERED = options()
FINE: dict[str, Json] = {
    "select": entry("static_select", options=OFFERED, initial_option=OFFERED[1]),
    "multi": entry("multi_static_select", options=OFFERED, initial_options=OFFERED),
    "date": entry("datepicker", initial_date="2024-02-29", focus_on_load=True),
    "time": entry("timepicker", initial_time="23:59", timezone="Indian/Reunion"),
    "number": entry("number_input", is_decimal_allowed=False, min_value="-1", max_value="9"),
    "email": entry("email_text_input", placeholder=plain("a")),
    "url": entry("url_text_input", initial_value="https://a.fr"),
    "user": entry("users_select", initial_user="U1"),
    "conversation": entry("conversations_select", filter={"include": ["private"]}),
    "dispatch": entry(dispatch_action_config={"trigger_actions_on": ["on_enter_pressed"]}),
    "radio mrkdwn": entry(
        "radio_buttons", options=[{"text": {"type": "mrkdwn", "text": "*a*"}, "value": "1"}]
    ),
    "accessory": section(accessory=button(style="danger")),
    "image": {"type": "image", "image_url": "https://a.fr/b.png", "alt_text": "b"},
    "ordered": listed(style="ordered", offset=3, indent=1, border=1),
    "mention": rich({"type": "user", "user_id": "U1", "style": {"bold": True}}),
    "day": rich({"type": "date", "timestamp": 1, "format": "{date}", "fallback": "1970"}),
    "code": rich({"type": "text", "text": "a"}, kind="rich_text_preformatted"),
    "quote": rich({"type": "emoji", "name": "house"}, kind="rich_text_quote"),
}


@pytest.mark.parametrize("block", FINE.values(), ids=FINE)
def test_a_published_form_is_accepted(block: Json) -> None:
    assert problems_of_blocks([block], "modal") == []


def test_a_problem_names_its_place_and_can_be_worded_as_slack_does() -> None:
    (problem,) = problems_of_message({"blocks": [section(text=plain("a" * 3001))]})
    assert problem == "[json-pointer:/blocks/0/text/text] must be less than 3001 characters"
    assert slack_wording(problem) == (
        "[ERROR] must be less than 3001 characters [json-pointer:/blocks/0/text/text]"
    )


def modal(**more: Any) -> Json:
    return {"type": "modal", "title": plain("a"), "blocks": [section()], **more}


@pytest.mark.parametrize(
    ("key", "limit", "build"),
    [
        ("title", 24, plain),
        ("submit", 24, plain),
        ("close", 24, plain),
        ("callback_id", 255, str),
        ("private_metadata", 3000, str),
        ("external_id", 255, str),
    ],
)
def test_a_modal_text_has_a_limit(key: str, limit: int, build: Callable[[str], Any]) -> None:
    assert problems_of_view(modal(**{key: build("a" * limit)})) == []
    (problem,) = problems_of_view(modal(**{key: build("a" * (limit + 1))}))
    assert f"/view/{key}" in problem
