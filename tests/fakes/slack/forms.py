"""Les champs d'une vue : leur état, et comment une personne les remplit."""

import re
from datetime import date
from typing import Any

from .plain import every_element

Json = dict[str, Any]
Typed = dict[str, dict[str, Json]]
Value = str | list[str]

SINGLE = ("static_select", "radio_buttons", "external_select")
MULTIPLE = ("checkboxes", "multi_static_select", "multi_external_select")
KEYS = {
    "plain_text_input": ("value", "initial_value"),
    "email_text_input": ("value", "initial_value"),
    "url_text_input": ("value", "initial_value"),
    "number_input": ("value", "initial_value"),
    "rich_text_input": ("rich_text_value", "initial_value"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
    "users_select": ("selected_user", "initial_user"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "channels_select": ("selected_channel", "initial_channel"),
    "multi_users_select": ("selected_users", "initial_users"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
}
KEYS |= dict.fromkeys(SINGLE, ("selected_option", "initial_option"))
KEYS |= dict.fromkeys(MULTIPLE, ("selected_options", "initial_options"))


def initial_state(blocks: list[Json], typed: Typed | None = None) -> Typed:
    """``state.values`` : la saisie, à défaut la valeur initiale, à défaut rien."""
    state: Typed = {}
    for block, element in every_element(blocks):
        kind = element.get("type", "")
        if kind not in KEYS:
            continue
        kept = (typed or {}).get(block["block_id"], {}).get(element["action_id"])
        entry = kept if kept is not None and kept["type"] == kind else _initial(element)
        state.setdefault(block["block_id"], {})[element["action_id"]] = entry
    return state


def _initial(element: Json) -> Json:
    kind = element["type"]
    key, initial = KEYS[kind]
    empty: Any = [] if kind in MULTIPLE else None
    return {"type": kind, key: element.get(initial, empty)}


def options_of(element: Json) -> list[Json]:
    """Les choix offerts, groupes compris."""
    grouped = [o for group in element.get("option_groups", []) for o in group["options"]]
    return list(element.get("options", [])) + grouped


def choose(element: Json, text: str) -> Json:
    """Le choix qui porte ce texte, à défaut cette valeur."""
    offered = options_of(element)
    for option in offered:
        if option["text"]["text"] == text:
            return option
    for option in offered:
        if option.get("value") == text:
            return option
    known = [option["text"]["text"] for option in offered]
    raise KeyError(f"aucun choix {text!r} parmi {known}")


def find_field(blocks: list[Json], name: str) -> tuple[Json, Json]:
    """Le champ désigné par son block_id, son libellé ou son action_id."""
    fields = [(b, e) for b, e in every_element(blocks) if e.get("type") in KEYS]
    for block, element in fields:
        if name == block["block_id"]:
            return block, element
    for block, element in fields:
        label = (block.get("label") or {}).get("text")
        if name in (label, element["action_id"]):
            return block, element
    known = [(b["block_id"], (b.get("label") or {}).get("text")) for b, _ in fields]
    raise KeyError(f"aucun champ {name!r} parmi {known}")


def entry_for(element: Json, value: Value, *, force: bool = False) -> Json:
    """L'état du champ une fois rempli."""
    kind = element["type"]
    key = KEYS[kind][0]
    if kind in MULTIPLE:
        wanted = [value] if isinstance(value, str) else value
        return {"type": kind, key: [choose(element, text) for text in wanted if text]}
    if kind.startswith("multi_"):
        return {"type": kind, key: [value] if isinstance(value, str) else list(value)}
    assert isinstance(value, str), f"un seul texte attendu dans un {kind}"
    if kind in SINGLE:
        return {"type": kind, key: choose(element, value) if value else None}
    if not force:
        _check_typed(element, value)
    if kind == "datetimepicker":
        return {"type": kind, key: int(value) if value else None}
    if kind == "rich_text_input":
        return {"type": kind, key: rich_text(value) if value else None}
    return {"type": kind, key: value or None}


def _check_typed(element: Json, value: str) -> None:
    """Ce que le client de Slack refuse avant tout envoi."""
    kind = element["type"]
    if not value:
        return
    if kind == "datepicker":
        date.fromisoformat(value)
    if kind == "timepicker":
        assert re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", value), f"heure {value!r}"
    if kind == "plain_text_input":
        longest, shortest = element.get("max_length", 3000), element.get("min_length", 0)
        assert shortest <= len(value) <= longest, f"{len(value)} caractères refusés"
        assert element.get("multiline") or "\n" not in value, "champ d'une seule ligne"
    if kind == "number_input":
        whole = r"-?\d+" + (r"(\.\d+)?" if element.get("is_decimal_allowed") else "")
        assert re.fullmatch(whole, value), f"nombre {value!r}"
        assert float(element.get("min_value", value)) <= float(value), f"{value} trop petit"
        assert float(element.get("max_value", value)) >= float(value), f"{value} trop grand"


def rich_text(text: str) -> Json:
    """Le bloc rich_text que le client compose autour d'un texte."""
    section = {"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}
    return {"type": "rich_text", "elements": [section]}


def check_required(blocks: list[Json], state: Typed) -> None:
    """Refuse, comme le client, un champ requis laissé vide."""
    for block in blocks:
        if block.get("type") != "input" or block.get("optional"):
            continue
        for entry in state[block["block_id"]].values():
            filled = entry[KEYS[entry["type"]][0]]
            name = block["label"]["text"]
            assert filled not in (None, "", []), f"le champ requis {name!r} est vide"
