"""The sandbox's templates and what they show."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bot.web.gabarits import gabarits

STATIQUE = Path(__file__).parent.parent / "static"


def rendre(modele: str, **faits: Any) -> str:
    """Render a template by its name, without its extension."""
    return gabarits("sandbox").get_template(f"{modele}.html").render(**faits)
