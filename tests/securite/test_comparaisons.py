"""What proves who speaks is compared in constant time, and a wrong one is refused."""

from __future__ import annotations

import hmac
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pytest
import pytest_asyncio
from httpx import ASGITransport, AsyncClient
from starlette.applications import Starlette

from bot.channels.email import rebonds
from bot.channels.email.mime import preuve_de_retour
from bot.channels.email.rebonds import Nature, Rebond
from bot.channels.slack.application import EVENEMENTS, Acces, construire, construire_client
from bot.channels.slack.installations import EntrepotInstallations, EtatsOAuth
from bot.channels.slack.web import routes
from bot.channels.telegram.webhook import CHEMIN, Webhook
from bot.clock import HorlogeSysteme
from core.domain.acces import But, LienRefuse
from core.domain.organisations import Membre, Organisation, Role
from core.domain.organisations import Nature as Espece
from storage.coffre import Coffre, nouvelle_cle
from storage.liens import Liens
from storage.unit_of_work import Base
from tests.fakes.slack.signing import signature

SECRET = "le-secret-partage-avec-la-plateforme"
PRESQUE = [SECRET[:-1], SECRET[:-1] + "X", "X" + SECRET[1:], SECRET + "X", "", "é"]
INSTANT = datetime(2026, 3, 10, tzinfo=UTC)

Paires = list[tuple[Any, Any]]


@pytest.fixture
def comparees(monkeypatch: pytest.MonkeyPatch) -> Paires:
    """Note each pair that is compared in constant time."""
    vues: Paires = []
    vraie = hmac.compare_digest

    def comparer(une: Any, autre: Any) -> bool:
        vues.append((une, autre))
        return vraie(une, autre)

    monkeypatch.setattr(hmac, "compare_digest", comparer)
    monkeypatch.setattr(rebonds, "compare_digest", comparer)
    return vues


@dataclass
class Recues:
    """A Telegram service that only keeps what it is handed."""

    mises_a_jour: list[dict[str, Any]] = field(default_factory=list)

    async def recevoir(self, brute: dict[str, Any]) -> None:
        self.mises_a_jour.append(brute)

    async def traiter_les_arrivees(self) -> bool:
        return True


async def livrer(recues: Recues, secret: str) -> int:
    """Deliver an update as Telegram does; gives the status answered."""
    webhook = Webhook(recues, SECRET)  # type: ignore[arg-type]
    application = Starlette(routes=[webhook.route()])
    entetes = {b"X-Telegram-Bot-Api-Secret-Token": secret.encode()}
    async with AsyncClient(transport=ASGITransport(application), base_url="http://t") as client:
        return (await client.post(CHEMIN, json={"update_id": 1}, headers=entetes)).status_code


@pytest.mark.parametrize("presente", PRESQUE)
async def test_a_wrong_webhook_secret_hands_nothing_over(presente: str, comparees: Paires) -> None:
    recues = Recues()
    assert await livrer(recues, presente) == 403
    assert recues.mises_a_jour == []
    assert [attendu for _, attendu in comparees] == [SECRET.encode()]


async def test_the_right_webhook_secret_hands_the_update_over() -> None:
    recues = Recues()
    assert await livrer(recues, SECRET) == 200
    assert recues.mises_a_jour == [{"update_id": 1}]


@pytest_asyncio.fixture
async def slack(base_sqlite: Base) -> AsyncIterator[AsyncClient]:
    """Give a way to speak to Slack's HTTP routes."""
    acces = Acces("https://slack.test/api/", "xoxb-1", secret_signature=SECRET)
    client = construire_client(acces)
    entrepot = EntrepotInstallations(base_sqlite, HorlogeSysteme())
    bolt = construire(acces, client, entrepot, EtatsOAuth(base_sqlite, HorlogeSysteme()))
    application = Starlette(routes=routes(bolt, evenements=True))
    async with AsyncClient(transport=ASGITransport(application), base_url="http://s") as appel:
        yield appel
    assert client.session
    await client.session.close()


async def signer(slack: AsyncClient, secret: str, age: float = 0, **autres: str) -> int:
    """Deliver to Slack's route a body so signed; gives the status answered."""
    corps, instant = b'{"type":"url_verification","challenge":"defi"}', str(int(time.time() - age))
    entetes = {
        "content-type": "application/json",
        "x-slack-request-timestamp": instant,
        "x-slack-signature": signature(secret, instant, corps),
        **autres,
    }
    return (await slack.post(EVENEMENTS, content=corps, headers=entetes)).status_code


async def test_a_body_that_slack_signed_is_let_in(slack: AsyncClient) -> None:
    assert await signer(slack, SECRET) == 200


async def test_a_body_signed_with_another_secret_is_refused(
    slack: AsyncClient, comparees: Paires
) -> None:
    assert await signer(slack, PRESQUE[1]) == 401
    assert len(comparees) == 1


@pytest.mark.parametrize("lue", ["", "v0=", "v0=" + "0" * 64, "v1=abc"])
async def test_a_signature_that_slack_did_not_make_is_refused(slack: AsyncClient, lue: str) -> None:
    assert await signer(slack, SECRET, **{"x-slack-signature": lue}) == 401


async def test_a_delivery_played_again_after_five_minutes_is_refused(slack: AsyncClient) -> None:
    assert await signer(slack, SECRET, age=301) == 401


@pytest.fixture
def liens() -> Liens:
    """Give what signs links."""
    return Liens(Coffre(nouvelle_cle()), "https://fluxbot.test")


@pytest.mark.parametrize("rang", [0, 1, 20])
def test_a_link_with_one_sign_changed_is_refused(
    liens: Liens, comparees: Paires, rang: int
) -> None:
    membre = Membre(1, Organisation(1, "Le Port", Espece.COMMUNE), Role.AGENT)
    corps, _, sceau = liens.pour(membre, But.ESPACE, INSTANT).rpartition("/")[2].rpartition(".")
    autre = sceau[:rang] + ("A" if sceau[rang] != "A" else "B") + sceau[rang + 1 :]
    with pytest.raises(LienRefuse, match="forgé"):
        liens.lire(f"{corps}.{autre}")
    assert len(comparees) == 1


def test_a_seal_of_a_form_made_by_other_keys_is_refused(liens: Liens, comparees: Paires) -> None:
    ailleurs = Liens(Coffre(nouvelle_cle()), "https://fluxbot.test")
    assert liens.desceller(ailleurs.sceller("geste", "geste"), "geste") is None
    assert len(comparees) == 1


def test_a_seal_serves_only_its_usage(liens: Liens) -> None:
    assert liens.desceller(liens.sceller("x", "bouton"), "geste") is None
    with pytest.raises(LienRefuse):
        liens.lire(liens.sceller("x", "bouton"))


def test_the_proof_that_a_mail_is_ours_is_compared_in_constant_time(comparees: Paires) -> None:
    forge = Rebond(Nature.ECHEC, preuves=("0" * 32,))
    assert not forge.rend("avis:1", [b"cle"])
    assert comparees == [(preuve_de_retour("avis:1", b"cle"), "0" * 32)]
