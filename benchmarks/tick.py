"""A tick: 10,000 échéances among 1,000,000 open avis, among 100,000, and the bare SQL of the same.

A third are relances, a third engagements réputés tenus, a third reminders, spread among the others.
The bare SQL makes the writes that a tick was seen to make: the same rows, the same commits, no
read. All on SQLite, each run in its own process on a fresh copy, in turn; the best of each is kept.
"""

from __future__ import annotations

import os
import pickle
import shutil
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from benchmarks.commun import DONNEES, Mesure, conclure, mesurer
from benchmarks.ecritures import Transactions, rejouer, relever
from benchmarks.tick_base import DUS, MAINTENANT, MINUIT, base_de, base_generee
from bot.scheduler.jobs import battre

PEU, BEAUCOUP = 100_000, 1_000_000
PASSAGES = 5
RAPPORT_TAILLE, RAPPORT_NU = 1.3, 3.0
ICI = "benchmarks.tick"
ESSAI, ECRITURES = DONNEES / "tick-essai.db", DONNEES / "tick-ecritures"

Temps = tuple[float, float]
"""Seconds elapsed, and of processor."""


def tic(chemin: str) -> Temps:
    """Do what is due."""
    base = base_de(Path(chemin))
    return _chronometrer(lambda: _exiger(battre(base, MAINTENANT), DUS))


def tic_vide(chemin: str) -> Temps:
    """Beat an hour before anything is due; a first time, not counted, prepares the statements."""
    base, avant = base_de(Path(chemin)), MINUIT - timedelta(hours=1)
    battre(base, avant)
    return _chronometrer(lambda: _exiger(battre(base, avant), 0))


def tic_releve(chemin: str) -> int:
    """Do what is due and keep what is written; give the number of statements."""
    base = base_de(Path(chemin))
    with relever(base.moteur) as transactions:
        _exiger(battre(base, MAINTENANT), DUS)
    ECRITURES.write_bytes(pickle.dumps(transactions))
    return sum(map(len, transactions))


def nu(chemin: str) -> Temps:
    """Write the same, bare."""
    transactions: Transactions = pickle.loads(ECRITURES.read_bytes())  # noqa: S301 (ours)
    moteur = base_de(Path(chemin)).moteur
    return _chronometrer(lambda: rejouer(moteur, transactions))


def comparer() -> list[Mesure]:
    """Run all in turn and give the measures."""
    peu, beaucoup = base_generee(PEU), base_generee(BEAUCOUP)
    vide, _ = _mesurer("tic_vide", beaucoup)
    ecritures = mesurer(ICI, "tic_releve", _copie(beaucoup)).resultat
    passages = [
        (_mesurer("tic", peu), _mesurer("tic", beaucoup), _mesurer("nu", beaucoup))
        for _ in range(PASSAGES)
    ]
    for reste in (*DONNEES.glob(f"{ESSAI.name}*"), ECRITURES):
        reste.unlink()
    (tic_peu, cpu_peu), (tic_beaucoup, cpu_beaucoup), (nu_beaucoup, cpu_nu) = (
        map(min, zip(*memes, strict=True)) for memes in zip(*passages, strict=True)
    )
    return [
        Mesure(f"Tic où rien n'est dû, parmi {BEAUCOUP}", vide * 1000, unite="ms"),
        Mesure("Écritures par échéance", ecritures / DUS),
        Mesure(f"Par échéance, parmi {PEU}", tic_peu / DUS * 1000, unite="ms"),
        Mesure(f"Par échéance, parmi {BEAUCOUP}", tic_beaucoup / DUS * 1000, unite="ms"),
        Mesure("Par échéance, en SQL nu", nu_beaucoup / DUS * 1000, unite="ms"),
        Mesure("Dix fois plus d'avis ouverts", tic_beaucoup / tic_peu, RAPPORT_TAILLE),
        Mesure("Tic en fois son SQL nu", tic_beaucoup / nu_beaucoup, RAPPORT_NU),
        Mesure("Dix fois plus d'avis, processeur", cpu_beaucoup / cpu_peu),
        Mesure("Tic en fois son SQL nu, processeur", cpu_beaucoup / cpu_nu),
    ]


def _mesurer(fonction: str, base: Path) -> Temps:
    secondes, processeur = mesurer(ICI, fonction, _copie(base)).resultat
    return secondes, processeur


def _copie(base: Path) -> str:
    """Copy a database, and let the disk finish."""
    for reste in DONNEES.glob(f"{ESSAI.name}*"):
        reste.unlink()
    shutil.copyfile(base, ESSAI)
    with ESSAI.open("rb") as fichier:
        os.fsync(fichier.fileno())
    return str(ESSAI)


def _chronometrer(faire: Callable[[], object]) -> Temps:
    debut, processeur = time.perf_counter(), time.process_time()
    faire()
    return time.perf_counter() - debut, time.process_time() - processeur


def _exiger(faits: int, attendus: int) -> None:
    if faits != attendus:
        raise RuntimeError(f"{faits} échéances faites, {attendus} attendues")


def principal() -> int:
    """Measure and print; gives the exit code."""
    return 0 if conclure(f"Tic, {DUS} échéances (SQLite)", comparer(), "tick") else 1


if __name__ == "__main__":
    sys.exit(principal())
