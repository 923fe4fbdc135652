"""Un validateur strict de Block Kit, d'après la référence publiée de Slack.

Il refuse ce que Slack refuse, et un peu plus : toute clé inconnue, les blocs de saisie dans
un message, un texte enrichi de plus de 3 000 caractères. Chaque faute commence par son chemin.
"""

import json
from typing import Any

from .blockkit_blocks import check_blocks
from .blockkit_check import Check, Json, Report, any_value, array, boolean, obj, string
from .blockkit_reading import pings_of, visible_text
from .blockkit_text import plain

__all__ = [
    "pings_of",
    "problems_of_blocks",
    "problems_of_message",
    "problems_of_view",
    "slack_wording",
    "visible_text",
]

FALLBACK_LIMIT = 40_000
# Slack ne publie pas la limite de `msg_blocks_too_long` : ses mainteneurs disent 12 000
# caractères « avec une marge » (bolt-js 2509), un refus est mesuré à 11 341 (bolt-js 2867).
BLOCKS_TEXT_LIMIT = 11_000
VIEW_SIZE_LIMIT = 250_000

COMMON: dict[str, Check] = {
    "private_metadata": string(3000, least=0),
    "callback_id": string(255, least=0),
    "external_id": string(255, least=0),
}
HOME = obj({"type": any_value, "blocks": any_value}, COMMON)
MODAL = obj(
    {"type": any_value, "blocks": any_value, "title": plain(24)},
    {
        **COMMON,
        "submit": plain(24),
        "close": plain(24),
        "notify_on_close": boolean,
        "clear_on_close": boolean,
    },
)


def problems_of_message(payload: Json) -> list[str]:
    """Les fautes de `text`, `blocks` et `attachments` ; les autres clés ne sont pas lues."""
    report = Report("message")
    if "text" in payload:
        string(FALLBACK_LIMIT, least=0)(payload["text"], "/text", report)
    if "blocks" in payload:
        check_blocks(payload["blocks"], "/blocks", report)
        if _text_length(payload["blocks"]) > BLOCKS_TEXT_LIMIT:
            report.add("/blocks", "msg_blocks_too_long")
    if "attachments" in payload:
        array(_attachment, 100, 0)(payload["attachments"], "/attachments", report)
    if not any(payload.get(key) for key in ("text", "blocks", "attachments")):
        report.add("", "no_text: must provide text, blocks or attachments")
    return report.problems


def problems_of_blocks(blocks: Any, surface: str) -> list[str]:
    """Les fautes d'une liste de blocs sur une surface : `message`, `modal` ou `home`."""
    report = Report(surface)
    check_blocks(blocks, "/blocks", report)
    return report.problems


def problems_of_view(view: Any) -> list[str]:
    """Les fautes d'une vue, modale ou onglet d'accueil."""
    report = Report()
    if not isinstance(view, dict):
        report.add("/view", "must provide an object")
        return report.problems
    if view.get("type") not in ("modal", "home"):
        known = "type" in view
        fault = f"unsupported type: {view['type']}" if known else "missing required field: type"
        report.add("/view/type" if known else "/view", fault)
        return report.problems
    report.surface = view["type"]
    (MODAL if report.surface == "modal" else HOME)(view, "/view", report)
    if "blocks" in view:
        check_blocks(view["blocks"], "/view/blocks", report)
    if report.surface == "modal" and _has_input(view) and "submit" not in view:
        report.add("/view", "missing required field: submit")
    if len(json.dumps(view, ensure_ascii=False).encode()) > VIEW_SIZE_LIMIT:
        report.add("/view", "view_too_large")
    return report.problems


def slack_wording(problem: str) -> str:
    """Une faute telle que Slack l'écrit : `[ERROR] … [json-pointer:…]`."""
    path, _, message = problem.partition("] ")
    return f"[ERROR] {message} {path}]"


def _attachment(value: Any, path: str, report: Report) -> None:
    color = string(pattern=r"#[0-9A-Fa-f]{6}|good|warning|danger", what="a valid color")
    obj({"blocks": check_blocks}, {"color": color, "fallback": string(FALLBACK_LIMIT)})(
        value, path, report
    )


def _has_input(view: Json) -> bool:
    blocks = view.get("blocks")
    return isinstance(blocks, list) and any(
        isinstance(block, dict) and block.get("type") == "input" for block in blocks
    )


def _text_length(value: Any) -> int:
    if isinstance(value, list):
        return sum(_text_length(one) for one in value)
    if isinstance(value, dict):
        own = len(value["text"]) if isinstance(value.get("text"), str) else 0
        return own + sum(_text_length(one) for one in value.values())
    return 0
