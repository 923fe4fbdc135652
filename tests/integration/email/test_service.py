"""E-mail in the process: its credentials, and how far its pages were open."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.channels.email.acces import AccesSmtp, CourrielRefuse
from bot.channels.email.service import ServiceCourriel
from bot.clock import HorlogeReglable
from core.domain.organisations import COURRIEL
from storage.unit_of_work import Base
from tests.fakes.smtp import FakeSmtp
from tests.integration.email.conftest import PUBLIQUE, Lancer
from tests.integration.outils import MAINTENANT

MINUTE = timedelta(minutes=1)


@pytest.fixture
def ferme() -> Iterator[FakeSmtp]:
    """A server that lets one account in."""
    with FakeSmtp(user="fluxbot", password="juste") as serveur:
        yield serveur


def un_service(base: Base, fake: FakeSmtp, mot_de_passe: str | None = None) -> ServiceCourriel:
    compte = "fluxbot" if mot_de_passe else None
    acces = AccesSmtp("127.0.0.1", fake.port, compte, mot_de_passe, "fluxbot", "avis@fluxbot.test")
    return ServiceCourriel(acces, base, HorlogeReglable(MAINTENANT))


async def test_an_accepted_account_starts_and_is_known(base: Base, ferme: FakeSmtp) -> None:
    with base.transaction() as uow:
        assert not uow.ecoutes.connait(COURRIEL)
    service = un_service(base, ferme, "juste")
    await service.demarrer()
    with base.transaction() as uow:
        assert uow.ecoutes.connait(COURRIEL)
        assert uow.ecoutes.jusqu_a() == MAINTENANT
    assert service.entendu_le == MAINTENANT
    assert ferme.messages == []


async def test_a_refused_account_stops_and_names_the_settings(
    base_sqlite: Base, ferme: FakeSmtp
) -> None:
    with pytest.raises(CourrielRefuse, match=r"SMTP_USER, SMTP_PASSWORD.*\(535\)") as refus:
        await un_service(base_sqlite, ferme, "secret-faux").demarrer()
    assert "secret-faux" not in str(refus.value)


async def test_an_unreachable_server_stops_nothing(base_sqlite: Base, fake: FakeSmtp) -> None:
    fake.stop()
    service = un_service(base_sqlite, fake)
    with capture_logs() as lignes:
        await service.demarrer()
    assert [une["log_level"] for une in lignes] == ["warning"]
    assert service.entendu_le == MAINTENANT


@pytest.mark.parametrize(("arret", "avoue"), [(9 * MINUTE, False), (11 * MINUTE, True)])
async def test_a_stop_longer_than_ten_minutes_is_owned_up_to(
    base_sqlite: Base, fake: FakeSmtp, arret: timedelta, avoue: bool
) -> None:
    service = un_service(base_sqlite, fake)
    await service.battre(MAINTENANT)
    await service.faire_le_point(MAINTENANT + arret)
    with base_sqlite.transaction() as uow:
        silence = uow.ecoutes.silence_autour(MAINTENANT + MINUTE)
    assert silence == ((MAINTENANT, MAINTENANT + arret) if avoue else None)


def regler(monkeypatch: pytest.MonkeyPatch, variables: dict[str, Any]) -> None:
    for nom, valeur in variables.items():
        monkeypatch.setenv(nom, valeur)
    monkeypatch.setenv("FLUXBOT_PUBLIC_URL", PUBLIQUE)
    monkeypatch.delenv("TELEGRAM_BOT_TOKEN", raising=False)


@pytest.mark.parametrize(
    ("mot_de_passe", "dit"),
    [("juste", "nos accès sont acceptés"), ("faux", "refuse nos accès (535)")],
)
def test_check_logs_in_to_the_mail_server(
    lancer: Lancer, ferme: FakeSmtp, monkeypatch: pytest.MonkeyPatch, mot_de_passe: str, dit: str
) -> None:
    regler(monkeypatch, ferme.env() | {"SMTP_PASSWORD": mot_de_passe})
    fait = lancer("check")
    assert dit in " ".join(fait.stdout.split())
    assert "Telegram" not in fait.stdout


def test_serve_says_which_setting_mail_calls_for(
    lancer: Lancer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SMTP_HOST", "127.0.0.1")
    monkeypatch.delenv("TELEGRAM_BOT_TOKEN", raising=False)
    fait = lancer("serve")
    assert (fait.exit_code, "SMTP_HOST demande aussi SMTP_FROM" in fait.stderr) == (2, True)
