"""The faults of the database and of the platforms, in a sentence: read when one happens only."""

from __future__ import annotations

import sqlite3

from alembic.util import CommandError
from slack_sdk.errors import SlackApiError
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError
from telegram.error import InvalidToken, TelegramError

from bot.channels.email.acces import CourrielRefuse
from bot.channels.slack.errors import nom_de
from bot.channels.slack.service import AccesRefuse
from bot.cli.commun import NON, USAGE
from bot.masques import masquer
from bot.settings import ReglagesInvalides
from bot.web.serveur import PortIndisponible
from storage.coffre import CleAbsente, CleInvalide
from storage.conventions.fautes import ConventionInvalide
from storage.sauvegarde import en_lecture_seule, ne_s_ouvre_pas, occupee
from storage.schema import BaseNonPrete, MigrationRefusee

_REFUS = TelegramError | AccesRefuse | SlackApiError | CourrielRefuse
_DITES = (
    ReglagesInvalides,
    BaseNonPrete,
    MigrationRefusee,
    CleInvalide,
    CleAbsente,
    ConventionInvalide,
    PortIndisponible,
)
"""Faults of ours, whose text is already the sentence."""

_A_SIGNALER = "Lancez fluxbot check, puis prévenez qui maintient le programme."
_URL = (
    "FLUXBOT_DATABASE_URL ne se lit pas. Exemple : "
    "postgresql+psycopg://fluxbot:motdepasse@serveur/fluxbot"
)

JETON_REFUSE = "Telegram refuse le jeton"
JETON_A_REPRENDRE = "Reprenez-le chez @BotFather (/token), puis placez-le dans TELEGRAM_BOT_TOKEN."
"""What is said of a bad token: Telegram's library would repeat the token itself."""

LECTURE_SEULE = "lecture seule"
DROITS = "rendez le fichier et son dossier au compte du service"


def phrase_de(faute: Exception) -> tuple[str, int] | None:
    """Give the sentence and the exit code of a known fault; None for one that is ours to mend."""
    if isinstance(faute, _REFUS):
        return _d_une_plateforme(faute), NON
    phrase = str(faute) if isinstance(faute, _DITES) else _de_la_base(faute)
    return (phrase, USAGE) if phrase else None


def _d_une_plateforme(faute: _REFUS) -> str:
    if isinstance(faute, CourrielRefuse):
        return str(faute)
    if isinstance(faute, InvalidToken):
        return f"{JETON_REFUSE}. {JETON_A_REPRENDRE}"
    if isinstance(faute, TelegramError):
        return f"Telegram refuse : {faute.message.rstrip('.')}. Vérifiez TELEGRAM_BOT_TOKEN."
    if isinstance(faute, AccesRefuse):
        return f"{faute}. Le jeton se trouve dans api.slack.com, OAuth & Permissions."
    return f"Slack refuse : {nom_de(faute)}. Vérifiez SLACK_APP_TOKEN."


def _de_la_base(faute: Exception) -> str | None:
    if isinstance(faute, CommandError):
        return f"Version de base inconnue : {faute}. Voir : fluxbot db current"
    if isinstance(faute, ModuleNotFoundError):
        return f"FLUXBOT_DATABASE_URL : base non prise en charge ({faute.name})."
    origine = origine_de(faute)
    if isinstance(origine, sqlite3.Error) and (phrase := _du_fichier(origine)):
        return phrase
    if isinstance(faute, UnicodeDecodeError | sqlite3.Error):
        return f"Fichier impossible à lire ou à écrire : {faute}"
    if isinstance(faute, ArgumentError):
        return _URL
    if isinstance(faute, DBAPIError):
        raison = masquer(str(faute.orig).strip().splitlines()[0])
        if isinstance(faute, IntegrityError):
            return f"La base refuse cette écriture ({raison}) : rien n'a changé. {_A_SIGNALER}"
        return f"La base ne répond pas : {raison}. Vérifiez FLUXBOT_DATABASE_URL."
    return None


def origine_de(faute: Exception) -> BaseException | None:
    """Give the fault of the database's own driver, when it is one."""
    return faute.orig if isinstance(faute, DBAPIError) else faute


def _du_fichier(faute: sqlite3.Error) -> str | None:
    """Say what keeps an SQLite file from being written, when it is its rights or its lock."""
    if en_lecture_seule(faute):
        return f"La base est en {LECTURE_SEULE} : {DROITS}."
    if ne_s_ouvre_pas(faute):
        return f"La base ne s'ouvre pas : vérifiez que son dossier existe, puis {DROITS}."
    if occupee(faute):
        return "La base est occupée par un autre programme : réessayez dans une minute."
    return None
