"""Declarations written for a test, and the same counts made the slow and plain way."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

from core.domain.parc import Compte
from storage.rpls.generateur import Tirage, generer

ANNEE = 2025
LOUE = {
    "IDENT_REP": "",
    "DEPCOM": "97407",
    "QPV": "1",
    "NBPIECE": "3",
    "SURFHAB": "62",
    "CONSTRUCT": "1998",
    "LOCAT": "1998",
    "FINAN": "13",
    "MODE": "1",
    "BAIL": "05/2019",
    "LOYERPRINC": "412,30",
}
"""A dwelling let for long, in Le Port."""


def ecrire(dossier: Path, *logements: dict[str, str], encodage: str = "utf-8") -> Path:
    """Write dwellings, each made of what differs from `LOUE`."""
    chemin = dossier / "rpls.csv"
    lignes = [";".join(LOUE)] + [";".join((LOUE | un).values()) for un in logements]
    chemin.write_text("\n".join(lignes) + "\n", encoding=encodage)
    return chemin


def inventer(dossier: Path, tirage: Tirage) -> Path:
    """Generate a declaration."""
    chemin = dossier / f"invente-{tirage.graine}.csv"
    generer(chemin, tirage)
    return chemin


def compter_a_la_main(chemin: Path, annee: int) -> dict[tuple[str, bool, str, str], Compte]:
    """Count a file without fault, dwelling by dwelling: (commune, QPV, rooms, FINAN) to counts."""
    comptes: Counter[tuple[tuple[str, bool, str, str], str]] = Counter()
    with chemin.open(encoding="utf-8", newline="") as ouvert:
        for un in csv.DictReader(ouvert, delimiter=";"):
            if un["MODE"] == "9" or un["SORTIEPATRIM"] in {"1", "2", "3", "4", "5"}:
                continue
            cle = (un["DEPCOM"], un["QPV"] == "1", un["NBPIECE"], un["FINAN"])
            comptes[cle, "la"] += 1
            comptes[cle, "soumis"] += un["FINAN"] != "16" and un["TYPECONST"] != "E"
            if int(un["LOCAT"]) >= annee - 1 or un["MODE"] not in {"1", "2"}:
                continue
            comptes[cle, "base"] += 1
            comptes[cle, "neuf"] += bool(un["BAIL"]) and int(un["BAIL"][-4:]) >= annee - 1
    return {
        cle: Compte(*(comptes[cle, quoi] for quoi in ("la", "soumis", "neuf", "base")))
        for cle in {cle for cle, _ in comptes}
    }
