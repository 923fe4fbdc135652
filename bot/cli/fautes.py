"""The faults of the database and of the platforms, in a sentence: read when one happens only."""

from __future__ import annotations

import sqlite3

from alembic.util import CommandError
from slack_sdk.errors import SlackApiError
from sqlalchemy.exc import ArgumentError, DBAPIError
from telegram.error import TelegramError

from bot.channels.email.acces import CourrielRefuse
from bot.channels.slack.errors import nom_de
from bot.channels.slack.service import AccesRefuse
from bot.cli.commun import NON, USAGE
from bot.masques import masquer
from bot.settings import ReglagesInvalides
from storage.coffre import CleAbsente, CleInvalide
from storage.conventions.fautes import ConventionInvalide
from storage.schema import BaseNonPrete

_REFUS = TelegramError | AccesRefuse | SlackApiError | CourrielRefuse
_DITES = (ReglagesInvalides, BaseNonPrete, CleInvalide, CleAbsente, ConventionInvalide)
"""Faults of ours, whose text is already the sentence."""

_URL = (
    "FLUXBOT_DATABASE_URL ne se lit pas. Exemple : "
    "postgresql+psycopg://fluxbot:motdepasse@serveur/fluxbot"
)


def phrase_de(faute: Exception) -> tuple[str, int] | None:
    """Give the sentence and the exit code of a known fault; None for one that is ours to mend."""
    if isinstance(faute, _REFUS):
        return _d_une_plateforme(faute), NON
    phrase = str(faute) if isinstance(faute, _DITES) else _de_la_base(faute)
    return (phrase, USAGE) if phrase else None


def _d_une_plateforme(faute: _REFUS) -> str:
    if isinstance(faute, CourrielRefuse):
        return str(faute)
    if isinstance(faute, TelegramError):
        return f"Telegram refuse : {faute.message}. Vérifiez TELEGRAM_BOT_TOKEN."
    if isinstance(faute, AccesRefuse):
        return f"{faute}. Le jeton se trouve dans api.slack.com, OAuth & Permissions."
    return f"Slack refuse : {nom_de(faute)}. Vérifiez SLACK_APP_TOKEN."


def _de_la_base(faute: Exception) -> str | None:
    if isinstance(faute, CommandError):
        return f"Version de base inconnue : {faute}. Voir : fluxbot db current"
    if isinstance(faute, ModuleNotFoundError):
        return f"FLUXBOT_DATABASE_URL : base non prise en charge ({faute.name})."
    if isinstance(faute, UnicodeDecodeError | sqlite3.Error):
        return f"Fichier impossible à lire ou à écrire : {faute}"
    if isinstance(faute, ArgumentError):
        return _URL
    if isinstance(faute, DBAPIError):
        raison = str(faute.orig).strip().splitlines()[0]
        return f"La base ne répond pas : {masquer(raison)}. Vérifiez FLUXBOT_DATABASE_URL."
    return None
