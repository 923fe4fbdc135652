"""`fluxbot check`: the credentials, each asked of its own platform, and the public address."""

from __future__ import annotations

import httpx
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from telegram import Bot
from telegram.error import InvalidToken, NetworkError, TelegramError

from bot import bootstrap
from bot.channels.email.errors import Phase
from bot.channels.email.errors import issue as issue_du_courriel
from bot.channels.email.sender import ExpediteurCourriel
from bot.channels.slack.application import construire_client
from bot.channels.slack.errors import nom_de
from bot.channels.slack.manifeste import DROITS
from bot.channels.telegram.service import construire
from bot.cli.fautes import JETON_A_REPRENDRE, JETON_REFUSE
from bot.cli.verdict import Verdict
from bot.masques import masquer
from bot.settings import Settings

ATTENTE = 5.0
"""Seconds given to our own address to answer."""


async def verifier_les_acces(reglages: Settings) -> list[Verdict]:
    """Ask each platform that is set up whether it knows us, sending nothing."""
    verdicts = []
    if reglages.telegram_bot_token is not None or not reglages.plateformes_reglees:
        verdicts.append(await _telegram(reglages))
    if reglages.slack_regle:
        verdicts += await _slack(reglages)
    if reglages.courriel_regle and not reglages.manque_courriel():
        verdicts.append(await _courriel(reglages))
    if reglages.public_url:
        verdicts.append(await _adresse(reglages, reglages.public_url))
    return verdicts


async def _adresse(reglages: Settings, publique: str) -> Verdict:
    """See whether the public address leads here; while the bot is stopped, nothing can tell."""
    point = "Adresse publique"
    if await _repond(publique.rstrip("/")):
        return Verdict(point, True, f"{publique} mène au bot")
    if not await _repond(f"http://{reglages.http_host}:{reglages.http_port}"):
        return Verdict(point, True, f"{publique}, à vérifier quand le bot tournera")
    conseil = f"le mandataire https doit mener à {reglages.http_host}:{reglages.http_port}"
    return Verdict(point, False, f"{publique} ne mène pas au bot", conseil)


async def _repond(adresse: str) -> bool:
    try:
        async with httpx.AsyncClient(timeout=ATTENTE) as client:
            lu = await client.get(f"{adresse}/healthz")
        return lu.is_success and lu.json() == {"etat": "ok"}
    except (httpx.HTTPError, httpx.InvalidURL, ValueError):
        return False


async def _telegram(reglages: Settings) -> Verdict:
    if reglages.telegram_bot_token is None:
        return Verdict("Telegram", False, "non réglé", "TELEGRAM_BOT_TOKEN")
    bot: Bot = construire(
        reglages.telegram_bot_token.get_secret_value(), reglages.telegram_api_url
    ).bot
    try:
        async with bot:
            return Verdict("Telegram", True, f"@{bot.username} répond")
    except NetworkError:
        conseil = "le réseau de la machine, TELEGRAM_API_URL"
        return Verdict("Telegram", False, "injoignable", conseil)
    except InvalidToken:
        return Verdict("Telegram", False, JETON_REFUSE, JETON_A_REPRENDRE)
    except TelegramError as erreur:
        return Verdict(
            "Telegram", False, masquer(f"refusé : {erreur.message}"), "TELEGRAM_BOT_TOKEN"
        )


async def _slack(reglages: Settings) -> list[Verdict]:
    """Check each of Slack's tokens with Slack itself, and what they allow."""
    acces = bootstrap.acces_slack(reglages)
    client = construire_client(acces)
    try:
        verdicts = []
        if acces.jeton:
            verdicts.append(await _bot_slack(client, acces.jeton))
        if acces.jeton_application:
            verdicts.append(await _socket_slack(client, acces.jeton_application))
        return verdicts
    finally:
        assert client.session
        await client.session.close()


async def _bot_slack(client: AsyncWebClient, jeton: str) -> Verdict:
    try:
        lu = await client.auth_test(token=jeton)
    except Exception as erreur:
        return Verdict("Slack", False, _raison(erreur), "SLACK_BOT_TOKEN, SLACK_API_URL")
    accordes = str(lu.headers.get("x-oauth-scopes", "")).split(",")
    manquants = [un for un in DROITS if un not in [droit.strip() for droit in accordes]]
    if manquants:
        conseil = "réinstallez l'application avec le manifeste : fluxbot slack manifeste"
        return Verdict("Slack", False, f"droits manquants : {', '.join(manquants)}", conseil)
    return Verdict("Slack", True, f"@{lu['user']} répond, espace {lu['team']}")


async def _socket_slack(client: AsyncWebClient, jeton: str) -> Verdict:
    try:
        await client.apps_connections_open(app_token=jeton)
    except Exception as erreur:
        return Verdict("Socket Slack", False, _raison(erreur), "SLACK_APP_TOKEN (xapp-…)")
    return Verdict("Socket Slack", True, "Slack accepte la connexion")


async def _courriel(reglages: Settings) -> Verdict:
    """Connect to the mail server and log in, sending nothing."""
    acces = bootstrap.acces_smtp(reglages)
    try:
        await ExpediteurCourriel(acces, bootstrap.horloge()).verifier()
    except Exception as erreur:
        raison = getattr(issue_du_courriel(erreur, Phase.CONNEXION), "raison", "")
        conseil = "SMTP_HOST, SMTP_PORT, SMTP_USER, SMTP_PASSWORD"
        return Verdict("Courriel", False, raison, conseil)
    compte = "nos accès sont acceptés" if acces.utilisateur else "aucun compte"
    return Verdict("Courriel", True, f"{acces.hote}:{acces.port} répond, {compte}")


def _raison(erreur: Exception) -> str:
    """Say why Slack could not be asked."""
    if isinstance(erreur, SlackApiError):
        return f"refusé : {nom_de(erreur)}"
    return f"injoignable ({type(erreur).__name__})"
