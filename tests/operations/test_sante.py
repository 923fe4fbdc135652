"""/healthz, /readyz and /metrics: a verdict and its reasons, in bounded time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from threading import Event
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

from bot.clock import HorlogeReglable
from bot.health import Sante
from bot.web.sante import routes
from bot.web.sonde import Sonde
from storage.unit_of_work import Base
from tests.integration.outils import MAINTENANT, nouvel_envoi

TOLERANCE = timedelta(minutes=2)
Lire = Callable[..., Any]


@pytest.fixture
def sante() -> Sante:
    """Give the health of a copy that just ticked, and hears Telegram."""
    return Sante(MAINTENANT, {"telegram": MAINTENANT})


@pytest.fixture
def horloge() -> HorlogeReglable:
    """Give a clock."""
    return HorlogeReglable(MAINTENANT)


def client(base: Base, sante: Sante, horloge: HorlogeReglable, delai: float = 4.0) -> Any:
    """Give a client of the three routes; `delai`: seconds that the database is given."""
    sonde = Sonde(base, horloge, delai)
    application = Starlette(routes=routes(base, sante, horloge, TOLERANCE, sonde))
    transport = httpx.ASGITransport(application)
    return httpx.AsyncClient(transport=transport, base_url="http://fluxbot")


async def pret(base: Base, sante: Sante, horloge: HorlogeReglable) -> tuple[int, Any]:
    """Ask /readyz; gives its code and what it says."""
    async with client(base, sante, horloge) as ouvert:
        lu = await ouvert.get("/readyz")
    return lu.status_code, lu.json()


async def test_a_copy_that_works_is_ready_and_gives_the_age_of_each_point(
    base: Base, sante: Sante, horloge: HorlogeReglable
) -> None:
    horloge.avancer(timedelta(seconds=20))
    code, dit = await pret(base, sante, horloge)
    assert (code, dit["etat"], dit["soucis"]) == (200, "ok", [])
    ms = dit["points"].pop("base")["ms"]
    assert 0 < ms < 4000
    assert dit["points"] == {
        "métronome": {"bon": True, "age": 20.0},
        "telegram": {"bon": True, "age": 20.0},
        "envois": {"bon": True, "age": None},
        "échéances": {"bon": True, "age": None},
    }


async def test_a_metronome_or_a_platform_that_stands_still_is_said_in_french(
    base_sqlite: Base, sante: Sante, horloge: HorlogeReglable
) -> None:
    horloge.avancer(timedelta(minutes=3))
    code, dit = await pret(base_sqlite, sante, horloge)
    assert code == 503
    assert dit["soucis"] == [
        "le métronome des échéances ne bat plus",
        "telegram n'est plus écouté",
    ]


async def test_a_copy_that_has_not_ticked_yet_is_not_ready(
    base_sqlite: Base, horloge: HorlogeReglable
) -> None:
    code, dit = await pret(base_sqlite, Sante(), horloge)
    assert (code, dit["points"]["métronome"]) == (503, {"bon": False, "age": None})


async def test_a_platform_that_another_copy_listens_to_is_no_worry(
    base_sqlite: Base, sante: Sante, horloge: HorlogeReglable
) -> None:
    sante.en_reserve.add("telegram")
    sante.dernier_tic = MAINTENANT + timedelta(hours=1)
    horloge.avancer(timedelta(hours=1))
    code, dit = await pret(base_sqlite, sante, horloge)
    assert (code, dit["points"]["telegram"]) == (200, {"bon": True, "en_reserve": True})


@pytest.mark.parametrize(("plateforme", "code"), [("essai", 503), ("retirée", 200)])
async def test_a_send_that_should_have_left_is_a_worry_of_the_copies_that_can_send_it(
    base_sqlite: Base, horloge: HorlogeReglable, plateforme: str, code: int
) -> None:
    with base_sqlite.transaction() as uow:
        uow.envois.ajouter(nouvel_envoi("a"))
    horloge.avancer(timedelta(minutes=12))
    maintenant = horloge.maintenant()
    lu, dit = await pret(base_sqlite, Sante(maintenant, {plateforme: maintenant}), horloge)
    assert lu == code
    attendus = ["un envoi aurait dû partir il y a 12\xa0minutes"] if code == 503 else []
    assert dit["soucis"] == attendus


@pytest.fixture
def figee(base_sqlite: Base, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Give a database that hangs until the end of the test, and how often it was asked."""
    fin, demandes = Event(), []

    def attendre(*_: Any) -> None:
        demandes.append(1)
        fin.wait(20)

    monkeypatch.setattr("bot.web.sonde.relever", attendre)
    yield base_sqlite, demandes
    fin.set()


async def test_a_database_that_hangs_makes_the_copy_not_ready_instead_of_hanging(
    figee: Any, sante: Sante, horloge: HorlogeReglable
) -> None:
    async with client(figee[0], sante, horloge, delai=0.05) as ouvert:
        lu = await ouvert.get("/readyz")
        assert (lu.status_code, lu.json()["soucis"]) == (503, ["la base ne répond pas"])
        assert (await ouvert.get("/healthz")).json() == {"etat": "ok"}


async def test_a_database_that_hangs_is_not_asked_again_by_each_probe(
    figee: Any, sante: Sante, horloge: HorlogeReglable
) -> None:
    async with client(figee[0], sante, horloge, delai=0.02) as ouvert:
        for _ in range(5):
            assert (await ouvert.get("/readyz")).status_code == 503
    assert len(figee[1]) == 1


async def test_without_a_database_the_metrics_of_the_process_are_still_given(
    figee: Any, sante: Sante, horloge: HorlogeReglable
) -> None:
    async with client(figee[0], sante, horloge, delai=0.05) as ouvert:
        lues = (await ouvert.get("/metrics")).text
    assert "fluxbot_base_joignable 0.0" in lues
    assert "fluxbot_dernier_tic_timestamp_seconds" in lues
    assert "fluxbot_envois_en_attente" not in lues


async def test_a_database_that_refuses_is_said_at_once(
    base_sqlite: Base, sante: Sante, horloge: HorlogeReglable, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuser(*_: Any) -> None:
        raise OSError("partie")

    monkeypatch.setattr("bot.web.sonde.relever", refuser)
    code, dit = await pret(base_sqlite, sante, horloge)
    assert (code, dit["soucis"]) == (503, ["la base ne répond pas"])


async def test_reading_the_state_keeps_no_writer_waiting(
    base_sqlite: Base, sante: Sante, horloge: HorlogeReglable
) -> None:
    with base_sqlite.transaction() as uow:
        uow.envois.ajouter(nouvel_envoi("a"))
        code, _ = await pret(base_sqlite, sante, horloge)
    assert code == 200
