"""Les briques du validateur : une vérification par forme de valeur JSON."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]


@dataclass
class Report:
    """Les fautes trouvées, chacune avec son chemin."""

    surface: str = "message"
    problems: list[str] = field(default_factory=list)

    def add(self, path: str, message: str) -> None:
        """Note une faute à l'endroit `path`."""
        self.problems.append(f"[json-pointer:{path}] {message}")


Check = Callable[[Any, str, Report], None]
Rule = Callable[[Json, str, Report], None]


def string(most: int | None = None, least: int = 1, pattern: str = "", what: str = "") -> Check:
    """Une chaîne de `least` à `most` caractères, qui suit `pattern`."""

    def check(value: Any, path: str, report: Report) -> None:
        if not isinstance(value, str):
            report.add(path, "must provide a string")
        elif len(value) < least:
            report.add(path, f"must be more than {least - 1} characters")
        elif most is not None and len(value) > most:
            report.add(path, f"must be less than {most + 1} characters")
        elif pattern and not re.fullmatch(pattern, value):
            report.add(path, f"must be {what or 'a string that matches ' + pattern}")

    return check


def boolean(value: Any, path: str, report: Report) -> None:
    """Vrai ou faux, rien d'autre."""
    if not isinstance(value, bool):
        report.add(path, "must provide a boolean")


def integer(least: int, most: int | None = None) -> Check:
    """Un entier entre deux bornes comprises."""

    def check(value: Any, path: str, report: Report) -> None:
        if not isinstance(value, int) or isinstance(value, bool):
            report.add(path, "must provide a number")
        elif value < least:
            report.add(path, f"must be greater than {least - 1}")
        elif most is not None and value > most:
            report.add(path, f"must be less than {most + 1}")

    return check


def enum(*values: Any) -> Check:
    """Une valeur parmi celles d'une liste."""

    def check(value: Any, path: str, report: Report) -> None:
        if isinstance(value, bool) or value not in values:
            allowed = ", ".join(str(known) for known in values)
            report.add(path, f"must be one of: {allowed}")

    return check


def array(item: Check, most: int | None = None, least: int = 1) -> Check:
    """Une liste de `least` à `most` éléments, chacun vérifié par `item`."""

    def check(value: Any, path: str, report: Report) -> None:
        if not isinstance(value, list):
            report.add(path, "must provide an array")
            return
        if len(value) < least:
            report.add(path, f"no less than {least} items allowed")
        if most is not None and len(value) > most:
            report.add(path, f"no more than {most} items allowed")
        for index, one in enumerate(value):
            item(one, f"{path}/{index}", report)

    return check


def obj(required: Mapping[str, Check], optional: Mapping[str, Check], *rules: Rule) -> Check:
    """Un objet aux clés connues ; les règles croisées passent si chaque clé est juste."""
    known = {**required, **optional}

    def check(value: Any, path: str, report: Report) -> None:
        if not isinstance(value, dict):
            report.add(path, "must provide an object")
            return
        before = len(report.problems)
        for key in required:
            if key not in value:
                report.add(path, f"missing required field: {key}")
        for key, one in value.items():
            if key in known:
                known[key](one, f"{path}/{key}", report)
            else:
                report.add(path, f"invalid additional property: {key}")
        if len(report.problems) == before:
            for rule in rules:
                rule(value, path, report)

    return check


def tagged(table: Mapping[str, Check], allowed: set[str] | None = None) -> Check:
    """Un objet que son champ `type` désigne dans une table."""

    def check(value: Any, path: str, report: Report) -> None:
        if not isinstance(value, dict):
            report.add(path, "must provide an object")
            return
        kind = value.get("type")
        if kind is None:
            report.add(path, "missing required field: type")
        elif (
            not isinstance(kind, str)
            or kind not in table
            or (allowed is not None and kind not in allowed)
        ):
            report.add(f"{path}/type", f"unsupported type: {kind}")
        else:
            table[kind](value, path, report)

    return check


def any_value(value: Any, path: str, report: Report) -> None:
    """Une valeur vérifiée ailleurs, comme `type`, déjà lu."""


def exactly_one(*keys: str) -> Rule:
    """Une seule des clés données, et pas aucune."""

    def rule(value: Json, path: str, report: Report) -> None:
        if sum(key in value for key in keys) != 1:
            names = " or ".join(f"`{key}`" for key in keys)
            report.add(path, f"must define either {names}")

    return rule
