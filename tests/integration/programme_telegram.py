"""The Telegram side of the program, moved one step at a time in the test's own loop."""

from __future__ import annotations

from bot.channels.base import Rythme
from bot.channels.telegram.polling import Ecoute
from bot.channels.telegram.service import ServiceTelegram, construire
from bot.clock import HorlogeReglable
from bot.scheduler.dispatcher import Dispatcher
from core.domain.organisations import Role
from storage.unit_of_work import Base
from tests.component.scene import DEPART
from tests.fakes.telegram import FakeTelegram, User


class ProgrammeTelegram:
    """The receiving and the sending side; must be made in a running loop."""

    def __init__(self, base: Base, fake: FakeTelegram) -> None:
        self.base = base
        self.horloge = HorlogeReglable(DEPART)
        self.service = ServiceTelegram(construire(fake.token, fake.url), base, self.horloge)
        # The pace of real conversations is tested apart: here nobody needs to wait.
        self.service.expediteur.rythme = Rythme()
        self.ecoute = Ecoute(self.service, self.horloge, lambda _: None)
        plateformes = {self.service.expediteur.nom: self.service.expediteur}
        self.dispatcher = Dispatcher(base, plateformes, self.horloge)

    def inscrire(self, personne: User, organisation: str) -> None:
        """Enrol a person, who reads in private."""
        with self.base.transaction() as uow:
            toutes = {une.nom: une for une in uow.organisations.toutes()}
            cle = str(personne.id)
            uow.membres.ajouter(toutes[organisation], Role.REFERENT, "telegram", cle, cle, DEPART)

    async def vivre(self) -> None:
        """Hear what waits, then send what is due."""
        await self.ecoute.ecouter(0)
        await self.dispatcher.vider()
