"""What only a hostile hand sends: odd addresses, headers, and forms sent again with other words."""

from __future__ import annotations

from typing import Any

import pytest

from bot.web.pages.application import creer_pages
from bot.web.pages.garde import _reseau
from core.domain.envois import Genre
from tests.component.pages.navigateur import ADRESSE, Navigateur, Page, client
from tests.component.scene import REF, Scene

FEUILLE = "/style.css"


@pytest.mark.parametrize("suite", [FEUILLE, f"/avis{FEUILLE}", f"/x/y{FEUILLE}"])
async def test_a_page_named_like_the_style_sheet_is_kept_by_nobody(
    marie: Navigateur, suite: str
) -> None:
    reponse = (await marie.lire(suite)).reponse
    assert reponse.headers["cache-control"] == "no-store"


async def test_an_address_named_like_the_style_sheet_takes_no_foreign_form(
    scene: Scene, marie: Navigateur
) -> None:
    entetes = {"origin": "https://ailleurs.test"}
    page = await marie.poster(marie.adresse + FEUILLE, {"lien": "nouveau"}, headers=entetes)
    assert page.statut == 403
    assert scene.envois(Genre.LIEN) == []


async def test_addresses_named_like_the_style_sheet_are_slowed_too(scene: Scene) -> None:
    async with client(scene) as ouvert:
        statuts = [(await ouvert.get(f"/p/x{n}{FEUILLE}")).status_code for n in range(62)]
    assert 429 in statuts


@pytest.mark.parametrize(
    ("entetes", "statut"),
    [
        ([(b"origin", b"http://[")], 403),
        ([(b"origin", b"null"), (b"host", b"")], 403),
        ([(b"content-length", b"\xb2")], 413),
    ],
)
async def test_an_unreadable_header_is_refused_in_french(
    scene: Scene, marie: Navigateur, entetes: list[tuple[bytes, bytes]], statut: int
) -> None:
    reponse = await marie.client.post(f"{marie.adresse}/accuser", headers=entetes)
    assert reponse.status_code == statut
    assert 'lang="fr"' in reponse.text
    assert scene.receptions() == []


@pytest.mark.parametrize("suite", ["/nimporte", FEUILLE])
async def test_a_form_for_a_page_that_does_not_exist_is_answered_so(
    nadia: Navigateur, suite: str
) -> None:
    page = await nadia.poster(nadia.adresse + suite, {})
    assert page.statut == 422
    assert "n'existe pas" in page.texte


@pytest.mark.parametrize("rang", ["0", "1", "²", "٣", "-1", "1e3"])
async def test_an_odd_rank_of_a_kept_mail_finds_nothing(marie: Navigateur, rang: str) -> None:
    page = await marie.lire(f"/courriels/{rang}")
    assert (page.statut, "n'existe pas" in page.texte) == (422, True)


async def test_a_form_sent_again_with_other_words_says_that_they_were_not_taken(
    scene: Scene, marie: Navigateur
) -> None:
    page = await marie.lire(f"/rendre?reference_avis={REF}")
    formulaire = page.formulaire("Rendre")
    for motif, dit in (("premier", False), ("second", True)):
        recu = await marie.poster(formulaire.action, {**formulaire.champs, "champ-motif": motif})
        assert ("rouvrez le formulaire" in recu.texte) is dit


@pytest.mark.parametrize(
    ("adresse", "reseau"),
    [
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3::4", "2001:0db8:0001:0002"),
        ("", ""),
    ],
)
def test_two_subscribers_never_share_one_brake(adresse: str, reseau: str) -> None:
    assert _reseau(adresse) == reseau


async def test_a_phone_that_hangs_up_while_it_sends_is_no_fault_of_ours(
    scene: Scene, marie: Navigateur, incidents: list[Any]
) -> None:
    recus = iter([{"type": "http.request", "body": b"sceau=", "more_body": True}])
    suite = marie.adresse.removeprefix(f"{ADRESSE}/p")
    dits: list[Any] = []

    async def recevoir() -> Any:
        return next(recus, {"type": "http.disconnect"})

    async def envoyer(message: Any) -> None:
        dits.append(message)

    genre = (b"content-type", b"application/x-www-form-urlencoded")
    scope = {"type": "http", "method": "POST", "path": f"{suite}/accuser", "headers": [genre]}
    await creer_pages(scene.base, scene.horloge)({**scope, "query_string": b""}, recevoir, envoyer)
    assert dits[0]["status"] == 400
    assert scene.receptions() == []


async def test_a_link_under_another_host_leads_nowhere_else(marie: Navigateur) -> None:
    reponse = await marie.client.get(f"{marie.adresse}//ailleurs.test", follow_redirects=False)
    assert "location" not in reponse.headers
    assert ADRESSE not in Page(reponse).texte
