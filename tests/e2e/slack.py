"""What the tests of the real process against the fake Slack share."""

from __future__ import annotations

import httpx

from bot.clock import HorlogeSysteme
from core.domain.organisations import Role
from tests.e2e.programme import Installation
from tests.fakes.slack import FakeSlack, User

ESSAIS = 40
"""Of about a second each: a loaded machine starts the program slowly."""

CHAMPS = {
    "reservataire": "Le Port",
    "commune": "Le Port",
    "quartier": "Rivière des Galets",
    "qpv": "oui",
    "type": "T3",
    "loyer": "512,30",
    "financement": "LLTS",
    "annee": "1998",
    "pmr": "non",
    "ascenseur": "non",
    "preavis": "1",
}
"""What is typed in the form of an avis."""


def prete(slack: FakeSlack) -> None:
    """Wait until the program can be reached."""
    if slack.receiver_url is None:
        slack.wait_for(lambda: slack.sockets > 0)
        return
    assert any(_repond(f"{slack.receiver_url}/healthz") for _ in range(ESSAIS))


def _repond(url: str) -> bool:
    """Tell whether the program answers, trying for about a second."""
    try:
        with httpx.Client(transport=httpx.HTTPTransport(retries=3)) as client:
            return client.get(url).status_code == 200
    except httpx.HTTPError:
        return False


def inscrire_tous(installation: Installation, membres: dict[str, User]) -> None:
    """Enrol people without the chat: the program need not run."""
    with installation.base.transaction() as uow:
        toutes = {une.nom: une for une in uow.organisations.toutes()}
        for nom, personne in membres.items():
            cle = f"{personne.team.id}/{personne.id}"
            uow.membres.ajouter(
                toutes[nom], Role.REFERENT, "slack", cle, cle, HorlogeSysteme().maintenant()
            )


def par_code(slack: FakeSlack, installation: Installation, membres: dict[str, User]) -> None:
    """Enrol people by slash command; the program must be running."""
    for nom, personne in membres.items():
        slack.slash(personne, f"/inscription {installation.code(nom)}")
        slack.wait_message(personne, "Bienvenue")
