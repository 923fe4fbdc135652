"""Whatever a provider does while we listen, what people say is heard, once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.faults.charge import vacance
from tests.faults.lieu import Lieu, ouvrir
from tests.faults.pannes import PAGE
from tests.faults.pepiniere import Pepiniere, Plant
from tests.faults.taille import LONGUE

pytestmark = pytest.mark.e2e
ECOUTE, SOCKET = "getUpdates", "apps.connections.open"
FORMES = {
    "objet": '{"ok": true, "result": {"a": 1}}',
    "sans numéro": '{"ok": true, "result": [{"message": 3}]}',
    "liste": "[]",
}
"""Well formed, and of no use."""

TELEGRAM: dict[str, Callable[[Any], object]] = {
    "429": lambda f: f.retry_after(ECOUTE, 1),
    "500": lambda f: f.server_error(ECOUTE),
    "502": lambda f: f.server_error(ECOUTE, 502),
    "409": lambda f: f.fail(ECOUTE, 409, "Conflict: terminated by other getUpdates request"),
    "coupé": lambda f: f.close(ECOUTE),
    "coupé, mises à jour remises": lambda f: f.close(ECOUTE, accepted=True),
    "JSON tronqué, mises à jour remises": lambda f: f.malformed(ECOUTE, accepted=True),
    "page HTML": lambda f: f.malformed(ECOUTE, body=PAGE),
    **{nom: lambda f, une=une: f.malformed(ECOUTE, body=une) for nom, une in FORMES.items()},
}
SLACK: dict[str, Callable[[Any], object]] = {
    "429": lambda f: f.rate_limit(SOCKET, retry_after=1),
    "500": lambda f: f.status(SOCKET),
    "503": lambda f: f.status(SOCKET, 503),
    "refus passager": lambda f: f.error(SOCKET, "internal_error", times=1),
    "coupé": lambda f: f.drop(SOCKET),
    "coupé, adresse donnée": lambda f: f.drop_after(SOCKET),
    "JSON tronqué": lambda f: f.malformed(SOCKET),
    "page HTML": lambda f: f.malformed(SOCKET, body=PAGE),
    "autre forme": lambda f: f.malformed(SOCKET, body='{"ok": true, "url": 3}'),
}


@pytest.fixture
def lieu(tmp_path: Path) -> Iterator[Lieu]:
    """A town on every platform."""
    with ouvrir(tmp_path) as un:
        yield un


@pytest.fixture
def plant(lieu: Lieu, pepiniere: Pepiniere) -> Plant:
    """The program, that listens."""
    un = pepiniere.lancer(lieu.installation.env, lieu.installation.dossier)
    lieu.slack.wait_for(lambda: lieu.slack.sockets > 0)
    return un


def verifier(lieu: Lieu, plant: Plant, rues: Iterable[str]) -> None:
    """Each avis was posted once, and the program is the same one: nothing stopped it."""
    assert plant.vivant, lieu.installation.journal()
    assert lieu.rues() == Counter(list(rues))


def test_what_is_said_while_telegram_fails_us_is_heard_once(lieu: Lieu, plant: Plant) -> None:
    nadia, fake = lieu.nomade["Nadia"], lieu.telegram
    for nom, poser in TELEGRAM.items():
        poser(fake.faults)
        fake.private_message(nadia, vacance("Le Port", nom))
        fake.wait_for(lambda: not fake.pending or not plant.vivant)
        assert not fake.faults.waiting, nom
    fake.wait_for(lambda: len(reponses(lieu, nadia.id)) >= len(TELEGRAM) or not plant.vivant)
    verifier(lieu, plant, TELEGRAM)


def reponses(lieu: Lieu, qui: int) -> list[str]:
    """Give the answers to those who posted an avis."""
    return [un.posted for un in lieu.telegram.messages(qui) if " : envoyé" in un.posted]


def test_telegram_that_refuses_connections_is_heard_when_it_is_back(
    lieu: Lieu, plant: Plant
) -> None:
    nadia, fake = lieu.nomade["Nadia"], lieu.telegram
    fake.down = "refuse"
    fake.private_message(nadia, vacance("Le Port", "refusé"))
    fake.down = False
    fake.wait_message(nadia, "envoyé")
    verifier(lieu, plant, ["refusé"])


def test_a_socket_that_slack_drops_or_refuses_is_opened_again(lieu: Lieu, plant: Plant) -> None:
    noe, fake = lieu.bureau["Noé"], lieu.slack
    # The SDK takes ten seconds to open a socket again.
    choisies = dict(list(SLACK.items())[:: 1 if LONGUE else 7])
    for nom, poser in choisies.items():
        poser(fake.faults)
        ouvertes = fake.connections_opened
        fake.cut_socket()
        fake.wait_for(lambda n=ouvertes: fake.connections_opened > n or not plant.vivant)
        assert not fake.faults.waiting, nom
        assert fake.slash(noe, vacance("Le Port", nom)).ok, nom
    verifier(lieu, plant, choisies)


def test_slack_that_refuses_connections_is_heard_when_it_is_back(lieu: Lieu, plant: Plant) -> None:
    noe, fake = lieu.bureau["Noé"], lieu.slack
    fake.down = "refuse"
    livraison = fake.say(noe, vacance("Le Port", "refusé").removeprefix("/"), wait=False)
    fake.down = False
    assert livraison.wait().ok
    fake.wait_message(noe, "envoyé")
    verifier(lieu, plant, ["refusé"])
