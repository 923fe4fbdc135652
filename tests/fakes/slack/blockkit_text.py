"""Les objets de composition : textes, options, confirmation, filtres."""

from typing import Any

from .blockkit_check import (
    Check,
    Json,
    Report,
    any_value,
    array,
    boolean,
    enum,
    exactly_one,
    obj,
    string,
    tagged,
)

TEXT_LIMIT = 3000
URL = r"(https?|mailto|slack|tel):\S+"
HTTP = r"https?://\S+"


def plain(most: int = TEXT_LIMIT) -> Check:
    """Un objet `plain_text`."""
    return tagged({"plain_text": _plain(most)})


def text(most: int = TEXT_LIMIT) -> Check:
    """Un objet `plain_text` ou `mrkdwn`."""
    return tagged({"plain_text": _plain(most), "mrkdwn": _mrkdwn(most)})


def _plain(most: int) -> Check:
    return obj({"type": any_value, "text": string(most)}, {"emoji": boolean})


def _mrkdwn(most: int) -> Check:
    return obj({"type": any_value, "text": string(most)}, {"verbatim": boolean})


def option(formatted: bool = False, url: bool = False) -> Check:
    """Une option de liste ; en `mrkdwn` si `formatted`, avec un lien si `url`."""
    words = text(75) if formatted else plain(75)
    optional = {"description": words}
    if url:
        optional["url"] = string(3000, pattern=URL, what="a valid URL")
    return obj({"text": words, "value": string(150)}, optional)


OPTION_GROUP = obj(
    {"label": plain(75), "options": array(option(), 100)},
    {},
)

CONFIRM = obj(
    {"title": plain(100), "text": text(300), "confirm": plain(30), "deny": plain(30)},
    {"style": enum("primary", "danger")},
)

DISPATCH = obj(
    {
        "trigger_actions_on": array(
            enum("on_enter_pressed", "on_character_entered"),
            2,
        )
    },
    {},
)

SLACK_FILE = obj({}, {"id": string(), "url": string()}, exactly_one("id", "url"))


def _some_filter(value: Json, path: str, report: Report) -> None:
    if not value:
        report.add(path, "must define at least one filter")


CONVERSATION_FILTER = obj(
    {},
    {
        "include": array(enum("im", "mpim", "private", "public"), 4),
        "exclude_external_shared_channels": boolean,
        "exclude_bot_users": boolean,
    },
    _some_filter,
)


def all_options(element: Json) -> list[Any]:
    """Les options d'un menu, groupées ou non."""
    found = list(element.get("options") or [])
    for group in element.get("option_groups") or []:
        found += group["options"]
    return found


def initial_is_offered(element: Json, path: str, report: Report) -> None:
    """`initial_option(s)` reprend exactement des options offertes."""
    offered = all_options(element)
    if "initial_option" in element and element["initial_option"] not in offered:
        report.add(f"{path}/initial_option", "must exactly match one of the provided options")
    for index, chosen in enumerate(element.get("initial_options", [])):
        if chosen not in offered:
            where = f"{path}/initial_options/{index}"
            report.add(where, "must exactly match one of the provided options")
