"""One réservataire on one real platform, reached by the real SDK; the bailleur reads in memory."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from bot.channels.base import Plateforme, Rythme
from bot.channels.email.acces import AccesSmtp
from bot.channels.email.sender import ExpediteurCourriel
from bot.channels.slack.sender import ExpediteurSlack
from bot.channels.telegram.sender import ExpediteurTelegram
from bot.channels.telegram.service import construire
from core.domain.organisations import COURRIEL, Destination, Role
from tests.component.scene import REF, Scene
from tests.fakes.slack import FakeSlack
from tests.fakes.smtp import FakeSmtp
from tests.fakes.telegram import FakeTelegram

VITE = Rythme(delai=0.4)
"""The paces are tested apart, and a platform that hangs need not hang for ten seconds."""
MARIE = "marie@leport.test"


class Poste(ABC):
    """Marie, of Le Port, and a group of hers, on one platform."""

    nom: str

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.arrives: dict[str, datetime] = {}
        """The instant of the scene at which each message was first seen there."""

    @abstractmethod
    def messages(self) -> list[tuple[str, str]]:
        """Give (id, text as it came) of all that was accepted about the avis, oldest first."""

    def regarder(self) -> None:
        """Note what has arrived since."""
        for numero, _ in self.messages():
            self.arrives.setdefault(numero, self.scene.maintenant)

    def rattacher(self, ou: Destination) -> None:
        """Have Le Port read in one more conversation."""
        numero = self.scene.organisation("Le Port").id
        with self.scene.base.transaction() as uow:
            uow.canaux.ajouter(numero, ou, self.scene.maintenant)

    def _servir(self, expediteur: Plateforme, personne: str, *, prive: bool = True) -> None:
        expediteur.rythme = VITE
        self.scene.dispatcher.ajouter(expediteur)
        port = self.scene.organisation("Le Port")
        with self.scene.base.transaction() as uow:
            lu = personne if prive else None
            uow.membres.ajouter(port, Role.REFERENT, self.nom, personne, lu, self.scene.maintenant)


class PosteTelegram(Poste):
    """Telegram, through python-telegram-bot."""

    nom = "telegram"

    def __init__(self, scene: Scene, fake: FakeTelegram) -> None:
        super().__init__(scene)
        self.fake = fake
        self.marie = fake.user(12, "Marie", started=True)
        self.application = construire(fake.token, fake.url)

    def messages(self) -> list[tuple[str, str]]:
        """Give what her conversations were sent."""
        tous = [un for chat in self.fake.world.chats for un in self.fake.messages(chat)]
        return [(str(un.id), un.posted) for un in tous if f"Avis de vacance {REF}" in un.posted]

    @classmethod
    @asynccontextmanager
    async def ouvrir(cls, scene: Scene) -> AsyncIterator[PosteTelegram]:
        """Give the poste while the block lasts."""
        with FakeTelegram() as fake:
            poste = cls(scene, fake)
            await poste.application.initialize()
            poste._servir(ExpediteurTelegram(poste.application.bot), str(poste.marie.id))
            yield poste
            await poste.application.shutdown()


class PosteSlack(Poste):
    """Slack, through slack_sdk."""

    nom = "slack"

    def __init__(self, scene: Scene, fake: FakeSlack) -> None:
        super().__init__(scene)
        self.fake = fake
        self.marie = fake.user("Marie")

    def messages(self) -> list[tuple[str, str]]:
        """Give what her conversations were sent."""
        tous = [un for c in self.fake.world.channels.values() for un in c.messages.values()]
        avis = [un for un in tous if un.from_bot and f"Avis de vacance {REF}" in un.posted]
        return [(un.ts, un.posted) for un in sorted(avis, key=lambda un: un.at)]

    async def _jeton(self, equipe: str) -> str | None:
        return self.fake.bot_token

    @classmethod
    @asynccontextmanager
    async def ouvrir(cls, scene: Scene) -> AsyncIterator[PosteSlack]:
        """Give the poste while the block lasts."""
        with FakeSlack(rate_limits=None) as fake:
            async with aiohttp.ClientSession() as session:
                poste = cls(scene, fake)
                client = AsyncWebClient(base_url=fake.url, session=session, retry_handlers=[])
                cle = f"{fake.team.id}/{poste.marie.id}"
                poste._servir(ExpediteurSlack(client, poste._jeton), cle)
                yield poste


class PosteCourriel(Poste):
    """Mail, through aiosmtplib."""

    nom = COURRIEL

    def __init__(self, scene: Scene, fake: FakeSmtp) -> None:
        super().__init__(scene)
        self.fake = fake

    def messages(self) -> list[tuple[str, str]]:
        """Give the mails of her box, numbered: a double bears the Message-ID of the first."""
        avis = [un for un in self.fake.messages if f"Avis de vacance {REF}" in un.subject]
        return [(str(rang), un.text) for rang, un in enumerate(avis)]

    @classmethod
    @asynccontextmanager
    async def ouvrir(cls, scene: Scene) -> AsyncIterator[PosteCourriel]:
        """Give the poste while the block lasts."""
        with FakeSmtp() as fake:
            poste = cls(scene, fake)
            secret = scene.base.coffre.cles_de_signature()[-1]
            de = ("fluxbot", "avis@fluxbot.test")
            acces = AccesSmtp("127.0.0.1", fake.port, None, None, *de, secret)
            poste._servir(ExpediteurCourriel(acces, scene.horloge), MARIE)
            yield poste


POSTES: dict[str, type[PosteTelegram] | type[PosteSlack] | type[PosteCourriel]] = {
    "telegram": PosteTelegram,
    "slack": PosteSlack,
    "courriel": PosteCourriel,
}
