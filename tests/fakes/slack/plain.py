"""Les éléments d'une liste de blocs, et les libellés de ses boutons."""

from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]


def every_element(blocks: list[Json]) -> Iterator[tuple[Json, Json]]:
    """Chaque bloc avec chacun de ses éléments, champs et boutons compris."""
    for block in blocks:
        if block.get("type") == "rich_text":
            continue
        elements = list(block.get("elements", []))
        elements += [block[name] for name in ("accessory", "element") if name in block]
        for element in elements:
            yield block, element


def button_labels(blocks: list[Json]) -> list[str]:
    """Les libellés des boutons, dans l'ordre."""
    found = [element for _, element in every_element(blocks) if element.get("type") == "button"]
    return [element["text"]["text"] for element in found]
