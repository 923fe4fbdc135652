"""Telegram as a whole: by polling, or by webhook when a secret is set."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime

from starlette.routing import Route

from bot.channels.telegram.polling import Ecoute
from bot.channels.telegram.sender import NOM, ExpediteurTelegram
from bot.channels.telegram.service import ServiceTelegram
from bot.channels.telegram.webhook import Webhook
from bot.clock import Horloge
from bot.copies.mandat import Mandat


class Telegram:
    """One bot, received and sent."""

    nom = NOM

    def __init__(
        self,
        service: ServiceTelegram,
        mandat: Mandat,
        horloge: Horloge,
        secret: str | None,
        adresse: str | None,
    ) -> None:
        """`secret` chooses the webhook, reached at the public `adresse`; else `mandat` polls."""
        self._service = service
        self._mandat = mandat
        self._horloge = horloge
        self._rattrape = False
        self._webhook = Webhook(service, secret) if secret else None
        self._adresse = adresse or ""
        self._ecoute = Ecoute(service, horloge, self._entendre)
        self.entendu_le: datetime | None = None

    @property
    def expediteur(self) -> ExpediteurTelegram:
        """Give the sending side."""
        return self._service.expediteur

    @property
    def en_reserve(self) -> bool:
        """Tell whether another copy polls."""
        return self._webhook is None and not self._mandat.tenu

    def routes(self) -> Sequence[Route]:
        """Give the webhook's route, if it is used."""
        return [self._webhook.route()] if self._webhook else []

    async def demarrer(self) -> None:
        """Check the token, then hear all that was said while we were away."""
        await self._service.demarrer()
        if self._webhook is None and await self._mandat.obtenir():
            await self._ecoute.rattraper()
            self._rattrape = True

    async def tourner(self) -> None:
        """Listen for ever."""
        if self._webhook is None:
            await self._mandat.exercer(self._ecouter)
            return
        await self._webhook.inscrire(self._adresse)
        await asyncio.Event().wait()

    async def _ecouter(self) -> None:
        """Poll, after having heard what was said while nobody did."""
        if not self._rattrape:
            await self._ecoute.rattraper()
        self._rattrape = False
        await self._ecoute.tourner()

    async def battre(self, maintenant: datetime) -> None:
        """Note, with a webhook, that nothing is held back; polling notes it by itself."""
        if self._webhook:
            await self._webhook.ecouter(maintenant)
            self._entendre(maintenant)

    async def faire_le_point(self, maintenant: datetime) -> None:
        """Note up to when everything was heard, without listening."""
        await Webhook(self._service, "").ecouter(maintenant)

    async def arreter(self) -> None:
        """Let another copy listen, and close the connections."""
        await self._mandat.rendre()
        await self._service.arreter()

    def _entendre(self, instant: datetime) -> None:
        self.entendu_le = instant
