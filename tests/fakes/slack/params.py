"""Des champs d'une requête aux paramètres typés d'une méthode."""

import json
from typing import Any

from .errors import invalid_arguments
from .spec import BOOLEANS, INTEGERS, METHODS, STRUCTURED

Json = dict[str, Any]
EVERYWHERE = {"token", "team_id"}
"""Le jeton, et l'espace que le client officiel joint à tout appel."""

TRUTH = {"true": True, "1": True, "false": False, "0": False}


def decode(method: str, given: Json) -> Json:
    """Les paramètres typés ; refuse l'inconnu, le manquant et le mal typé."""
    spec = METHODS[method]
    params = {name: value for name, value in given.items() if value is not None}
    unknown = sorted(set(params) - spec.known - EVERYWHERE)
    if unknown:
        raise invalid_arguments(*(f"unknown parameter: {name}" for name in unknown))
    for name in EVERYWHERE - spec.known:
        params.pop(name, None)
    missing = [name for name in spec.required if params.get(name, "") == ""]
    if missing:
        raise invalid_arguments(*(f"missing required field: {name}" for name in missing))
    if spec.one_of and not any(params.get(name) for name in spec.one_of):
        raise invalid_arguments(f"one of {', '.join(spec.one_of)} is required")
    return {name: _typed(name, value) for name, value in params.items()}


def _typed(name: str, value: Any) -> Any:
    if name in STRUCTURED:
        return _structured(name, value)
    if name in BOOLEANS:
        if isinstance(value, bool):
            return value
        if str(value).lower() in TRUTH:
            return TRUTH[str(value).lower()]
        raise invalid_arguments(f"must be a boolean: {name}")
    if name in INTEGERS:
        if isinstance(value, int) or str(value).isdigit():
            return int(value)
        raise invalid_arguments(f"must be a number: {name}")
    if not isinstance(value, str):
        raise invalid_arguments(f"must be a string: {name}")
    return value


def _structured(name: str, value: Any) -> Any:
    if isinstance(value, str):
        if value == "":
            return {} if name in ("view", "metadata") else []
        try:
            value = json.loads(value)
        except ValueError:
            raise invalid_arguments(f"invalid JSON: {name}") from None
    wanted = dict if name in ("view", "metadata") else list
    if not isinstance(value, wanted):
        raise invalid_arguments(f"must be {'an object' if wanted is dict else 'an array'}: {name}")
    return value
