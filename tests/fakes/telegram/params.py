"""Des octets d'une requête HTTP aux paramètres typés d'une méthode."""

import json
import re
from collections.abc import Mapping
from typing import Any

from .errors import ApiError, bad_request
from .spec import Field, Upload, field_problems, method_fields

BOOLEANS = {"true": True, "1": True, "false": False, "0": False}
REQUIRED_WORDING = {"text": "message text is empty", "chat_id": "chat_id is empty"}
SIMPLE = {"String", "Integer", "Float", "Boolean", "InputFile"}


def decode_form(method: str, form: Mapping[str, str | Upload]) -> dict[str, Any]:
    """Les champs d'un formulaire (ou d'une chaîne de requête), décodés selon leur type."""
    fields = method_fields(method)
    attached = {
        str(value).removeprefix("attach://")
        for value in form.values()
        if isinstance(value, str) and value.startswith("attach://")
    }
    decoded: dict[str, Any] = {}
    for name, value in form.items():
        if name in attached:
            continue
        if isinstance(value, str) and value.startswith("attach://"):
            value = _attachment(form, value)
        field = fields.get(name)
        decoded[name] = value if field is None else _decode(name, value, field)
    return decoded


def _attachment(form: Mapping[str, str | Upload], value: str) -> Upload:
    found = form.get(value.removeprefix("attach://"))
    if not isinstance(found, Upload):
        raise bad_request("file attachment is missing")
    return found


def _decode(name: str, value: str | Upload, field: Field) -> Any:
    if isinstance(value, Upload):
        return value
    if "Integer" in field.types and re.fullmatch(r"-?\d+", value):
        return int(value)
    if "String" in field.types:
        return value
    if "Boolean" in field.types:
        if value.lower() in BOOLEANS:
            return BOOLEANS[value.lower()]
        raise wrong_parameter(f"{name}: Boolean expected")
    if set(field.types) <= SIMPLE:
        raise wrong_parameter(f"{name}: {'|'.join(field.types)} expected")
    try:
        return json.loads(value)
    except ValueError as error:
        raise bad_request(f"can't parse {name} JSON object") from error


def wrong_parameter(problem: str) -> ApiError:
    """Refus d'un paramètre contraire à la description de l'API."""
    return bad_request(f"wrong parameter: {problem}")


def validate(method: str, params: Mapping[str, Any]) -> None:
    """Refuse un paramètre inconnu, manquant ou mal typé."""
    fields = method_fields(method)
    for name, wording in REQUIRED_WORDING.items():
        if name in fields and fields[name].required and params.get(name, "") == "":
            raise bad_request(wording)
    found = field_problems(dict(params), fields, "", f"{method} has no parameter")
    if found:
        raise wrong_parameter("; ".join(found))
