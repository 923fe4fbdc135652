"""La description réduite garde ce que les méthodes atteignent, et rien d'autre."""

from typing import Any

from .extract_spec import closure, encode_field


def test_a_field_is_abridged() -> None:
    field = {"name": "id", "types": ["Integer", "String"], "required": True}
    assert encode_field(field) == "!Integer|String"


def test_an_imposed_value_is_kept() -> None:
    field = {
        "name": "status",
        "types": ["String"],
        "required": True,
        "description": "The member's status in the chat, always “member”",
    }
    assert encode_field(field) == "!String=member"


def test_only_reachable_types_are_kept() -> None:
    types: dict[str, Any] = {
        "A": {"fields": [{"name": "b", "types": ["Array of B"], "required": False}]},
        "B": {"subtypes": ["C"]},
        "C": {},
        "D": {},
    }
    assert closure(types, {"A"}) == ["A", "B", "C"]
