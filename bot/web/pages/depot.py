"""What is said where a file is sent."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Depot:
    """How the file that a command reads is asked for; `genres` as a browser filters them."""

    libelle: str
    aide: str
    genres: str
    envoi: str
    absent: str


DEPOTS = {
    "annexe": Depot(
        "Fichier des annexes",
        "En .csv, .toml ou .xlsx, 1 Mo au plus.",
        ".csv,.toml,.xlsx",
        "Contrôler ce fichier",
        "Aucun fichier n'est joint. Choisissez-en un, puis envoyez. Exemple : annexe.csv",
    ),
    "importer": Depot(
        "Fichier des ménages",
        "En .csv ou .xlsx, 1 Mo et 1 000 ménages au plus.",
        ".csv,.xlsx",
        "Importer ce fichier",
        "Aucun fichier n'est joint. Choisissez-en un, puis envoyez. Exemple : menages.csv",
    ),
}
"""By the command that reads the file."""
