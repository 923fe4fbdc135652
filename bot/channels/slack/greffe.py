"""The inbox's writer: what arrives together is committed together, so that all is acknowledged."""

from __future__ import annotations

import asyncio
from datetime import datetime

from bot.channels.slack.adresses import NOM
from bot.channels.slack.courrier import Courrier
from bot.clock import Horloge
from bot.health import ARRIVEES
from storage.unit_of_work import Base, UniteDeTravail

Attente = tuple[Courrier, "asyncio.Future[bool]"]


class Greffe:
    """Commits deliveries by batches: a burst costs a few transactions, not one each."""

    def __init__(self, base: Base, horloge: Horloge) -> None:
        """Take the database; nothing runs yet."""
        self._base = base
        self._horloge = horloge
        self._attente: list[Attente] = []
        self._ecrivain: asyncio.Task[None] | None = None

    async def garder(self, courrier: Courrier) -> bool:
        """Commit a delivery; False when it was received and handled before."""
        ARRIVEES.labels(NOM).inc()
        fait: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._attente.append((courrier, fait))
        if self._ecrivain is None or self._ecrivain.done():
            self._ecrivain = asyncio.create_task(self._ecrire())
        return await fait

    async def _ecrire(self) -> None:
        while self._attente:
            lot, self._attente = self._attente, []
            try:
                nouveaux = await asyncio.to_thread(self._inserer, [un for un, _ in lot])
            except Exception as erreur:
                for _, fait in lot:
                    if not fait.done():
                        fait.set_exception(erreur)
                continue
            for (_, fait), nouveau in zip(lot, nouveaux, strict=True):
                if not fait.done():
                    fait.set_result(nouveau)

    def _inserer(self, lot: list[Courrier]) -> list[bool]:
        maintenant = self._horloge.maintenant()
        with self._base.transaction() as uow:
            return [_garder(uow, un, maintenant) for un in lot]


def _garder(uow: UniteDeTravail, courrier: Courrier, maintenant: datetime) -> bool:
    """Keep a delivery; a form sent again after a stop, corrected maybe, takes the first's place."""
    cle, charge = courrier.cle, courrier.ecrire()
    if uow.arrivees.ajouter(NOM, cle, charge, maintenant):
        return True
    return courrier.genre == "formulaire" and uow.arrivees.corriger(NOM, cle, charge)
