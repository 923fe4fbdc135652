"""Settings, read from the environment and `.env`; `X_FILE` may hold the path of a secret."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.channels.email.acces import sur_cette_machine
from bot.channels.email.adresses import lire_expediteur
from core.texte import extrait, liste_fr

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails


class ReglagesInvalides(ValueError):
    """A setting that can't be used: one French line that names it."""


_PUBLIC = "Exemple : FLUXBOT_PUBLIC_URL=https://fluxbot.exemple.fr"


def secret_de(secret: SecretStr | None) -> str | None:
    """Give the text of a secret, if it is set."""
    return secret.get_secret_value() if secret else None


class Settings(BaseSettings):
    """Every variable that the program reads; `.env.example` explains them."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", env_ignore_empty=True)

    database_url: str = Field("sqlite:///fluxbot.db", alias="FLUXBOT_DATABASE_URL")
    secret_key: SecretStr | None = Field(None, alias="FLUXBOT_SECRET_KEY")
    http_host: str = Field("127.0.0.1", alias="FLUXBOT_HTTP_HOST")
    http_port: int = Field(8080, alias="FLUXBOT_HTTP_PORT", ge=0, le=65535)
    public_url: str | None = Field(None, alias="FLUXBOT_PUBLIC_URL")
    tick_seconds: int = Field(30, alias="FLUXBOT_TICK_SECONDS", ge=1, le=3600)
    log_level: str = Field("INFO", alias="FLUXBOT_LOG_LEVEL")
    log_format: str = Field("console", alias="FLUXBOT_LOG_FORMAT", pattern="^(console|json)$")
    telegram_bot_token: SecretStr | None = Field(None, alias="TELEGRAM_BOT_TOKEN")
    telegram_api_url: str = Field("https://api.telegram.org", alias="TELEGRAM_API_URL")
    telegram_webhook_secret: SecretStr | None = Field(None, alias="TELEGRAM_WEBHOOK_SECRET")

    slack_bot_token: SecretStr | None = Field(None, alias="SLACK_BOT_TOKEN")
    slack_app_token: SecretStr | None = Field(None, alias="SLACK_APP_TOKEN")
    slack_signing_secret: SecretStr | None = Field(None, alias="SLACK_SIGNING_SECRET")
    slack_api_url: str = Field("https://slack.com/api/", alias="SLACK_API_URL")
    slack_client_id: str | None = Field(None, alias="SLACK_CLIENT_ID")
    slack_client_secret: SecretStr | None = Field(None, alias="SLACK_CLIENT_SECRET")

    smtp_host: str | None = Field(None, alias="SMTP_HOST")
    smtp_port: int = Field(587, alias="SMTP_PORT", ge=1, le=65535)
    smtp_user: str | None = Field(None, alias="SMTP_USER")
    smtp_password: SecretStr | None = Field(None, alias="SMTP_PASSWORD")
    smtp_from: str | None = Field(None, alias="SMTP_FROM")

    @property
    def slack_regle(self) -> bool:
        """Tell whether Slack is set up: one workspace's token, or an app that many install."""
        return self.slack_bot_token is not None or self.slack_client_id is not None

    @property
    def plateformes_reglees(self) -> bool:
        """Tell whether there is anything to serve."""
        return self.telegram_bot_token is not None or self.slack_regle or self.courriel_regle

    @property
    def courriel_regle(self) -> bool:
        """Tell whether mail is set up."""
        return self.smtp_host is not None

    def secrets(self) -> list[str]:
        """Give every secret that is set, each key apart, for the logs to blank out."""
        poses = [secret_de(un) or "" for un in vars(self).values() if isinstance(un, SecretStr)]
        trouves = [self.database_url.rpartition("@")[0].rpartition(":")[2]]
        for un in poses:
            trouves += [un, *un.split(",")]
        return [un.strip() for un in (*trouves, *map(unquote, trouves)) if un.strip()]

    def manque(self) -> str | None:
        """Say, in one sentence, which setting another one calls for; None when all is there."""
        return self._manque_telegram() or self._manque_slack() or self.manque_courriel()

    def _manque_telegram(self) -> str | None:
        if self.telegram_webhook_secret is not None and self.public_url is None:
            return f"TELEGRAM_WEBHOOK_SECRET demande aussi FLUXBOT_PUBLIC_URL. {_PUBLIC}"
        return None

    def _manque_slack(self) -> str | None:
        if not self.slack_regle:
            return None
        if self.slack_app_token is None and self.slack_signing_secret is None:
            return (
                "Slack ne peut rien nous remettre. Ajoutez SLACK_APP_TOKEN (Socket Mode, xapp-…) "
                "ou SLACK_SIGNING_SECRET (HTTP)."
            )
        if (self.slack_client_id is None) != (self.slack_client_secret is None):
            return "SLACK_CLIENT_ID et SLACK_CLIENT_SECRET vont ensemble : il en manque un."
        if self.slack_client_id is not None and self.public_url is None:
            return f"SLACK_CLIENT_ID demande aussi FLUXBOT_PUBLIC_URL. {_PUBLIC}"
        return None

    def manque_courriel(self) -> str | None:
        """Say, in one sentence, which setting mail calls for; None when all is there."""
        if not self.courriel_regle:
            return None
        if self.smtp_from is None:
            return (
                "SMTP_HOST demande aussi SMTP_FROM. Exemple : SMTP_FROM=fluxbot <avis@exemple.fr>"
            )
        if (self.smtp_user is None) != (self.smtp_password is None):
            return "SMTP_USER et SMTP_PASSWORD vont ensemble : il en manque un."
        if self.public_url is None:
            return f"SMTP_HOST demande aussi FLUXBOT_PUBLIC_URL : les liens y mènent. {_PUBLIC}"
        return None

    @field_validator("database_url")
    @classmethod
    def _mot_de_passe_lisible(cls, valeur: str) -> str:
        if valeur.partition("://")[2].count("@") > 1:
            raise ValueError("un signe @ du mot de passe s'écrit %40, un / s'écrit %2F")
        return valeur

    @field_validator("smtp_from")
    @classmethod
    def _expediteur(cls, valeur: str | None) -> str | None:
        if valeur is not None:
            lire_expediteur(valeur)
        return valeur

    @field_validator("smtp_host")
    @classmethod
    def _serveur(cls, valeur: str | None) -> str | None:
        if valeur and (not valeur.isascii() or any(signe in valeur for signe in "/@ ")):
            raise ValueError("le nom du serveur seul. Exemple : SMTP_HOST=smtp.exemple.fr")
        return valeur

    @field_validator("public_url")
    @classmethod
    def _adresse_publique(cls, valeur: str | None) -> str | None:
        if valeur is not None and not _chiffree(valeur):
            raise ValueError(f"il faut une adresse en https. {_PUBLIC}")
        return valeur

    @field_validator("log_level")
    @classmethod
    def _niveau(cls, valeur: str) -> str:
        if valeur.upper() not in {"DEBUG", "INFO", "WARNING", "ERROR"}:
            raise ValueError("niveau inconnu : DEBUG, INFO, WARNING ou ERROR")
        return valeur.upper()


