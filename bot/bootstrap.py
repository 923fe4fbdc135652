"""Composition root: the only file that knows every package."""

from __future__ import annotations

from bot.channels.telegram.service import ServiceTelegram, construire
from bot.clock import Horloge, HorlogeSysteme
from bot.settings import Settings
from storage import schema
from storage.coffre import Coffre
from storage.conventions.loader import conventions_livrees
from storage.engine import ouvrir
from storage.unit_of_work import Base


def ouvrir_base(reglages: Settings, *, verifier: bool = True) -> Base:
    """Open the database with its vault.

    Raises BaseNonPrete when it is absent or behind, CleInvalide for a bad key.
    """
    moteur = ouvrir(reglages.database_url)
    if verifier:
        schema.exiger_a_jour(moteur)
    cle = reglages.secret_key.get_secret_value() if reglages.secret_key else ""
    return Base(moteur, conventions_livrees(), Coffre(cle) if cle else None)


def horloge() -> Horloge:
    """Give the clock of a real process."""
    return HorlogeSysteme()


def service_telegram(reglages: Settings, base: Base) -> ServiceTelegram | None:
    """Build Telegram's side if its token is set."""
    if reglages.telegram_bot_token is None:
        return None
    application = construire(
        reglages.telegram_bot_token.get_secret_value(), reglages.telegram_api_url
    )
    return ServiceTelegram(application, base, horloge())
