"""Read a story: people, steps, and what the journal must tell at its end."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

DOSSIER = Path(__file__).parent
Vues = Mapping[str, list[str]]


@dataclass(frozen=True)
class Personne:
    """Somebody of the story."""

    nom: str
    organisation: str


@dataclass(frozen=True)
class Etape:
    """What one person does, then what each one sees."""

    recit: str
    qui: str
    ecrit: str = ""
    presse: str = ""
    sur: str = ""
    confirme: str = ""
    remplit: Mapping[str, str] = field(default_factory=dict)
    refuse: Mapping[str, str] = field(default_factory=dict)
    nomme: str = ""
    voient: Vues = field(default_factory=dict)
    ne_voient: Vues = field(default_factory=dict)
    recoit: str = ""


@dataclass(frozen=True)
class Scenario:
    """A whole story; `journal` gives, by avis, what its journal tells."""

    titre: str
    personnes: Mapping[str, Personne]
    etapes: tuple[Etape, ...]
    journal: Mapping[str, list[str]]


def lire(nom: str) -> Scenario:
    """Read a story by its file's name; an unknown word in it is a TypeError."""
    lu = tomllib.loads((DOSSIER / f"{nom}.toml").read_text(encoding="utf-8"))
    return Scenario(
        lu["titre"],
        {cle: Personne(**une) for cle, une in lu["personnes"].items()},
        tuple(Etape(**une) for une in lu["etapes"]),
        lu["journal"],
    )
