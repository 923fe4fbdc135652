"""Around the pages: headers, origin, size, haste, and what no browser sends."""

from __future__ import annotations

import httpx
import pytest

from tests.component.pages.navigateur import ADRESSE, MARIE, Navigateur, Page, client
from tests.component.scene import Scene

NOYAU = {
    "cache-control": "no-store",
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "x-robots-tag": "noindex, nofollow",
    "strict-transport-security": "max-age=31536000",
}


@pytest.mark.parametrize("suite", ["", "/candidats", "/preuve/piece", "/recu/absent"])
async def test_every_answer_is_kept_by_nobody_and_runs_nothing(
    marie: Navigateur, suite: str
) -> None:
    entetes = (await marie.lire(suite)).reponse.headers
    assert {nom: entetes[nom] for nom in NOYAU} == NOYAU
    politique = entetes["content-security-policy"]
    assert "default-src 'none'" in politique
    assert "script-src" not in politique
    assert "frame-ancestors 'none'" in politique


async def test_the_style_sheet_is_the_only_thing_a_browser_may_keep(marie: Navigateur) -> None:
    page = await marie.lire()
    assert "style.css?v=" in page.reponse.text
    feuille = await marie.client.get("/p/style.css")
    assert feuille.headers["cache-control"] == "public, max-age=86400"
    assert feuille.headers["content-type"].startswith("text/css")


@pytest.mark.parametrize(
    "entetes",
    [{"origin": "https://ailleurs.test"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"}],
)
async def test_a_form_sent_from_elsewhere_does_nothing(
    scene: Scene, marie: Navigateur, entetes: dict[str, str]
) -> None:
    formulaire = (await marie.lire("/accuser")).formulaire("Accuser")
    page = await marie.poster(formulaire.action, formulaire.champs, headers=entetes)
    assert page.statut == 403
    assert "ne vient pas de nos pages" in page.texte
    assert scene.receptions() == []


async def test_our_own_form_is_taken_behind_a_proxy_that_changes_the_host(
    scene: Scene, marie: Navigateur
) -> None:
    formulaire = (await marie.lire("/accuser")).formulaire("Accuser")
    entetes = {"origin": ADRESSE, "host": "127.0.0.1:8080", "sec-fetch-site": "same-origin"}
    await marie.client.post(formulaire.action, data=formulaire.champs, headers=entetes)
    assert len(scene.receptions()) == 1


async def enorme(taille: int) -> object:
    """Give a body in pieces, that says nothing of its length."""
    for _ in range(taille // 1024):
        yield b"x" * 1024


@pytest.mark.parametrize("annonce", [True, False])
async def test_a_huge_body_is_refused_in_french(marie: Navigateur, annonce: bool) -> None:
    corps = b"x" * 200_000 if annonce else enorme(200_000)
    genre = {"content-type": "application/x-www-form-urlencoded"}
    reponse = await marie.client.post(
        f"{marie.adresse}/candidats",
        content=corps,
        headers=genre,  # type: ignore[arg-type]
    )
    assert reponse.status_code == 413
    assert "trop lourd" in Page(reponse).texte


@pytest.mark.parametrize(
    ("genre", "corps"),
    [
        ("application/x-www-form-urlencoded; charset=utf-16", b"champ-nom_1=%E9%00%ff&sceau=%"),
        ("application/x-www-form-urlencoded", "champ-nom_1=é€".encode("utf-16")),
        ("multipart/form-data", b"sans frontiere"),
        ("multipart/form-data; boundary=x", b"--x\r\ncasse"),
        (
            "multipart/form-data; boundary=x; charset=nul",
            b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n\xff\r\n--x--',
        ),
        ("application/json", b'{"a": 1}'),
        ("", b"\x00\xff"),
    ],
)
async def test_a_body_in_a_wrong_encoding_changes_nothing_and_is_answered(
    scene: Scene, marie: Navigateur, genre: str, corps: bytes
) -> None:
    avant = scene.actions()
    entetes = {"content-type": genre} if genre else {}
    reponse = await marie.client.post(f"{marie.adresse}/accuser", content=corps, headers=entetes)
    assert reponse.status_code in (200, 400, 422)
    assert 'lang="fr"' in reponse.text
    assert scene.actions() == avant


@pytest.mark.parametrize("methode", ["PUT", "DELETE", "OPTIONS", "PATCH"])
async def test_another_method_is_refused_in_french(marie: Navigateur, methode: str) -> None:
    reponse = await marie.client.request(methode, marie.adresse)
    assert reponse.status_code == 405
    assert "ne s'ouvre pas ainsi" in Page(reponse).texte


async def test_head_is_answered_like_get(marie: Navigateur) -> None:
    assert (await marie.client.head(marie.adresse)).status_code == 200


async def test_haste_is_slowed_link_by_link_with_the_time_to_wait(scene: Scene) -> None:
    async with Navigateur.ouvrir(scene, MARIE) as marie:
        reponses = [await marie.client.get(f"{marie.adresse}/recu/x") for _ in range(42)]
        assert [une.status_code for une in reponses].count(429) >= 1
        assert int(reponses[-1].headers["retry-after"]) >= 1
        assert "Trop de demandes" in Page(reponses[-1]).titre
        async with Navigateur.ouvrir(scene, "nadia") as nadia:
            autre = await marie.client.get(nadia.adresse)
        assert autre.status_code == 200


async def test_haste_is_slowed_address_by_address_whatever_the_link(scene: Scene) -> None:
    async with client(scene) as ouvert:
        statuts = [(await ouvert.get(f"/p/forge{n}")).status_code for n in range(62)]
    assert statuts[:60] == [404] * 60
    assert 429 in statuts[60:]


async def test_a_hostile_address_is_a_refused_link(scene: Scene) -> None:
    async with client(scene) as ouvert:
        for suite in ("%00", "..%2f..%2fetc", "é" * 300, "a/b/c/d", "%ff%fe", "x" * 5000):
            reponse: httpx.Response = await ouvert.get(f"/p/{suite}")
            assert reponse.status_code == 404
