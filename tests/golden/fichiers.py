"""The files that hold the goldens; FLUXBOT_GOLDEN=1 writes them anew."""

from __future__ import annotations

import os
from pathlib import Path

ATTENDUS = Path(__file__).parent / "attendus"
SUFFIXES = {"telegram": "html", "slack": "json"}


def comparer(plateforme: str, nom: str, rendu: str) -> None:
    """Check a render against its file, or write the file when asked to."""
    fichier = ATTENDUS / plateforme / f"{nom}.{SUFFIXES[plateforme]}"
    if os.environ.get("FLUXBOT_GOLDEN") == "1":
        fichier.parent.mkdir(parents=True, exist_ok=True)
        fichier.write_text(rendu, encoding="utf-8")
        return
    assert fichier.exists(), f"no golden for {nom}: run with FLUXBOT_GOLDEN=1, then read it"
    assert rendu == fichier.read_text(encoding="utf-8")


def ecrits(plateforme: str) -> set[str]:
    """Name the goldens kept for a platform."""
    return {un.stem for un in (ATTENDUS / plateforme).glob("*")}
