"""The real Slack side of the program in a thread of its own, on an adjustable clock."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Coroutine
from datetime import timedelta
from typing import Any, Self

from bot.channels.base import Rythme
from bot.channels.slack.application import Acces
from bot.channels.slack.service import ServiceSlack
from bot.clock import HorlogeReglable
from bot.scheduler.dispatcher import Dispatcher
from bot.scheduler.jobs import battre
from core.domain.organisations import Role
from storage.unit_of_work import Base
from tests.component.scene import DEPART
from tests.fakes.slack import FakeSlack, User

PATIENCE = 30
ESSAIS = 200


class ProgrammeSlack:
    """Runs the service and the dispatcher while its block lasts."""

    def __init__(self, base: Base, slack: FakeSlack) -> None:
        self.base = base
        self.slack = slack
        self.horloge = HorlogeReglable(DEPART)
        self._boucle = asyncio.new_event_loop()
        self._fil = threading.Thread(target=self._boucle.run_forever, daemon=True)
        self._taches: list[asyncio.Task[None]] = []

    def __enter__(self) -> Self:
        self._fil.start()
        self._faire(self._demarrer())
        self.slack.wait_for(lambda: self.slack.sockets > 0)
        return self

    def __exit__(self, *_: object) -> None:
        self._faire(self._arreter())
        self._boucle.call_soon_threadsafe(self._boucle.stop)
        self._fil.join(PATIENCE)
        self._boucle.close()

    def redemarrer(self) -> None:
        """Have the service do again what it does when it starts."""
        self._faire(self.service.demarrer())

    def inscrire(self, personne: User, organisation: str, role: Role = Role.REFERENT) -> None:
        """Enrol a person, who reads in private."""
        cle = f"{personne.team.id}/{personne.id}"
        with self.base.transaction() as uow:
            toutes = {une.nom: une for une in uow.organisations.toutes()}
            uow.membres.ajouter(
                toutes[organisation], role, "slack", cle, cle, self.horloge.maintenant()
            )

    def vivre(self, **duree: float) -> None:
        """Let what was said arrive, let time pass, then do what is due."""
        self._faire(self.dispatcher.vider())
        self.horloge.avancer_a(self.horloge.maintenant() + timedelta(**duree))
        self._faire(self._tic())

    def jusqu_a(self, vrai: Callable[[], bool]) -> None:
        """Tick, at the same instant, until something is true."""
        for _ in range(ESSAIS):
            if vrai():
                return
            self.vivre(seconds=0)
        raise AssertionError("rien de tel n'est arrivé")

    async def _demarrer(self) -> None:
        acces = Acces(self.slack.url, self.slack.bot_token, self.slack.app_token)
        self.service = ServiceSlack(acces, self.base, self.horloge)
        self.dispatcher = Dispatcher(self.base, {}, self.horloge)
        await self.service.demarrer()
        # The pace of real conversations is tested apart: here nobody needs to wait.
        self.service.expediteur.rythme = Rythme()
        self.dispatcher.ajouter(self.service.expediteur)
        self._taches = [
            asyncio.create_task(self.dispatcher.tourner()),
            asyncio.create_task(self.service.tourner()),
        ]

    async def _arreter(self) -> None:
        for une in self._taches:
            une.cancel()
        await asyncio.gather(*self._taches, return_exceptions=True)
        await self.dispatcher.finir()
        await self.service.arreter()

    async def _tic(self) -> None:
        await self.service.battre(self.horloge.maintenant())
        await asyncio.to_thread(self.dispatcher.reprendre_les_abandonnes)
        await asyncio.to_thread(battre, self.base, self.horloge.maintenant())

    def _faire(self, travail: Coroutine[Any, Any, None]) -> None:
        asyncio.run_coroutine_threadsafe(travail, self._boucle).result(PATIENCE)
