"""How large the fault suite runs: the only place that reads it."""

from __future__ import annotations

import os

COURTE = 12
"""Kills of the short form, the one of `make test`; `make faults` asks for hundreds."""

TUES = int(os.environ.get("FLUXBOT_FAUTES", COURTE))
LONGUE = TUES > COURTE


def selon(courte: float, longue: float) -> float:
    """Give what suits the form that runs."""
    return longue if LONGUE else courte
