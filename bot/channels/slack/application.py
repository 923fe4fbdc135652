"""Bolt and the one configured client that every call goes through."""

from __future__ import annotations

import html
import logging
from collections.abc import Sequence
from dataclasses import dataclass, field

import aiohttp
from slack_bolt import BoltResponse
from slack_bolt.async_app import AsyncApp
from slack_bolt.oauth.async_callback_options import (
    AsyncCallbackOptions,
    AsyncFailureArgs,
    AsyncSuccessArgs,
)
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_sdk.web.async_client import AsyncWebClient

from bot.channels.slack.installations import Autorisation, EntrepotInstallations, EtatsOAuth
from bot.channels.slack.manifeste import DROITS

INSTALLER, RETOUR, EVENEMENTS = "/slack/install", "/slack/oauth_redirect", "/slack/events"
DUREE_APPEL = aiohttp.ClientTimeout(total=10, connect=5)


@dataclass(frozen=True)
class Acces:
    """The settings of the Slack app; each may be missing, `api` excepted."""

    api: str
    jeton: str | None = field(default=None, repr=False)
    jeton_application: str | None = field(default=None, repr=False)
    secret_signature: str | None = field(default=None, repr=False)
    client: str | None = None
    secret_client: str | None = field(default=None, repr=False)
    adresse_publique: str | None = None

    @property
    def plusieurs_espaces(self) -> bool:
        """Tell whether workspaces install the app themselves."""
        return bool(self.client and self.secret_client and self.adresse_publique)


def construire_client(acces: Acces) -> AsyncWebClient:
    """Build the client, in a running loop: our address, our session, no retries of its own."""
    return AsyncWebClient(
        base_url=acces.api.rstrip("/") + "/",
        session=aiohttp.ClientSession(timeout=DUREE_APPEL),
        retry_handlers=[],
    )


def construire(
    acces: Acces, client: AsyncWebClient, entrepot: EntrepotInstallations, etats: EtatsOAuth
) -> AsyncApp:
    """Build the Bolt application."""
    return AsyncApp(
        name="fluxbot",
        logger=logging.getLogger("slack_bolt"),
        client=client,
        signing_secret=acces.secret_signature or "",
        authorize=Autorisation(entrepot),  # type: ignore[arg-type]
        installation_store=entrepot,
        oauth_settings=_oauth(acces, entrepot, etats) if acces.plusieurs_espaces else None,
    )


def _oauth(acces: Acces, entrepot: EntrepotInstallations, etats: EtatsOAuth) -> AsyncOAuthSettings:
    public = (acces.adresse_publique or "").rstrip("/")
    racine = acces.api.rstrip("/").removesuffix("/api")
    return AsyncOAuthSettings(
        client_id=acces.client,
        client_secret=acces.secret_client,
        scopes=list(DROITS),
        user_scopes=[],
        redirect_uri=public + RETOUR,
        install_path=INSTALLER,
        redirect_uri_path=RETOUR,
        install_page_rendering_enabled=False,
        authorization_url=f"{racine}/oauth/v2/authorize",
        installation_store=entrepot,
        state_store=etats,
        callback_options=AsyncCallbackOptions(_installe, _refuse),
    )


async def _installe(args: AsyncSuccessArgs) -> BoltResponse:
    espace = html.escape(args.installation.team_name or "votre espace Slack")
    return _page(
        200,
        "fluxbot est installé",
        f"fluxbot est maintenant dans {espace}. Dans Slack, tapez /inscription pour entrer le code "
        "que vous a donné l'administrateur de fluxbot. Vous pouvez fermer cette page.",
    )


async def _refuse(args: AsyncFailureArgs) -> BoltResponse:
    return _page(
        args.suggested_status_code,
        "fluxbot n'a pas été installé",
        f"L'installation s'est arrêtée (raison : {html.escape(args.reason)}). Rien n'a changé. "
        f'Pour recommencer : <a href="{INSTALLER}">installer fluxbot</a>. Un lien ne sert '
        "qu'une fois et vaut dix minutes.",
    )


def _page(statut: int, titre: str, texte: str) -> BoltResponse:
    corps = (
        '<!doctype html><html lang="fr"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{titre}</title><style>body{{font:1.1rem/1.5 system-ui,sans-serif;max-width:36rem;"
        f"margin:4rem auto;padding:0 1rem}}</style></head><body><main><h1>{titre}</h1>"
        f"<p>{texte}</p></main></body></html>"
    )
    entetes: dict[str, str | Sequence[str]] = {
        "Content-Type": "text/html; charset=utf-8",
        "Cache-Control": "no-store",
        "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'",
    }
    return BoltResponse(status=statut, body=corps, headers=entetes)
