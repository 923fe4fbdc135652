"""Les éléments : boutons, menus, saisies, et les blocs où chacun est permis."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from .blockkit_check import (
    Check,
    Json,
    Report,
    Rule,
    any_value,
    array,
    boolean,
    enum,
    exactly_one,
    integer,
    obj,
    string,
)
from .blockkit_text import (
    CONFIRM,
    CONVERSATION_FILTER,
    DISPATCH,
    HTTP,
    OPTION_GROUP,
    SLACK_FILE,
    URL,
    initial_is_offered,
    option,
    plain,
)

TYPE: dict[str, Check] = {"type": any_value}
ACTION: dict[str, Check] = {"action_id": string(255)}
FOCUS: dict[str, Check] = {"focus_on_load": boolean}
HINTED: dict[str, Check] = {**FOCUS, "placeholder": plain(150)}
PICKED: dict[str, Check] = {**ACTION, **HINTED, "confirm": CONFIRM}
TYPED: dict[str, Check] = {**ACTION, **HINTED, "dispatch_action_config": DISPATCH}
MENU: dict[str, Check] = {
    **PICKED,
    "options": array(option(), 100),
    "option_groups": array(OPTION_GROUP, 100),
}
NUMBER = string(pattern=r"-?\d+(\.\d+)?", what="a valid number")
USER = string(pattern=r"[UW][A-Z0-9]+", what="a valid user ID")
CONVERSATION = string(pattern=r"[CDG][A-Z0-9]+", what="a valid conversation ID")


def real_date(value: Any, path: str, report: Report) -> None:
    """Une date du calendrier, écrite AAAA-MM-JJ."""
    try:
        fine = isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        fine = False
    if not fine:
        report.add(path, "must be a valid date in the format YYYY-MM-DD")


def _element(required: Mapping[str, Check], optional: Mapping[str, Check], *rules: Rule) -> Check:
    return obj({**TYPE, **required}, optional, *rules)


def _lengths_agree(element: Json, path: str, report: Report) -> None:
    low, high = element.get("min_length", 0), element.get("max_length", 3000)
    if low > high:
        report.add(f"{path}/min_length", "must be less than or equal to max_length")
    size = len(element.get("initial_value", ""))
    if size > high:
        report.add(f"{path}/initial_value", f"must be less than {high + 1} characters")
    if 0 < size < low:
        report.add(f"{path}/initial_value", f"must be more than {low - 1} characters")


def _numbers_agree(element: Json, path: str, report: Report) -> None:
    names = ("min_value", "initial_value", "max_value")
    given = [(name, Decimal(element[name])) for name in names if name in element]
    for (lower, small), (upper, great) in zip(given, given[1:], strict=False):
        if small > great:
            report.add(f"{path}/{upper}", f"must be greater than or equal to {lower}")
    for name, number in given:
        if not element["is_decimal_allowed"] and number != number.to_integral_value():
            report.add(f"{path}/{name}", "must be an integer")


def _response_url_in_modals(element: Json, path: str, report: Report) -> None:
    if "response_url_enabled" in element and report.surface != "modal":
        report.add(path, "invalid additional property: response_url_enabled")


BUTTON = _element(
    {"text": plain(75)},
    {
        **ACTION,
        "url": string(3000, pattern=URL, what="a valid URL"),
        "value": string(2000, least=0),
        "style": enum("primary", "danger"),
        "confirm": CONFIRM,
        "accessibility_label": string(75),
    },
)
IMAGE = _element(
    {"alt_text": string(2000)},
    {"image_url": string(3000, pattern=HTTP, what="a valid URL"), "slack_file": SLACK_FILE},
    exactly_one("image_url", "slack_file"),
)
ELEMENTS: dict[str, Check] = {
    "button": BUTTON,
    "image": IMAGE,
    "static_select": _element(
        {},
        {**MENU, "initial_option": option()},
        exactly_one("options", "option_groups"),
        initial_is_offered,
    ),
    "multi_static_select": _element(
        {},
        {**MENU, "initial_options": array(option(), 100), "max_selected_items": integer(1)},
        exactly_one("options", "option_groups"),
        initial_is_offered,
    ),
    "radio_buttons": _element(
        {"options": array(option(formatted=True), 10)},
        {**ACTION, **FOCUS, "confirm": CONFIRM, "initial_option": option(formatted=True)},
        initial_is_offered,
    ),
    "checkboxes": _element(
        {"options": array(option(formatted=True), 10)},
        {
            **ACTION,
            **FOCUS,
            "confirm": CONFIRM,
            "initial_options": array(option(formatted=True), 10),
        },
        initial_is_offered,
    ),
    "overflow": _element({"options": array(option(url=True), 5)}, {**ACTION, "confirm": CONFIRM}),
    "users_select": _element({}, {**PICKED, "initial_user": USER}),
    "conversations_select": _element(
        {},
        {
            **PICKED,
            "initial_conversation": CONVERSATION,
            "default_to_current_conversation": boolean,
            "response_url_enabled": boolean,
            "filter": CONVERSATION_FILTER,
        },
        _response_url_in_modals,
    ),
    "datepicker": _element({}, {**PICKED, "initial_date": real_date}),
    "timepicker": _element(
        {},
        {
            **PICKED,
            "initial_time": string(
                pattern=r"([01]\d|2[0-3]):[0-5]\d", what="a valid time in the format HH:mm"
            ),
            "timezone": string(),
        },
    ),
    "plain_text_input": _element(
        {},
        {
            **TYPED,
            "initial_value": string(3000, least=0),
            "multiline": boolean,
            "min_length": integer(0, 3000),
            "max_length": integer(1, 3000),
        },
        _lengths_agree,
    ),
    "number_input": _element(
        {"is_decimal_allowed": boolean},
        {**TYPED, "initial_value": NUMBER, "min_value": NUMBER, "max_value": NUMBER},
        _numbers_agree,
    ),
    "email_text_input": _element({}, {**TYPED, "initial_value": string(least=0)}),
    "url_text_input": _element({}, {**TYPED, "initial_value": string(least=0)}),
}

MENUS = {
    "static_select",
    "multi_static_select",
    "users_select",
    "conversations_select",
    "radio_buttons",
    "checkboxes",
    "datepicker",
    "timepicker",
}
IN_ACTIONS = MENUS | {"button", "overflow"}
IN_SECTION = IN_ACTIONS | {"image"}
IN_INPUT = MENUS | {"plain_text_input", "number_input", "email_text_input", "url_text_input"}
