"""The real client against the fake Slack, and what is sent through it."""

from __future__ import annotations

from typing import Any

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from bot.channels.base import Livraison
from bot.channels.slack import adresses
from bot.channels.slack.sender import ExpediteurSlack
from core.domain.envois import Envoi, Genre, Outcome, Sent
from core.domain.organisations import Destination
from core.messages.model import Message
from tests.builders import RECU_LE
from tests.fakes.slack import Channel, FakeSlack, User
from tests.unit.slack.gestes import AVIS, JETONS

IMPATIENCE = aiohttp.ClientTimeout(total=0.3)
"""Where nothing will ever come."""


class Poste:
    """Sends as fluxbot does, in a workspace where it is installed."""

    def __init__(self, fake: FakeSlack) -> None:
        """Must be made in a running loop."""
        self.fake = fake
        self.client = AsyncWebClient(
            base_url=fake.url, session=aiohttp.ClientSession(), retry_handlers=[]
        )
        self.expediteur = ExpediteurSlack(self.client, self._jeton)

    async def _jeton(self, equipe: str) -> str | None:
        return self.fake.token_of(self.fake.team) if equipe == self.fake.team.id else None

    def chez(self, qui: User) -> Destination:
        """Give somebody's private conversation."""
        return adresses.personne(self.fake.team.id, qui.id)

    def dans(self, salon: Channel) -> Destination:
        """Give a channel."""
        return adresses.canal(self.fake.team.id, salon.id)

    def a_part(self, qui: User, lieu: str) -> Destination:
        """Give what only one person sees."""
        return adresses.a_part(self.fake.team.id, qui.id, lieu)

    def vue(self, qui: User, modale: str, lieu: str = "") -> Destination:
        """Give a modal that somebody has open."""
        return adresses.vue(self.fake.team.id, qui.id, modale, lieu)

    async def envoyer(self, ou: Destination, message: Message = AVIS, **suite: Any) -> Outcome:
        """Send once; `genre` and `cible` go to the outbox row, the rest to the delivery."""
        envoi = Envoi(
            suite.pop("genre", Genre.AVIS), ou, "cle", RECU_LE, cible=suite.pop("cible", None)
        )
        jetons = JETONS[: len(message.boutons)]
        return await self.expediteur.envoyer(Livraison(envoi, message, jetons, **suite))

    async def deposer(self, ou: Destination, **suite: Any) -> Sent:
        """Send what must pass."""
        issue = await self.envoyer(ou, **suite)
        assert isinstance(issue, Sent), issue
        return issue

    async def s_impatienter(self) -> None:
        """From now on, give up fast."""
        await self.fermer()
        self.client.session = aiohttp.ClientSession(timeout=IMPATIENCE)

    async def fermer(self) -> None:
        """Close the connections."""
        assert self.client.session
        await self.client.session.close()
