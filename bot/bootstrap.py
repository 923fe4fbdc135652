"""Composition root: the only file that knows every package.

Each part is imported by the function that builds it: a command pays for what it uses.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from bot.clock import HorlogeSysteme

if TYPE_CHECKING:
    from bot.channels.base import Service
    from bot.channels.email.acces import AccesSmtp
    from bot.channels.slack.application import Acces
    from bot.settings import Settings
    from storage.unit_of_work import Base


def ouvrir_base(reglages: Settings, *, verifier: bool = True) -> Base:
    """Open the database with its vault.

    Raises BaseNonPrete when it is absent or behind, CleInvalide for a bad key.
    """
    from storage import schema
    from storage.coffre import Coffre
    from storage.conventions.loader import conventions_livrees
    from storage.engine import ouvrir
    from storage.unit_of_work import Base

    moteur = ouvrir(reglages.database_url)
    if verifier:
        schema.exiger_a_jour(moteur)
    cle = reglages.secret_key.get_secret_value() if reglages.secret_key else ""
    coffre = Coffre(cle) if cle else None
    return Base(moteur, conventions_livrees(), coffre, reglages.public_url)


@cache
def horloge() -> HorlogeSysteme:
    """Give the clock of a real process: one for all its parts, which see the same jumps."""
    return HorlogeSysteme()


def services(reglages: Settings, base: Base) -> list[Service]:
    """Build every platform whose credentials are set; must be called in a running loop."""
    batis = (_telegram(reglages, base), _slack(reglages, base), _courriel(reglages, base))
    return [un for un in batis if un]


def _telegram(reglages: Settings, base: Base) -> Service | None:
    if reglages.telegram_bot_token is None:
        return None
    from bot.channels.telegram.service import ServiceTelegram, construire
    from bot.channels.telegram.telegram import Telegram
    from bot.copies.mandat import Mandat
    from bot.settings import secret_de

    application = construire(
        reglages.telegram_bot_token.get_secret_value(), reglages.telegram_api_url
    )
    service = ServiceTelegram(application, base, horloge())
    secret = secret_de(reglages.telegram_webhook_secret)
    mandat = Mandat(base, Telegram.nom, horloge())
    return Telegram(service, mandat, horloge(), secret, reglages.public_url)


def _slack(reglages: Settings, base: Base) -> Service | None:
    if not reglages.slack_regle:
        return None
    from bot.channels.slack.service import ServiceSlack

    return ServiceSlack(acces_slack(reglages), base, horloge())


def acces_slack(reglages: Settings) -> Acces:
    """Gather Slack's settings."""
    from bot.channels.slack.application import Acces
    from bot.settings import secret_de

    return Acces(
        reglages.slack_api_url,
        secret_de(reglages.slack_bot_token),
        secret_de(reglages.slack_app_token),
        secret_de(reglages.slack_signing_secret),
        reglages.slack_client_id,
        secret_de(reglages.slack_client_secret),
        reglages.public_url,
    )


def _courriel(reglages: Settings, base: Base) -> Service | None:
    if not reglages.courriel_regle:
        return None
    from bot.channels.email.service import ServiceCourriel

    return ServiceCourriel(acces_smtp(reglages), base, horloge())


def acces_smtp(reglages: Settings) -> AccesSmtp:
    """Gather mail's settings; raises ReglagesInvalides when one is missing."""
    from bot.channels.email.acces import AccesSmtp
    from bot.channels.email.adresses import lire_expediteur
    from bot.settings import ReglagesInvalides, secret_de

    if manque := reglages.manque_courriel():
        raise ReglagesInvalides(manque)
    assert reglages.smtp_host and reglages.smtp_from
    nom, adresse = lire_expediteur(reglages.smtp_from)
    return AccesSmtp(
        reglages.smtp_host,
        reglages.smtp_port,
        reglages.smtp_user,
        secret_de(reglages.smtp_password),
        nom,
        adresse,
    )
