"""What the page remembers beside the sandbox: forms at fault, the last gesture, its readers."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.channels.sandbox.bac import Bac
from bot.web.sandbox_page.ecoute import Ecoute

ACCUEIL = "L'horloge du bac est arrêtée : elle n'avance que si vous la faites avancer."


@dataclass(frozen=True)
class Brouillon:
    """A form sent with faults: what was typed, and one sentence a field."""

    champs: Mapping[str, str]
    erreurs: Mapping[str, str]


@dataclass
class Page:
    """One sandbox shown in any number of windows; `verrou` makes clock gestures take turns."""

    bac: Bac
    ecoute: Ecoute = field(default_factory=Ecoute)
    brouillons: dict[tuple[str, str], Brouillon] = field(default_factory=dict)
    annonce: str = ACCUEIL
    verrou: asyncio.Lock = field(default_factory=asyncio.Lock)
