"""What every command shares: settings, database, and clean exits."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn

import typer
from rich.console import Console

from bot import bootstrap
from core.errors import Refus

if TYPE_CHECKING:
    from bot.settings import Settings
    from storage.unit_of_work import Base

NON = 1
USAGE = 2
LARGEUR_D_UN_FICHIER = 200
"""Columns of a table that no terminal shows: nothing is wrapped for a program that reads it."""

console = Console(width=None if sys.stdout.isatty() else LARGEUR_D_UN_FICHIER)
erreurs = Console(stderr=True)
SANS_CLE = (
    "FLUXBOT_SECRET_KEY manque : elle chiffre les numéros uniques. Pour en faire une : "
    "fluxbot cle nouvelle, puis placez-la dans .env"
)

_FICHIERS: dict[type[OSError], str] = {
    FileNotFoundError: "ce fichier ou ce dossier n'existe pas. Vérifiez le chemin.",
    IsADirectoryError: "c'est un dossier. Donnez le chemin d'un fichier.",
    NotADirectoryError: "une partie de ce chemin n'est pas un dossier. Vérifiez-le.",
    PermissionError: "vous n'y avez pas accès. Changez les droits, ou prenez un autre chemin.",
    FileExistsError: "il existe déjà. Choisissez un autre nom.",
}


def echouer(phrase: str, code: int = USAGE) -> NoReturn:
    """Print one line on standard error and leave with `code`."""
    from bot.masques import masquer

    erreurs.print(masquer(phrase), style="red", markup=False, soft_wrap=True)
    raise typer.Exit(code)


@contextmanager
def fautes_en_clair() -> Iterator[None]:
    """Turn known faults into one line and exit code 2: never a trace for a bad input."""
    try:
        yield
    except Refus as refus:
        echouer(refus.phrase)
    except OSError as faute:
        echouer(phrase_de_fichier(faute))
    except typer.Exit:
        raise
    except Exception as faute:
        from bot.cli.fautes import phrase_de

        connue = phrase_de(faute)
        if connue is None:
            raise
        echouer(*connue)


def phrase_de_fichier(faute: OSError) -> str:
    """Say which file can't be read or written, and why."""
    raison = next((dite for genre, dite in _FICHIERS.items() if isinstance(faute, genre)), None)
    if raison is None or not faute.filename:
        return f"Fichier impossible à lire ou à écrire : {faute}"
    return f"{faute.filename} : {raison}"


def reglages() -> Settings:
    """Read the settings and set logging up."""
    from bot import log
    from bot.settings import lire_reglages

    lus = lire_reglages()
    log.configurer(lus.log_level, lus.log_format, lus.secrets())
    return lus


def base(lus: Settings | None = None, *, cle: bool = False) -> Base:
    """Open the database, up to date; `cle` requires the secret key."""
    lus = lus or reglages()
    if cle and lus.secret_key is None:
        echouer(SANS_CLE)
    return bootstrap.ouvrir_base(lus)
