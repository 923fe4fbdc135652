"""One table: what Telegram's error means for a send."""

from __future__ import annotations

from datetime import timedelta

import httpx
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from core.domain.envois import Gone, MovedTo, Outcome, Rejected, RetryAt, Sent, Uncertain

_MORTS = (
    "chat not found",
    "user is deactivated",
    "peer_id_invalid",
    "chat_write_forbidden",
    "not enough rights to send",
    "have no rights to send",
    "topic_closed",
    "topic_deleted",
    "message thread not found",
    "group chat was deactivated",
    "chat_restricted",
)
_SANS_EFFET = ("message is not modified", "message to delete not found")


def issue(erreur: TelegramError) -> Outcome:
    """Give the outcome of a failed call; from the most specific class to the most general."""
    match erreur:
        case RetryAfter():
            attente = erreur.retry_after
            delai = attente if isinstance(attente, timedelta) else timedelta(seconds=attente)
            return RetryAt("Telegram demande d'attendre", delai)
        case ChatMigrated():
            return MovedTo(str(erreur.new_chat_id))
        case Forbidden():
            return Gone(str(erreur.message))
        case InvalidToken() | Conflict():
            return RetryAt(f"accès à Telegram refusé : {type(erreur).__name__}")
        case BadRequest():
            return _requete_refusee(str(erreur.message))
        case TimedOut():
            return _sans_reponse(erreur)
        case NetworkError():
            return _sans_reponse(erreur)
        case _:
            return RetryAt(f"réponse illisible de Telegram : {erreur.message}", peut_etre=True)


def _requete_refusee(texte: str) -> Outcome:
    bas = texte.casefold()
    if any(motif in bas for motif in _SANS_EFFET):
        return Sent("")
    if any(motif in bas for motif in _MORTS):
        return Gone(texte)
    return Rejected(texte)


def _sans_reponse(erreur: NetworkError) -> Outcome:
    """Tell what never left (tried again freely) from what may have arrived."""
    cause, dit = erreur.__cause__, str(erreur.message).casefold()
    if isinstance(cause, httpx.ConnectError | httpx.ConnectTimeout | httpx.PoolTimeout):
        return RetryAt("Telegram injoignable")
    if "too many requests" in dit or "pool timeout" in dit:
        return RetryAt("trop d'appels à la fois")
    if not isinstance(erreur, TimedOut) and not isinstance(cause, httpx.HTTPError):
        # A gateway breaks down before Telegram took the message, or after: it can't be told.
        return RetryAt(f"erreur de Telegram : {erreur.message}"[:200], peut_etre=True)
    return Uncertain("Telegram n'a pas répondu après l'envoi")
