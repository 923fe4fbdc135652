"""Files through the sandbox's page: sent with its form, shown and downloaded from its thread."""

from __future__ import annotations

from collections.abc import AsyncIterator

import httpx
import pytest
import pytest_asyncio

from bot.channels.sandbox.bac import Bac, Personne
from bot.clock import HorlogeReglable
from bot.web.sandbox import creer_application
from storage.unit_of_work import Base
from tests.component.scene import DEPART
from tests.documents import CSV, IMAGE, PDF, controler_en_essai

SCRIPT = {"x-requested-with": "fetch"}


@pytest.fixture(autouse=True)
def controle(monkeypatch: pytest.MonkeyPatch) -> None:
    controler_en_essai(monkeypatch)


@pytest_asyncio.fixture
async def client(base_sqlite: Base) -> AsyncIterator[httpx.AsyncClient]:
    bac = Bac(base_sqlite, HorlogeReglable(DEPART), (Personne("nadia", "Nadia", "SIDR"),))
    bac.inscrire_tous()
    transport = httpx.ASGITransport(app=creer_application(bac), raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://bac") as ouvert:
        yield ouvert


async def joindre(client: httpx.AsyncClient, nom: str, contenu: bytes = CSV) -> httpx.Response:
    return await client.post(
        "/fichier", data={"personne": "nadia"}, files={"fichier": (nom, contenu)}
    )


async def fil(client: httpx.AsyncClient) -> str:
    return (await client.get("/conversation/nadia")).text


async def test_a_file_is_shown_by_its_name_and_answered_with_a_picture(
    client: httpx.AsyncClient,
) -> None:
    assert (await joindre(client, "annexe <b>.csv")).status_code == 303
    page = await fil(client)
    assert '<p class="texte fichier">annexe &lt;b&gt;.csv</p>' in page
    assert '<img src="/piece/nadia/2" alt="Annexes contrôlées" width="640" height="360">' in page


@pytest.mark.parametrize(("nom", "piece"), [("a.csv", IMAGE), ("a.toml", PDF)])
async def test_a_file_answered_is_downloaded_under_its_name(
    client: httpx.AsyncClient, nom: str, piece: object
) -> None:
    assert piece in (IMAGE, PDF)
    attendue = IMAGE if piece is IMAGE else PDF
    await joindre(client, nom)
    lue = await client.get("/piece/nadia/2")
    assert lue.content == attendue.contenu
    assert lue.headers["content-type"] == attendue.type
    nom_dit = f"attachment; filename*=UTF-8''{attendue.nom}"
    assert lue.headers["content-disposition"] == nom_dit


async def test_a_document_is_neither_shown_nor_spelled_out(client: httpx.AsyncClient) -> None:
    await joindre(client, "a.toml")
    page = await fil(client)
    assert "Télécharger bilan-2026.pdf" in page
    assert "<img" not in page
    assert "Lire le fichier ici" not in page


@pytest.mark.parametrize(
    ("nom", "taille", "phrase"),
    [("a.pdf", 10, "Je ne lis pas « a.pdf »"), ("a.csv", 1_500_000, "pèse 1,5 Mo : 1 Mo au plus")],
)
async def test_what_is_not_taken_is_refused_in_the_thread(
    client: httpx.AsyncClient, nom: str, taille: int, phrase: str
) -> None:
    await joindre(client, nom, b"x" * taille)
    lu = (await fil(client)).replace('<span class="insecable">', "").replace("</span>", "")
    assert phrase in lu


async def test_a_file_far_too_heavy_is_cut_off(client: httpx.AsyncClient) -> None:
    refus = await client.post(
        "/fichier",
        data={"personne": "nadia"},
        files={"fichier": ("a.csv", b"x" * 3_000_000)},
        headers=SCRIPT,
    )
    assert refus.status_code == 413
    assert refus.text.startswith("Ce fichier pèse plus de 2 Mo")


async def test_a_form_without_a_file_is_refused(client: httpx.AsyncClient) -> None:
    refus = await client.post("/fichier", data={"personne": "nadia"}, headers=SCRIPT)
    assert refus.status_code == 400
    assert refus.text.startswith("Aucun fichier n'est joint.")


async def test_nobody_sends_a_file_for_a_stranger(client: httpx.AsyncClient) -> None:
    envoi = {"fichier": ("a.csv", CSV)}
    refus = await client.post("/fichier", data={"personne": "zoe"}, files=envoi)
    assert refus.status_code == 404
