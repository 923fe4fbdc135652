"""What the sandbox's page refuses, and how it says so."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator

import httpx
import pytest
import pytest_asyncio

from bot.channels.sandbox.bac import Bac
from bot.cli.demo import DEPART, PERSONNES, base_jetable, creer_bac
from bot.clock import HorlogeReglable
from bot.web.sandbox import creer_application
from storage.unit_of_work import Base

ICI = "http://127.0.0.1:8000"


@pytest.fixture(scope="module")
def base() -> Iterator[Base]:
    async def inscrire(vers: Base) -> None:
        creer_bac(vers, DEPART)

    with base_jetable() as ouverte:
        asyncio.run(inscrire(ouverte))
        yield ouverte


@pytest_asyncio.fixture
async def client(base: Base) -> AsyncIterator[httpx.AsyncClient]:
    bac = Bac(base, HorlogeReglable(DEPART), PERSONNES)
    transport = httpx.ASGITransport(app=creer_application(bac), raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url=ICI) as ouvert:
        yield ouvert


async def test_the_page_allows_nothing_from_elsewhere(client: httpx.AsyncClient) -> None:
    page = await client.get("/")
    assert page.status_code == 200
    assert page.headers["content-security-policy"].startswith("default-src 'self';")
    assert page.headers["x-content-type-options"] == "nosniff"
    assert " style=" not in page.text
    assert "<style" not in page.text
    assert "http://" not in page.text.replace(ICI, "")


@pytest.mark.parametrize(
    ("chemin", "corps", "statut"),
    [
        ("/message", {"personne": "inconnue", "texte": "/aide"}, 404),
        ("/message", {"personne": "nadia", "texte": "a" * 5000}, 413),
        ("/message", {"personne": "nadia", "texte": "a" * 70_000}, 413),
        ("/bouton", {"personne": "nadia"}, 400),
        ("/formulaire", {"personne": "<b>"}, 404),
        ("/horloge", {"geste": "reculer"}, 400),
    ],
)
async def test_a_bad_request_gets_a_plain_french_page(
    client: httpx.AsyncClient, chemin: str, corps: dict[str, str], statut: int
) -> None:
    refus = await client.post(chemin, data=corps)
    assert refus.status_code == statut
    assert "Ce n'est pas possible" in refus.text
    assert "Traceback" not in refus.text
    assert "<b>" not in refus.text


async def test_a_body_of_unknown_length_is_cut_off(client: httpx.AsyncClient) -> None:
    async def sans_fin() -> AsyncIterator[bytes]:
        yield b"personne=nadia&texte="
        for _ in range(100):
            yield b"a" * 1000

    entetes = {"content-type": "application/x-www-form-urlencoded"}
    refus = await client.post("/message", content=sans_fin(), headers=entetes)
    assert refus.status_code == 413


async def test_another_site_cannot_act_here(client: httpx.AsyncClient) -> None:
    ailleurs = {"origin": "https://exemple.fr"}
    refus = await client.post("/horloge", data={"geste": "jour"}, headers=ailleurs)
    assert refus.status_code == 403
    ici = await client.post("/message", data={"personne": "nadia"}, headers={"origin": ICI})
    assert ici.status_code == 303


@pytest.mark.parametrize("chemin", ["/rien", "/conversation/inconnue", "/static/../sandbox.py"])
async def test_an_unknown_address_is_said_in_french(client: httpx.AsyncClient, chemin: str) -> None:
    refus = await client.get(chemin, headers={"x-requested-with": "fetch"})
    assert refus.status_code == 404
    assert refus.headers["content-type"].startswith("text/plain")


async def test_an_unexpected_fault_shows_no_trace(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def tomber(*_: object) -> None:
        raise RuntimeError("détail interne")

    monkeypatch.setattr("bot.web.sandbox_page.lectures.personnes", tomber)
    page = await client.get("/")
    assert page.status_code == 500
    assert "Un incident" in page.text
    assert "détail interne" not in page.text


async def test_a_form_already_sent_says_how_to_start_again(client: httpx.AsyncClient) -> None:
    corps = {"personne": "nadia", "message": "999", "champ-loyer": "1"}
    refus = await client.post("/formulaire", data=corps)
    assert refus.status_code == 409
    assert "déjà été envoyé" in refus.text
