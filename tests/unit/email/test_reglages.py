"""Mail's settings: what they call for, and the sentence when one can't be used."""

from __future__ import annotations

import pytest

from bot import bootstrap
from bot.settings import ReglagesInvalides, Settings, lire_reglages

SERVEUR = {"SMTP_HOST": "smtp.exemple.fr"}
COMPLETS = SERVEUR | {
    "SMTP_FROM": "fluxbot <avis@exemple.fr>",
    "FLUXBOT_PUBLIC_URL": "https://fluxbot.exemple.fr",
}


def reglages(monkeypatch: pytest.MonkeyPatch, variables: dict[str, str]) -> Settings:
    """Read the settings of an environment where nothing else is set."""
    for champ in Settings.model_fields.values():
        monkeypatch.delenv(str(champ.alias), raising=False)
    monkeypatch.setitem(Settings.model_config, "env_file", None)
    for nom, valeur in variables.items():
        monkeypatch.setenv(nom, valeur)
    return lire_reglages()


def test_a_mail_server_is_enough_to_serve(monkeypatch: pytest.MonkeyPatch) -> None:
    lus = reglages(monkeypatch, COMPLETS)
    assert lus.plateformes_reglees
    assert lus.manque() is None
    acces = bootstrap.acces_smtp(lus)
    assert (acces.hote, acces.port, acces.nom, acces.adresse, acces.domaine) == (
        "smtp.exemple.fr",
        587,
        "fluxbot",
        "avis@exemple.fr",
        "exemple.fr",
    )


@pytest.mark.parametrize(
    ("retire", "ajoute", "phrase"),
    [
        ("SMTP_FROM", {}, "SMTP_HOST demande aussi SMTP_FROM."),
        ("FLUXBOT_PUBLIC_URL", {}, "SMTP_HOST demande aussi FLUXBOT_PUBLIC_URL"),
        ("", {"SMTP_USER": "fluxbot"}, "SMTP_USER et SMTP_PASSWORD vont ensemble"),
        ("", {"SMTP_PASSWORD": "secret"}, "SMTP_USER et SMTP_PASSWORD vont ensemble"),
    ],
)
def test_what_a_mail_server_calls_for_is_said(
    monkeypatch: pytest.MonkeyPatch, retire: str, ajoute: dict[str, str], phrase: str
) -> None:
    variables = {nom: un for nom, un in COMPLETS.items() if nom != retire} | ajoute
    lus = reglages(monkeypatch, variables)
    assert str(lus.manque()).startswith(phrase)
    with pytest.raises(ReglagesInvalides, match=phrase):
        bootstrap.acces_smtp(lus)


def test_the_faults_of_mail_are_said_beside_telegram(monkeypatch: pytest.MonkeyPatch) -> None:
    lus = reglages(monkeypatch, SERVEUR | {"TELEGRAM_BOT_TOKEN": "123456:jeton"})
    assert lus.manque()


@pytest.mark.parametrize(
    ("nom", "valeur", "phrase"),
    [
        ("SMTP_FROM", "fluxbot", "« fluxbot » n'est pas une adresse. Exemple : fluxbot <"),
        ("SMTP_FROM", "a@b\r\nBcc: c@d.fr", "Exemple : fluxbot <avis@exemple.fr>"),
        ("SMTP_FROM", "é@exemple.fr", "n'est pas une adresse"),
        ("SMTP_FROM", f"avis@{'a' * 40}.fr", "domaine de 43 caractères, 42 au plus"),
        ("SMTP_HOST", "smtp://exemple.fr", "le nom du serveur seul"),
        ("FLUXBOT_PUBLIC_URL", "http://fluxbot.exemple.fr", "il faut une adresse en https"),
        ("FLUXBOT_PUBLIC_URL", "fluxbot.exemple.fr", "il faut une adresse en https"),
        ("FLUXBOT_PUBLIC_URL", "https://[", "il faut une adresse en https"),
    ],
)
def test_a_value_that_cannot_be_used_is_one_french_sentence(
    monkeypatch: pytest.MonkeyPatch, nom: str, valeur: str, phrase: str
) -> None:
    with pytest.raises(ReglagesInvalides) as faute:
        reglages(monkeypatch, COMPLETS | {nom: valeur})
    assert str(faute.value).startswith(f"{nom} : valeur refusée, ")
    assert phrase in str(faute.value)
    assert "Value error" not in str(faute.value)


@pytest.mark.parametrize("adresse", ["http://127.0.0.1:8080", "http://localhost"])
def test_a_public_address_of_this_machine_needs_no_encryption(
    monkeypatch: pytest.MonkeyPatch, adresse: str
) -> None:
    assert reglages(monkeypatch, COMPLETS | {"FLUXBOT_PUBLIC_URL": adresse}).manque() is None
