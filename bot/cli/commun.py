"""What every command shares: settings, database, and clean exits."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import typer
from alembic.util import CommandError
from rich.console import Console
from slack_sdk.errors import SlackApiError
from sqlalchemy.exc import ArgumentError, DBAPIError
from telegram.error import TelegramError

from bot import bootstrap, log
from bot.channels.slack.errors import nom_de
from bot.channels.slack.service import AccesRefuse
from bot.log import masquer
from bot.settings import ReglagesInvalides, Settings, lire_reglages
from core.errors import Refus
from storage.coffre import CleAbsente, CleInvalide
from storage.conventions.fautes import ConventionInvalide
from storage.schema import BaseNonPrete
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


def echouer(phrase: str, code: int = USAGE) -> NoReturn:
    """Print one line on standard error and leave with `code`."""
    erreurs.print(masquer(phrase), style="red", markup=False, soft_wrap=True)
    raise typer.Exit(code)


@contextmanager
def fautes_en_clair() -> Iterator[None]:
    """Turn known faults into one line and exit code 2: never a trace for a bad input."""
    try:
        yield
    except Refus as refus:
        echouer(refus.phrase)
    except TelegramError as faute:
        echouer(f"Telegram refuse : {faute.message}. Vérifiez TELEGRAM_BOT_TOKEN.", NON)
    except AccesRefuse as faute:
        echouer(f"{faute}. Le jeton se trouve dans api.slack.com, OAuth & Permissions.", NON)
    except SlackApiError as faute:
        echouer(f"Slack refuse : {nom_de(faute)}. Vérifiez SLACK_APP_TOKEN.", NON)
    except CommandError as faute:
        echouer(f"Version de base inconnue : {faute}. Voir : fluxbot db current")
    except ModuleNotFoundError as faute:
        echouer(f"FLUXBOT_DATABASE_URL : base non prise en charge ({faute.name}).")
    except (OSError, UnicodeDecodeError, sqlite3.Error) as faute:
        echouer(f"Fichier impossible à lire ou à écrire : {faute}")
    except ArgumentError:
        echouer(
            "FLUXBOT_DATABASE_URL ne se lit pas. Exemple : "
            "postgresql+psycopg://fluxbot:motdepasse@serveur/fluxbot"
        )
    except DBAPIError as faute:
        raison = str(faute.orig).strip().splitlines()[0]
        echouer(f"La base ne répond pas : {masquer(raison)}. Vérifiez FLUXBOT_DATABASE_URL.")
    except (ReglagesInvalides, BaseNonPrete, CleInvalide, CleAbsente, ConventionInvalide) as faute:
        echouer(str(faute))


def reglages() -> Settings:
    """Read the settings and set logging up."""
    lus = lire_reglages()
    log.configurer(lus.log_level, lus.log_format)
    return lus


def base(lus: Settings | None = None, *, cle: bool = False) -> Base:
    """Open the database, up to date; `cle` requires the secret key."""
    lus = lus or reglages()
    if cle and lus.secret_key is None:
        echouer(SANS_CLE)
    return bootstrap.ouvrir_base(lus)
