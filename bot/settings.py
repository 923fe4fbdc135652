"""Settings, read from the environment and `.env`; `X_FILE` may hold the path of a secret."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class ReglagesInvalides(ValueError):
    """A setting that can't be used: one French line that names it."""


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

    @field_validator("log_level")
    @classmethod
    def _niveau(cls, valeur: str) -> str:
        if valeur.upper() not in {"DEBUG", "INFO", "WARNING", "ERROR"}:
            raise ValueError("niveau inconnu : DEBUG, INFO, WARNING ou ERROR")
        return valeur.upper()


def lire_reglages() -> Settings:
    """Read the settings; raises ReglagesInvalides with the variable's name."""
    try:
        return Settings(**_secrets_de_fichiers())
    except ValidationError as erreur:
        faute = erreur.errors()[0]
        nom = str(faute["loc"][0]) if faute["loc"] else "réglages"
        raise ReglagesInvalides(f"{nom} : valeur refusée, {faute['msg']}") from erreur


def _secrets_de_fichiers() -> dict[str, Any]:
    """Read `X_FILE` for each variable X that is not set itself."""
    lus = {}
    for champ in Settings.model_fields.values():
        nom = str(champ.alias)
        chemin = os.environ.get(f"{nom}_FILE")
        if chemin and not os.environ.get(nom):
            try:
                lus[nom] = Path(chemin).read_text(encoding="utf-8").strip()
            except OSError as erreur:
                raise ReglagesInvalides(f"{nom}_FILE : {chemin} ne se lit pas") from erreur
    return lus
