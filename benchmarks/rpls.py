"""A national file of 5.4 million dwellings: our checked counts beside a bare aggregation.

Both read the same file, in turn, each run in its own process; the best of each is kept. The bound
holds for the time elapsed and for the processor's: the first depends on who else works there.
"""

from __future__ import annotations

import sys
from decimal import Decimal
from pathlib import Path

import duckdb

from benchmarks.commun import DONNEES, Mesure, Passage, conclure, mesurer
from storage.rpls.assiettes import lire_assiettes
from storage.rpls.generateur import Tirage, generer

LOGEMENTS, ORGANISMES, ANNEE = 5_400_000, 700, 2025
FAUTES = Decimal(1)
PASSAGES = 4
RAPPORT_MAX, MEMOIRE_MAX = 1.5, 2048.0
ICI = "benchmarks.rpls"


def nue(chemin: str) -> int:
    """Count dwellings by bailleur and commune, with no check; give the number of groups."""
    requete = "SELECT IDENT_ORG, DEPCOM, count(*) FROM read_csv(?, delim = ';') GROUP BY ALL"
    return len(duckdb.connect().execute(requete, [chemin]).fetchall())


def verifiee(chemin: str) -> int:
    """Count the same with every check, the parc soumis and the rotation; give the groups."""
    return len(lire_assiettes(Path(chemin), ANNEE).lignes)


def fichier_national(logements: int = LOGEMENTS) -> Path:
    """Give the national file, made up on the first run."""
    DONNEES.mkdir(exist_ok=True)
    chemin = DONNEES / f"rpls-{ANNEE}-{logements}.csv"
    if not chemin.exists():
        print(f"Écriture de {logements} logements…", file=sys.stderr)
        provisoire = chemin.with_suffix(".provisoire")
        generer(provisoire, Tirage(logements, ANNEE, organismes=ORGANISMES, fautes=FAUTES))
        provisoire.replace(chemin)
    return chemin


def comparer(chemin: Path, passages: int = PASSAGES) -> list[Mesure]:
    """Run both in turn and give the measures."""
    nues: list[Passage] = []
    verifiees: list[Passage] = []
    for _ in range(passages):
        nues.append(mesurer(ICI, "nue", str(chemin)))
        verifiees.append(mesurer(ICI, "verifiee", str(chemin)))
    temps_nu = min(un.secondes for un in nues)
    temps = min(un.secondes for un in verifiees)
    processeur = min(un.processeur for un in verifiees) / min(un.processeur for un in nues)
    return [
        Mesure("Agrégation nue", temps_nu, unite="s"),
        Mesure("Assiettes vérifiées", temps, unite="s"),
        Mesure("Rapport des durées", temps / temps_nu, RAPPORT_MAX),
        Mesure("Rapport des temps de processeur", processeur, RAPPORT_MAX),
        Mesure("Mémoire au plus haut", max(un.memoire for un in verifiees), MEMOIRE_MAX, "Mio"),
    ]


def main() -> int:
    """Run the benchmark; exit 1 when a bound is not kept."""
    chemin = fichier_national()
    taille = chemin.stat().st_size / 1e9
    titre = f"RPLS : {LOGEMENTS} logements, {taille:.1f} Go".replace(".", ",")
    return 0 if conclure(titre, comparer(chemin), "rpls") else 1


if __name__ == "__main__":
    sys.exit(main())
