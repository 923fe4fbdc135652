"""One table: what Slack's error means for a send."""

from __future__ import annotations

import traceback
from datetime import timedelta

import aiohttp
from slack_sdk.errors import SlackApiError, SlackRequestError

from core.domain.envois import Gone, Outcome, Rejected, RetryAt, Sent, Uncertain

MORTE = "destination morte"
ACCES = "accès refusé"
SANS_EFFET = "sans effet"
PLUS_TARD = "plus tard"
EN_PANNE = "en panne"
INCERTAIN = "incertain"

TABLE: dict[str, str] = {
    "channel_not_found": MORTE,
    "not_in_channel": MORTE,
    "is_archived": MORTE,
    "user_not_found": MORTE,
    "users_not_found": MORTE,
    "user_not_visible": MORTE,
    "user_disabled": MORTE,
    "cannot_dm_bot": MORTE,
    "messages_tab_disabled": MORTE,
    "restricted_action": MORTE,
    "restricted_action_read_only_channel": MORTE,
    "account_inactive": ACCES,
    "token_revoked": ACCES,
    "token_expired": ACCES,
    "invalid_auth": ACCES,
    "not_authed": ACCES,
    "access_denied": ACCES,
    "team_access_not_granted": ACCES,
    "message_not_found": SANS_EFFET,
    "edit_window_closed": SANS_EFFET,
    "cant_update_message": SANS_EFFET,
    "not_found": SANS_EFFET,
    "ratelimited": PLUS_TARD,
    "rate_limited": PLUS_TARD,
    "message_limit_exceeded": PLUS_TARD,
    "service_unavailable": PLUS_TARD,
    "team_added_to_org": PLUS_TARD,
    "org_login_required": PLUS_TARD,
    "hash_conflict": PLUS_TARD,
    "missing_scope": PLUS_TARD,
    "internal_error": EN_PANNE,
    "request_timeout": EN_PANNE,
    "fatal_error": INCERTAIN,
}
"""Anything else means that this message will never pass; the destination is fine."""

ADRESSES_FAUSSES = frozenset(nom for nom, sens in TABLE.items() if sens == MORTE)


def nom_de(erreur: SlackApiError) -> str:
    """Give Slack's word for an error."""
    reponse = erreur.response
    statut = getattr(reponse, "status_code", getattr(reponse, "status", 200))
    if statut == 429:
        return "ratelimited"
    lu = getattr(reponse, "data", None)
    nom = lu.get("error") if isinstance(lu, dict) else None
    if nom:
        return str(nom)
    return "service_unavailable" if statut == 503 else "internal_error"


def issue(erreur: Exception) -> Outcome:
    """Give the outcome of a failed call; what is not Slack's or the network's is raised again."""
    match erreur:
        case SlackApiError():
            return _reponse(erreur)
        case aiohttp.ClientConnectorError() | aiohttp.ConnectionTimeoutError():
            return RetryAt("Slack injoignable")
        case SlackRequestError():
            return RetryAt("le fichier n'a pas pu être déposé")
        case TimeoutError() | aiohttp.ClientError() | OSError():
            return Uncertain("Slack n'a pas répondu après l'envoi")
        case AttributeError() | ValueError() if _vient_du_sdk(erreur):
            return RetryAt("Slack a répondu par autre chose que du JSON", peut_etre=True)
        case _:
            raise erreur


def _vient_du_sdk(erreur: Exception) -> bool:
    """Tell whether the SDK itself stumbled on an answer: it reads a proxy's page as its own."""
    trace = traceback.extract_tb(erreur.__traceback__)
    return bool(trace) and "slack_sdk" in trace[-1].filename


def _reponse(erreur: SlackApiError) -> Outcome:
    nom = nom_de(erreur)
    match TABLE.get(nom):
        case sens if sens in (MORTE, ACCES):
            return Gone(f"{sens} : {nom}")
        case sens if sens == SANS_EFFET:
            return Sent("")
        case sens if sens == PLUS_TARD:
            return RetryAt(f"Slack demande d'attendre : {nom}", _attente(erreur))
        case sens if sens == EN_PANNE:
            return RetryAt(f"erreur de Slack : {nom}", _attente(erreur), peut_etre=True)
        case sens if sens == INCERTAIN:
            return Uncertain(f"erreur de Slack : {nom}")
        case _:
            return Rejected(nom)


def _attente(erreur: SlackApiError) -> timedelta | None:
    """Read how long Slack asks to wait, if it says."""
    entetes = getattr(erreur.response, "headers", None) or {}
    secondes = str(entetes.get("Retry-After", ""))
    return timedelta(seconds=int(secondes)) if secondes.isdigit() else None
