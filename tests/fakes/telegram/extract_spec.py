"""Extrait d'une description JSON complète de l'API Bot la partie que la doublure met en œuvre.

Usage : python extract_spec.py CHEMIN_DU_JSON_COMPLET [SORTIE]

Un champ devient une chaîne : ``!`` s'il est obligatoire, puis ses types séparés par ``|`` ;
``=valeur`` suit quand la documentation dit que le champ vaut toujours cette valeur.
"""

import json
import re
import sys
from pathlib import Path
from typing import Any

METHODS = [
    "getMe",
    "getUpdates",
    "setWebhook",
    "deleteWebhook",
    "getWebhookInfo",
    "sendMessage",
    "editMessageText",
    "editMessageReplyMarkup",
    "deleteMessage",
    "answerCallbackQuery",
    "setMyCommands",
    "deleteMyCommands",
    "getMyCommands",
    "getChat",
    "getChatMember",
    "sendDocument",
    "getFile",
    "sendPhoto",
    "leaveChat",
    "setMyDescription",
    "setMyShortDescription",
]
EXTRA_TYPES = ("Update", "ResponseParameters")
ALWAYS = re.compile(r"(?:always|must be) [“\"]?(\w+)[”\"]?$")


def encode_field(field: dict[str, Any]) -> str:
    """Un champ sous sa forme abrégée."""
    text = ("!" if field["required"] else "") + "|".join(field["types"])
    found = ALWAYS.search(field.get("description", "").rstrip("."))
    if found and field["types"] == ["String"]:
        text += f"={found[1]}"
    return text


def encode_fields(entry: dict[str, Any]) -> dict[str, str]:
    """Les champs d'une méthode ou d'un type."""
    return {field["name"]: encode_field(field) for field in entry.get("fields", [])}


def referenced(entry: dict[str, Any]) -> set[str]:
    """Les noms de types que cite une méthode ou un type."""
    names = [name for field in entry.get("fields", []) for name in field["types"]]
    names += entry.get("subtypes", []) + entry.get("returns", [])
    return {name.removeprefix("Array of ").removeprefix("Array of ") for name in names}


def closure(types: dict[str, Any], roots: set[str]) -> list[str]:
    """Les types accessibles depuis les racines, triés."""
    seen: set[str] = set()
    waiting = list(roots)
    while waiting:
        name = waiting.pop()
        if name in types and name not in seen:
            seen.add(name)
            waiting.extend(referenced(types[name]))
    return sorted(seen)


def trim(full: dict[str, Any]) -> dict[str, Any]:
    """La description réduite aux méthodes retenues et aux types qu'elles atteignent."""
    methods = {name: full["methods"][name] for name in METHODS}
    roots = set(EXTRA_TYPES).union(*(referenced(entry) for entry in methods.values()))
    types: dict[str, Any] = {}
    for name in closure(full["types"], roots):
        entry = full["types"][name]
        types[name] = entry["subtypes"] if entry.get("subtypes") else encode_fields(entry)
    return {
        "version": full["version"],
        "methods": {
            name: {"returns": entry["returns"], "fields": encode_fields(entry)}
            for name, entry in methods.items()
        },
        "types": types,
    }


def dump(spec: dict[str, Any]) -> str:
    """Le JSON avec une ligne par méthode et par type, pour des différences lisibles."""
    blocks = [f'"version": {json.dumps(spec["version"])}']
    for section in ("methods", "types"):
        lines = [f"{json.dumps(name)}: {json.dumps(body)}" for name, body in spec[section].items()]
        blocks.append(f'"{section}": {{\n' + ",\n".join(lines) + "\n}")
    return "{\n" + ",\n".join(blocks) + "\n}\n"


def main(arguments: list[str]) -> int:
    """Point d'entrée en ligne de commande."""
    if not arguments:
        print(__doc__, file=sys.stderr)
        return 2
    here = Path(__file__).parent / "bot_api_10_1.json"
    output = Path(arguments[1]) if len(arguments) > 1 else here
    full = json.loads(Path(arguments[0]).read_text(encoding="utf-8"))
    output.write_text(dump(trim(full)), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
