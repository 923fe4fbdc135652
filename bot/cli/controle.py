"""What `fluxbot check` looks at, one verdict a point."""

from __future__ import annotations

from dataclasses import dataclass

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from telegram import Bot
from telegram.error import TelegramError

from bot import bootstrap
from bot.channels.email.errors import Phase
from bot.channels.email.errors import issue as issue_du_courriel
from bot.channels.email.sender import ExpediteurCourriel
from bot.channels.slack.application import construire_client
from bot.channels.slack.errors import nom_de
from bot.channels.slack.manifeste import DROITS
from bot.channels.telegram.service import construire
from bot.log import masquer
from bot.settings import Settings
from storage.coffre import CleAbsente, CleInvalide, Coffre
from storage.schema import BaseNonPrete
from storage.unit_of_work import Base


@dataclass(frozen=True)
class Verdict:
    """One point: whether it is right, what was found, what to do."""

    point: str
    bon: bool
    resultat: str
    conseil: str = ""


async def controler(reglages: Settings) -> list[Verdict]:
    """Look at the key, the database, the conventions, the administrators, the credentials."""
    verdicts = [_cle(reglages)]
    base, verdict = _base(reglages)
    verdicts.append(verdict)
    if base:
        verdicts += [_conventions(base), _administrateur(base)]
    if reglages.telegram_bot_token is not None or not reglages.plateformes_reglees:
        verdicts.append(await _telegram(reglages))
    if reglages.slack_regle:
        verdicts += await _slack(reglages)
    if reglages.courriel_regle and not reglages.manque_courriel():
        verdicts.append(await _courriel(reglages))
    if manque := reglages.manque():
        verdicts.append(Verdict("Réglages", False, "il en manque un", manque))
    return verdicts


def _cle(reglages: Settings) -> Verdict:
    if reglages.secret_key is None:
        return Verdict(
            "Clé secrète", False, "absente", "fluxbot cle nouvelle, puis FLUXBOT_SECRET_KEY"
        )
    try:
        Coffre(reglages.secret_key.get_secret_value())
    except CleInvalide as faute:
        return Verdict("Clé secrète", False, "invalide", str(faute))
    return Verdict("Clé secrète", True, "présente")


def _base(reglages: Settings) -> tuple[Base | None, Verdict]:
    try:
        base = bootstrap.ouvrir_base(reglages)
        with base.transaction() as uow:
            nombre = len(uow.organisations.toutes())
    except BaseNonPrete as faute:
        return None, Verdict("Base de données", False, "pas prête", str(faute))
    except (CleInvalide, CleAbsente):
        return None, Verdict("Base de données", False, "clé illisible", "voir la clé secrète")
    except Exception as erreur:
        nom = type(erreur).__name__
        return None, Verdict(
            "Base de données", False, f"injoignable ({nom})", "FLUXBOT_DATABASE_URL"
        )
    return base, Verdict("Base de données", True, f"à jour, {nombre} organisations")


def _conventions(base: Base) -> Verdict:
    """Every organisation bound to a convention must be bound to one on file."""
    with base.transaction() as uow:
        inconnues = {
            convention
            for une in uow.organisations.toutes()
            for convention in uow.organisations.conventions_de(une.id)
            if convention not in base.conventions
        }
    if inconnues:
        return Verdict(
            "Conventions",
            False,
            f"inconnues : {', '.join(sorted(inconnues))}",
            "fluxbot convention list",
        )
    return Verdict("Conventions", True, f"{len(base.conventions)} en service")


def _administrateur(base: Base) -> Verdict:
    with base.transaction() as uow:
        joignables = uow.canaux.administrateurs()
    if not joignables:
        return Verdict(
            "Administrateur",
            False,
            "aucun n'est joignable",
            "fluxbot invite ORGANISATION --role administrateur",
        )
    return Verdict("Administrateur", True, f"{len(joignables)} joignable(s)")


async def _telegram(reglages: Settings) -> Verdict:
    if reglages.telegram_bot_token is None:
        return Verdict("Telegram", False, "non réglé", "TELEGRAM_BOT_TOKEN")
    bot: Bot = construire(
        reglages.telegram_bot_token.get_secret_value(), reglages.telegram_api_url
    ).bot
    try:
        async with bot:
            return Verdict("Telegram", True, f"@{bot.username} répond")
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