def _chiffree(adresse: str) -> bool:
    """Tell whether an address is in https, or in http and of this very machine."""
    try:
        lue = urlsplit(adresse)
        hote = lue.hostname or ""
    except ValueError:
        return False
    return bool(hote) and (
        lue.scheme == "https" or (lue.scheme == "http" and sur_cette_machine(hote))
    )


def lire_reglages() -> Settings:
    """Read the settings; raises ReglagesInvalides with the variable's name."""
    try:
        return Settings(**_secrets_de_fichiers())
    except ValidationError as erreur:
        faute = erreur.errors()[0]
        nom = str(faute["loc"][0]) if faute["loc"] else "réglages"
        raise ReglagesInvalides(f"{nom} : valeur refusée, {_raison(nom, faute)}") from erreur


def _raison(nom: str, faute: ErrorDetails) -> str:
    """Say why a variable's value is refused, with a right one; the value of a secret is kept."""
    if faute["type"] == "value_error":
        return faute["msg"].removeprefix("Value error, ")
    champ = next((un for un in Settings.model_fields.values() if un.alias == nom), None)
    if champ is None or "Secret" in str(champ.annotation):
        return "elle ne convient pas. Voyez .env.example"
    exemple = f" Exemple : {nom}={champ.default}" if champ.default is not None else ""
    return f"{regle_enfreinte(faute)}.{exemple}"


def regle_enfreinte(faute: ErrorDetails) -> str:
    """Say in French what pydantic reproaches a value with: « abc » n'est pas un nombre entier."""
    valeur, bornes = f"« {extrait(str(faute['input']))} »", faute.get("ctx", {})
    match faute["type"]:
        case "greater_than_equal":
            return f"{valeur} est trop petit : au moins {bornes['ge']}"
        case "less_than_equal":
            return f"{valeur} est trop grand : au plus {bornes['le']}"
        case "string_pattern_mismatch":
            permis = str(bornes["pattern"]).strip("^$()").split("|")
            return f"{valeur} n'est pas permis : {liste_fr(permis, 'ou')}"
        case genre if genre.startswith("int_"):
            return f"{valeur} n'est pas un nombre entier"
        case _:
            return f"{valeur} ne convient pas"


def _secrets_de_fichiers() -> dict[str, Any]:
    """Read `X_FILE` for each variable X that is not set itself; the environment wins."""
    ecrites = _lignes_du_fichier_env()
    lus = {}
    for champ in Settings.model_fields.values():
        nom = str(champ.alias)
        chemin = os.environ.get(f"{nom}_FILE")
        if not chemin and not ecrites.get(nom):
            chemin = ecrites.get(f"{nom}_FILE")
        if chemin and not os.environ.get(nom):
            lus[nom] = _lire_le_secret(nom, chemin)
    return lus


def _lignes_du_fichier_env() -> Mapping[str, str | None]:
    """Read the lines of `.env`, as pydantic does; it gives only the variables that it knows."""
    fichier = Settings.model_config.get("env_file")
    if not isinstance(fichier, str) or not Path(fichier).is_file():
        return {}
    from dotenv import dotenv_values

    return dotenv_values(fichier, encoding="utf-8")


def _lire_le_secret(nom: str, chemin: str) -> str:
    """Read the file that holds a variable's value."""
    try:
        lu = Path(chemin).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as erreur:
        raise ReglagesInvalides(f"{nom}_FILE : {chemin} ne se lit pas") from erreur
    if not lu:
        raise ReglagesInvalides(f"{nom}_FILE : {chemin} est vide")
    return lu
