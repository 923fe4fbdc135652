"""The public holidays of a calendar named as ISO does: « FR », « FR-974 »."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from importlib.machinery import PathFinder
from importlib.util import module_from_spec
from pathlib import Path

import holidays
from holidays.holiday_base import HolidayBase
from holidays.registry import COUNTRIES


def feries(nom: str, annees: Iterable[int]) -> list[date]:
    """Give the days in order; raises KeyError or NotImplementedError for an unknown calendar."""
    pays, _, subdivision = nom.partition("-")
    return sorted(_calendrier(pays)(years=annees, subdiv=subdivision or None))


def _calendrier(pays: str) -> type[HolidayBase]:
    """Load one country: asked by its usual name, the library loads all those of the world."""
    module, classe = {codes[1]: (un, codes[0]) for un, codes in COUNTRIES.items()}[pays]
    dossier = Path(holidays.__file__).with_name("countries")
    spec = PathFinder.find_spec(module, [str(dossier)])
    assert spec and spec.loader
    charge = module_from_spec(spec)
    spec.loader.exec_module(charge)
    calendrier: type[HolidayBase] = getattr(charge, classe)
    return calendrier
