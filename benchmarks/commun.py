"""What every benchmark shares: a measure with its bound, processes measured apart, the table."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

DONNEES = Path(__file__).parent / "donnees"
"""Generated files, kept from one run to the next, never in git."""

RESULTATS = Path(__file__).parent / "resultats"
"""What the last runs measured, one JSON file a benchmark; not in git either."""

_MESUREUR = """
import json, resource, sys, time
from importlib import import_module
module, fonction, *arguments = sys.argv[1:]
action = getattr(import_module(module), fonction)
debut = time.perf_counter()
resultat = action(*arguments)
duree = time.perf_counter() - debut
usage = resource.getrusage(resource.RUSAGE_SELF)
print()
print(json.dumps({
    "secondes": duree,
    "processeur": usage.ru_utime + usage.ru_stime,
    "memoire": usage.ru_maxrss / 1024,
    "resultat": resultat,
}))
"""


@dataclass(frozen=True)
class Mesure:
    """A value measured, in `unite`, and the most that it may be (None: for information).

    With `au_moins`, the bound is the least that it may be.
    """

    nom: str
    valeur: float
    borne: float | None = None
    unite: str = ""
    au_moins: bool = False

    @property
    def tenue(self) -> bool:
        """Tell whether the bound is kept."""
        if self.borne is None:
            return True
        return self.valeur >= self.borne if self.au_moins else self.valeur <= self.borne

    @property
    def regle(self) -> str:
        """Give the bound as people read it: « ≤ 3 », « ≥ 0.95 »; empty without one."""
        signe = "≥" if self.au_moins else "≤"
        return "" if self.borne is None else f"{signe} {self.borne:g} {self.unite}".rstrip()


@dataclass(frozen=True)
class Passage:
    """One run of a function in its own process: seconds elapsed, of processor, MiB at the peak."""

    secondes: float
    processeur: float
    memoire: float
    resultat: Any


def mesurer(module: str, fonction: str, *arguments: str) -> Passage:
    """Run `module.fonction(*arguments)`, which gives numbers, alone in a new process."""
    fait = subprocess.run(
        [sys.executable, "-c", _MESUREUR, module, fonction, *arguments],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parent.parent,
    )
    if fait.returncode:
        raise RuntimeError(f"{module}.{fonction} : {fait.stderr.strip()[-500:]}")
    return Passage(**json.loads(fait.stdout.splitlines()[-1]))


def conclure(titre: str, mesures: Sequence[Mesure], nom: str = "") -> bool:
    """Print the measures with their bounds; tell whether all are kept.

    With `nom`, they are also written to `resultats/{nom}.json`.
    """
    tableau = Table("Mesure", "Valeur", "Borne", "Tenue", title=titre)
    for une in mesures:
        tenue = "" if une.borne is None else "oui" if une.tenue else "NON"
        tableau.add_row(une.nom, f"{une.valeur:.2f} {une.unite}".rstrip(), une.regle, tenue)
    Console().print(tableau)
    if nom:
        _garder(nom, mesures)
    return all(une.tenue for une in mesures)


def _garder(nom: str, mesures: Sequence[Mesure]) -> None:
    RESULTATS.mkdir(exist_ok=True)
    lignes = [asdict(une) | {"tenue": une.tenue} for une in mesures]
    contenu = json.dumps(lignes, ensure_ascii=False, indent=2)
    (RESULTATS / f"{nom}.json").write_text(contenu + "\n", encoding="utf-8")
