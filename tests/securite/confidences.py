"""What no log may keep: one invented value of each kind."""

from __future__ import annotations

from datetime import UTC, datetime

from core.domain.acces import But
from core.domain.organisations import Membre, Nature, Organisation, Role
from storage.coffre import Coffre
from storage.liens import Liens

CLES = (
    "mJ5Zr1d1Dq0o2m3wXk9v1m7p4s6t8u0w2y4A6C8E0G0=",
    "Q0h1T2xKc1VwMnZ4N2I5YTFkM2Y1ZzdoOWoxbDNuNW8=",
)

REGLAGES = {
    "FLUXBOT_SECRET_KEY": ",".join(CLES),
    "FLUXBOT_DATABASE_URL": "postgresql+psycopg://fluxbot:Sucre%2FCanne-974@base.test/fluxbot",
    "TELEGRAM_BOT_TOKEN": "7012345678:AAH-jeton_de_Telegram-0123456789abc",
    "TELEGRAM_WEBHOOK_SECRET": "vanille-bourbon-webhook",
    "SLACK_BOT_TOKEN": "xoxb-1234567890-0987654321-AbCdEfGhIjKlMnOp",
    "SLACK_APP_TOKEN": "xapp-1-A0123456789-1234567890-0a1b2c3d4e5f",
    "SLACK_SIGNING_SECRET": "8f742231b10e8888abcd99yyyzzz85a5",
    "SLACK_CLIENT_ID": "111.222",
    "SLACK_CLIENT_SECRET": "33fea0113f5b1d2c4e6f8a9b0c1d2e3f",
    "SMTP_HOST": "smtp.test",
    "SMTP_USER": "avis",
    "SMTP_PASSWORD": 'gel%ée "piment" & co',
    "SMTP_FROM": "fluxbot <avis@exemple.fr>",
    "FLUXBOT_PUBLIC_URL": "https://fluxbot.test",
}

SECRETS = {
    "clé secrète": CLES[0],
    "ancienne clé secrète": CLES[1],
    "mot de passe de la base": "Sucre/Canne-974",
    "mot de passe de la base en adresse": "Sucre%2FCanne-974",
    "jeton de Telegram": REGLAGES["TELEGRAM_BOT_TOKEN"],
    "secret du webhook": REGLAGES["TELEGRAM_WEBHOOK_SECRET"],
    "jeton de Slack": REGLAGES["SLACK_BOT_TOKEN"],
    "jeton de la socket de Slack": REGLAGES["SLACK_APP_TOKEN"],
    "secret de signature de Slack": REGLAGES["SLACK_SIGNING_SECRET"],
    "secret du client de Slack": REGLAGES["SLACK_CLIENT_SECRET"],
    "mot de passe du courriel": REGLAGES["SMTP_PASSWORD"],
    "code": "K7QX-R2M9-ZT4V",
    "code tapé": "/inscription k7qxr2m9zt4w",
    "adresse de réponse de Slack": "https://hooks.slack.com/commands/T012/345/q1w2e3r4t5y6",
    "espace installé de Slack": "xoxe.xoxb-1-Mi0yLTk4NzY1NDMyMTA",
}

NUMEROS = (
    "974031800012310001",
    "974 0318 000123 10001",
    "974 0318 000123 10001",
    "974\u202f0318\u202f000123\u202f10001",
    "974.0318.000123.10001",
    "974-0318-000123-10001",
    "974‑0318‑000123‑10001",
    "974_0318_000123_10001",
    "974/0318/000123/10001",
    "9 7 4 0 3 1 8 0 0 0 1 2 3 1 0 0 0 1",
    "02a 0318 000123 1000z",
    "974%200318%20000123%2010001",
)

COORDONNEES = ("06 92 41 73 58", "+262 692 41 73 59", "0692417360", "jeanne.payet@orange.test")

NOMMES = {
    "nom": "Payet-Hoarau",
    "prenom": "Marie-Céleste",
    "telephone": "poste quarante-deux",
    "courriel": "sans arobase ici",
    "menage": "Famille Grondin",
    "texte": "au 3 rue des Badamiers",
}
"""What only its key gives away: a name looks like any word."""


def lien() -> str:
    """Give a signed link, as the program makes it."""
    membre = Membre(7, Organisation(3, "Le Port", Nature.COMMUNE), Role.AGENT)
    liens = Liens(Coffre(REGLAGES["FLUXBOT_SECRET_KEY"]), "https://fluxbot.test")
    return liens.pour(membre, But.ESPACE, datetime(2026, 3, 10, tzinfo=UTC))


def confidences() -> dict[str, str]:
    """Give everything that may be written anywhere, by kind."""
    adresse = lien()
    jeton = adresse.rpartition("/")[2]
    calendrier = f"https://fluxbot.test/calendrier/{jeton}.ics"
    liens = {"lien signé": adresse, "jeton de lien": jeton, "lien de calendrier": calendrier}
    numeros = {f"numéro unique {rang}": un for rang, un in enumerate(NUMEROS)}
    contacts = {f"coordonnée {rang}": une for rang, une in enumerate(COORDONNEES)}
    return {**SECRETS, **liens, **numeros, **contacts}


def traces(secret: str) -> set[str]:
    """Give what would betray a secret in a line: itself, or as a program writes it."""
    nu = secret.removeprefix("/inscription ")
    return {nu, repr(nu)[1:-1], ascii(nu)[1:-1], nu.replace("\\", "\\\\").replace('"', '\\"')}
