"""Whatever bytes come in by HTTP, the routes that anybody may reach answer, and keep nothing."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from random import Random
from urllib.parse import quote

import pytest
from httpx import ASGITransport, AsyncClient
from starlette.applications import Starlette
from starlette.routing import BaseRoute, Mount

from bot.channels.slack.application import EVENEMENTS, Acces, construire, construire_client
from bot.channels.slack.installations import EntrepotInstallations, EtatsOAuth
from bot.channels.slack.web import routes
from bot.channels.telegram.webhook import CHEMIN, Webhook
from bot.clock import HorlogeSysteme
from bot.web.pages.application import creer_pages
from core.domain.acces import But
from core.domain.organisations import Membre, Nature, Organisation, Role
from storage.unit_of_work import Base
from tests.component.courriel import PUBLIC
from tests.securite.hostile import malice
from tests.securite.hostile.nombre import Jets
from tests.securite.test_comparaisons import SECRET, Recues

GENRES = (
    *("application/json", "application/x-www-form-urlencoded", "text/plain", "", "é", "x" * 500),
    *("multipart/form-data; boundary=b; charset=unicode_escape", "multipart/form-data; boundary=b"),
    *(
        "multipart/form-data; boundary=b; charset=rot13",
        "multipart/form-data",
        "application/json; charset=utf-7",
    ),
)
BONS = (
    b'{"update_id": 1, "message": {"text": "/avis"}}',
    b'{"type":"url_verification","challenge":"x"}',
    b"payload=%7B%22type%22%3A%22block_actions%22%7D&x=1",
    b"sceau=abc&champ-motif=x&montre=motif",
    b'--b\r\nContent-Disposition: form-data; name="sceau"\r\n\r\n\\udfff\r\n--b--\r\n',
    b'--b\r\nContent-Disposition: form-data; name="fichier"; filename="a"\r\n\r\nx\r\n--b--\r\n',
)
PERMIS = {200, 302, 303, 400, 401, 403, 404, 405, 413, 422}


@asynccontextmanager
async def ouvert(base: Base) -> AsyncIterator[tuple[AsyncClient, str]]:
    """Give the routes that anybody may reach, and a link that opens."""
    ouverte = Base(base.moteur, base.conventions, base.coffre, PUBLIC)
    acces = Acces("https://slack.test/api/", "xoxb-1", secret_signature=SECRET)
    client = construire_client(acces)
    entrepot = EntrepotInstallations(ouverte, HorlogeSysteme())
    bolt = construire(acces, client, entrepot, EtatsOAuth(ouverte, HorlogeSysteme()))
    chemins: list[BaseRoute] = [
        *routes(bolt, evenements=True),
        Webhook(Recues(), SECRET).route(),  # type: ignore[arg-type]
        Mount("/p", creer_pages(ouverte, HorlogeSysteme(), frein=False)),
    ]
    membre = Membre(1, Organisation(1, "SIDR", Nature.BAILLEUR), Role.AGENT)
    assert ouverte.liens
    lien = ouverte.liens.pour(membre, But.ESPACE, HorlogeSysteme().maintenant())
    transport = ASGITransport(Starlette(routes=chemins))
    async with AsyncClient(transport=transport, base_url=PUBLIC) as appel:
        yield appel, lien.removeprefix(PUBLIC)
    assert client.session
    await client.session.close()


async def jeter(rng: Random, appel: AsyncClient, lien: str) -> int:
    """Post hostile bytes somewhere, with hostile headers; give the status answered."""
    page = f"/p/{quote(malice.texte(rng).encode('utf-8', 'replace'), safe='')[:300] or 'x'}"
    adresse = rng.choice((CHEMIN, EVENEMENTS, lien, f"{lien}/avis", page))
    entetes = {
        "content-type": rng.choice(GENRES).encode(),
        "x-telegram-bot-api-secret-token": rng.choice((SECRET, "x", "é")).encode(),
        "x-slack-signature": malice.texte(rng, ("v0=" + "0" * 64,)).encode("ascii", "ignore")[:99],
        "x-slack-request-timestamp": rng.choice((b"1", b"0", b"-1", b"1e5", b"x", b"9" * 40)),
    }
    entetes = {nom: bytes(un for un in valeur if un > 31) for nom, valeur in entetes.items()}
    reponse = await appel.post(
        adresse, content=malice.octets(rng, rng.choice(BONS)), headers=entetes
    )
    return reponse.status_code


@pytest.mark.usefixtures("sans_fils")
async def test_whatever_bytes_are_posted_are_answered(base_sqlite: Base, jets: Jets) -> None:
    fautes = []
    async with ouvert(base_sqlite) as (appel, lien):
        for rang in jets.rangs(0.08):
            try:
                statut = await jeter(Random(f"http:{rang}"), appel, lien)
            except Exception as faute:
                fautes.append((rang, repr(faute)[:200]))
                continue
            if statut not in PERMIS:
                fautes.append((rang, str(statut)))
    assert fautes == []
