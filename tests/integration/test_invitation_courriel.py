"""`fluxbot invite --courriel`: the code printed, and the e-mail that waits to be sent."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from tests.integration.test_ligne_de_commande import Lancer, lancer, prete

__all__ = ["lancer", "prete"]
JEAN = "jean@ville.example"


@pytest.fixture
def avec_courriel(prete: Lancer, monkeypatch: pytest.MonkeyPatch) -> Lancer:
    """The command line where mail is set up."""
    monkeypatch.setenv("SMTP_HOST", "127.0.0.1")
    monkeypatch.setenv("SMTP_FROM", "fluxbot <avis@exemple.fr>")
    monkeypatch.setenv("FLUXBOT_PUBLIC_URL", "https://fluxbot.exemple.fr")
    return prete


def attendent(dossier: Path) -> list[tuple[str, str]]:
    """Read (kind, address) of what waits in the outbox."""
    with create_engine(f"sqlite:///{dossier}/essai.db").connect() as connexion:
        return [
            (une[0], une[1]) for une in connexion.execute(text("select genre, adresse from envoi"))
        ]


def test_the_invitation_waits_and_the_code_still_stands_alone(
    avec_courriel: Lancer, tmp_path: Path
) -> None:
    fait = avec_courriel("invite", "le port", "--courriel", JEAN.title(), "--secours")
    assert fait.exit_code == 0, fait.stderr
    assert fait.stdout.splitlines()[-1].replace("-", "").isalnum()
    assert attendent(tmp_path) == [("invitation", JEAN)]


@pytest.mark.parametrize(
    ("arguments", "faute"),
    [
        (("--courriel", "jean"), "doit porter un « @ »"),
        (("--secours",), "--secours va avec --courriel"),
    ],
)
def test_a_bad_address_is_refused_in_a_line(
    avec_courriel: Lancer, arguments: tuple[str, ...], faute: str
) -> None:
    fait = avec_courriel("invite", "le port", *arguments)
    assert fait.exit_code == 2
    assert faute in fait.stderr


def test_without_mail_it_names_what_to_set(prete: Lancer) -> None:
    fait = prete("invite", "le port", "--courriel", JEAN)
    assert fait.exit_code == 2
    assert "SMTP_HOST" in fait.stderr
