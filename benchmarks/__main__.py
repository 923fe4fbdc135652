"""`make bench`: every benchmark, one after the other, each in its own process; then one table."""

from __future__ import annotations

import json
import subprocess
import sys

from benchmarks.commun import RESULTATS, Mesure, conclure

BANCS = ("flux", "rpls", "tick", "commande", "envois", "attente", "copies", "memoire")


def principal() -> int:
    """Run them all, whatever the one before said; give the exit code."""
    for banc in BANCS:
        (RESULTATS / f"{banc}.json").unlink(missing_ok=True)
    codes = [subprocess.call([sys.executable, "-m", f"benchmarks.{un}"]) for un in BANCS]
    bornees = [une for banc in BANCS for une in _lues(banc) if une.borne is not None]
    conclure("Toutes les bornes", bornees)
    return max(codes)


def _lues(banc: str) -> list[Mesure]:
    """Read what a benchmark measured; one that failed left nothing."""
    fichier = RESULTATS / f"{banc}.json"
    if not fichier.exists():
        return [Mesure(f"{banc} : n'a pas abouti", 1, 0)]
    lignes = json.loads(fichier.read_text(encoding="utf-8"))
    return [Mesure(**{nom: une[nom] for nom in une if nom != "tenue"}) for une in lignes]


if __name__ == "__main__":
    sys.exit(principal())
