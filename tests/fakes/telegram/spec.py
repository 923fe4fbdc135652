"""La description de l'API Bot, et la conformité d'une valeur à cette description."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

SPEC_FILE = Path(__file__).with_name("bot_api_10_1.json")
ARRAY = "Array of "


@dataclass(frozen=True)
class Upload:
    """Un fichier reçu en multipart."""

    file_name: str
    content: bytes
    content_type: str


@dataclass(frozen=True)
class Field:
    """Un champ décrit : ses types possibles, s'il est obligatoire, sa valeur imposée."""

    types: tuple[str, ...]
    required: bool
    constant: str | None = None

    @staticmethod
    def parse(text: str) -> "Field":
        """Lit la forme abrégée du fichier (``!Integer|String``, ``!String=member``)."""
        types, _, constant = text.removeprefix("!").partition("=")
        return Field(tuple(types.split("|")), text.startswith("!"), constant or None)


@cache
def _raw() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(SPEC_FILE.read_text(encoding="utf-8"))
    return loaded


@cache
def methods() -> dict[str, str]:
    """Les méthodes connues, par nom en minuscules (l'API ignore la casse)."""
    return {name.lower(): name for name in _raw()["methods"]}


@cache
def method_fields(method: str) -> dict[str, Field]:
    """Les paramètres d'une méthode."""
    fields = _raw()["methods"][method]["fields"]
    return {name: Field.parse(text) for name, text in fields.items()}


@cache
def type_fields(name: str) -> dict[str, Field]:
    """Les champs d'un type objet."""
    return {field: Field.parse(text) for field, text in _raw()["types"][name].items()}


def returns(method: str) -> tuple[str, ...]:
    """Les types que rend une méthode."""
    return tuple(_raw()["methods"][method]["returns"])


def problems(value: Any, types: tuple[str, ...], path: str = "") -> list[str]:
    """Ce qui, dans une valeur, contredit tous les types admis ; vide si elle est conforme."""
    found: list[str] = []
    for name in types:
        issues = _problems_for(value, name, path)
        if not issues:
            return []
        found = found or issues
    if len(types) > 1:
        return [f"{path}: none of {'|'.join(types)} ({found[0]})"]
    return found


def _problems_for(value: Any, name: str, path: str) -> list[str]:
    if name.startswith(ARRAY):
        if not isinstance(value, list):
            return [f"{path}: array expected"]
        inner = (name.removeprefix(ARRAY),)
        return [p for i, item in enumerate(value) for p in problems(item, inner, f"{path}[{i}]")]
    scalar = _scalar(value, name)
    if scalar is not None:
        return [] if scalar else [f"{path}: {name} expected, got {type(value).__name__}"]
    described = _raw()["types"][name]
    if isinstance(described, list):
        return problems(value, tuple(described), path)
    return _object_problems(value, name, path)


def _scalar(value: Any, name: str) -> bool | None:
    """Conformité à un type simple, ou None si le type n'est pas simple."""
    if name == "Integer":
        return isinstance(value, int) and not isinstance(value, bool)
    if name == "Float":
        return isinstance(value, int | float) and not isinstance(value, bool)
    if name == "String":
        return isinstance(value, str)
    if name == "Boolean":
        return isinstance(value, bool)
    if name == "InputFile":
        return isinstance(value, Upload)
    return None


def _object_problems(value: Any, name: str, path: str) -> list[str]:
    if not isinstance(value, dict):
        return [f"{path}: {name} object expected"]
    return field_problems(value, type_fields(name), f"{path}.", f"{name} has no field")


def field_problems(
    value: dict[str, Any], fields: dict[str, Field], prefix: str, unknown: str
) -> list[str]:
    """Champs inconnus, manquants ou mal typés d'un objet ou d'une requête."""
    found = [f"{prefix}{key}: {unknown} of that name" for key in value if key not in fields]
    for key, field in fields.items():
        if key not in value:
            if field.required:
                found.append(f"{prefix}{key}: missing")
        elif field.constant is not None and value[key] != field.constant:
            found.append(f"{prefix}{key}: {field.constant!r} expected")
        else:
            found.extend(problems(value[key], field.types, f"{prefix}{key}"))
    return found


def check_object(value: Any, *types: str) -> None:
    """Lève AssertionError si un objet fabriqué par la doublure n'est pas celui de l'API."""
    found = problems(value, types, "|".join(types))
    if found:
        raise AssertionError(f"not a valid {'|'.join(types)}: " + "; ".join(found))
