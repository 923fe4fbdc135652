"""The one dispatcher: claim sends, render each now, send it, settle it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from functools import partial
from itertools import count
from typing import TypeVar

import structlog

from bot.channels.base import Livraison, Plateforme
from bot.clock import Horloge, secondes
from bot.health import ENVOIS
from bot.scheduler.departs import Depart, fin_de_prise, reclamer
from bot.scheduler.livraisons import preparer
from bot.scheduler.reglement import abandonner, regler
from core.domain.envois import Envoi, Outcome, RetryAt, Uncertain
from storage.depots.releve import EtatEnvoi
from storage.engine import BASE_INJOIGNABLE
from storage.unit_of_work import Base, UniteDeTravail

journal = structlog.get_logger(__name__)
T = TypeVar("T")

EN_MEME_TEMPS = 60
"""Sends under way at once on one platform: a conversation that hangs slows no other."""

SOMMEIL_MIN, SOMMEIL_MAX = 0.05, 5.0
ATTENTE_BASE_MAX = 5.0
"""Seconds between two tries to write what became of a send while the database is away."""


class Dispatcher:
    """Serves each conversation in order, several conversations at once."""

    def __init__(self, base: Base, plateformes: Mapping[str, Plateforme], horloge: Horloge) -> None:
        """Take the platforms by name; nothing runs yet."""
        self._base = base
        self._plateformes: dict[str, Plateforme] = {}
        self._horloge = horloge
        self._en_cours: dict[int, tuple[str, asyncio.Task[None]]] = {}
        self._reveil = asyncio.Event()
        self._arret = False
        self.endormi = False
        boucle = asyncio.get_running_loop()
        for une in plateformes.values():
            self.ajouter(une)

        def reveiller() -> None:
            boucle.call_soon_threadsafe(self._reveil.set)

        base.reveiller = reveiller

    def ajouter(self, plateforme: Plateforme) -> None:
        """Serve one more platform from now on."""
        self._plateformes[plateforme.nom] = plateforme
        self._reveil.set()

    async def tourner(self) -> None:
        """Serve for ever; wakes at a commit, at the end of a send, or when one falls due."""
        while True:
            self._reveil.clear()
            try:
                await self._lancer()
                attente = await asyncio.to_thread(self._sommeil)
            except Exception:
                journal.exception("dispatcher")
                attente = SOMMEIL_MAX
            await self._dormir(attente)

    async def _dormir(self, attente: float) -> None:
        # Not wait_for: before Python 3.12 it may lose a cancellation, and the stop with it.
        self.endormi = True
        with suppress(TimeoutError):
            async with asyncio.timeout(attente):
                await self._reveil.wait()
        self.endormi = False

    async def vider(self) -> None:
        """Send all that is due now, and come back when nothing more is."""
        while await self._lancer() or self._en_cours:
            if self._en_cours:
                await asyncio.wait([tache for _, tache in self._en_cours.values()])

    async def finir(self) -> None:
        """Start nothing more, and let the sends that have begun end: they are not cut in two."""
        self._arret = True
        if self._en_cours:
            await asyncio.wait([tache for _, tache in self._en_cours.values()])

    async def _lancer(self) -> int:
        """Claim a batch and start serving it; give how many were started."""
        departs = [] if self._arret else await asyncio.to_thread(self._transaction, self._reclamer)
        for depart in departs:
            tache = asyncio.create_task(self._servir(depart))
            self._en_cours[depart.envoi.id] = (depart.envoi.destination.plateforme, tache)
            tache.add_done_callback(partial(self._finir, depart.envoi.id))
        return len(departs)

    def _reclamer(self, uow: UniteDeTravail) -> list[Depart]:
        maintenant, pris = self._horloge.maintenant(), list[Depart]()
        for une in list(self._plateformes.values()):
            if places := self._places(une.nom):
                pris += reclamer(uow, une, places, maintenant, secondes())
        return pris

    def _places(self, plateforme: str) -> int:
        return EN_MEME_TEMPS - sum(nom == plateforme for nom, _ in self._en_cours.values())

    def _finir(self, numero: int, _: asyncio.Task[None]) -> None:
        self._en_cours.pop(numero, None)
        self._reveil.set()

    async def _servir(self, depart: Depart) -> None:
        """Wait for the departure, then render, send and settle."""
        envoi = depart.envoi
        try:
            await asyncio.sleep(depart.attente)
            if self._arret:
                await asyncio.to_thread(self._transaction, lambda uow: uow.envois.rendre([envoi]))
                return
            livraison = await asyncio.to_thread(self._preparer, envoi)
            if livraison is not None:
                issue = await self._envoyer(livraison)
                ENVOIS.labels(envoi.destination.plateforme, type(issue).__name__).inc()
                await self._regler(livraison, issue, self._horloge.maintenant())
        except Exception:
            journal.exception("envoi", envoi=envoi.id, genre=envoi.genre)

    async def _envoyer(self, livraison: Livraison) -> Outcome:
        """Speak to the platform with no transaction open: it may take its time."""
        plateforme = self._plateformes[livraison.destination.plateforme]
        try:
            async with asyncio.timeout(plateforme.rythme.delai):
                return await plateforme.envoyer(livraison)
        except TimeoutError:
            return Uncertain("la plateforme n'a pas répondu à temps")

    def _preparer(self, envoi: Envoi) -> Livraison | None:
        """Make the message of a send that leaves now; None for one obsolete or taken over."""
        maintenant = self._horloge.maintenant()
        essai = replace(envoi, essais=envoi.essais + 1)
        try:
            return self._transaction(lambda uow: self._faire_partir(uow, essai, maintenant))
        except BASE_INJOIGNABLE:
            raise
        except Exception as erreur:
            journal.exception("rendu", envoi=envoi.id, genre=envoi.genre)
            faute = RetryAt(f"rendu impossible : {type(erreur).__name__}")
            self._transaction(lambda uow: regler(uow, maintenant, Livraison(essai, None), faute))
            return None

    def _faire_partir(
        self, uow: UniteDeTravail, essai: Envoi, maintenant: datetime
    ) -> Livraison | None:
        jusqu_a = fin_de_prise(self._plateformes[essai.destination.plateforme], maintenant)
        if not uow.envois.partir(essai, maintenant, jusqu_a):
            return None
        livraison = preparer(uow, essai, maintenant)
        if livraison is None:
            uow.envois.regler(essai, EtatEnvoi.OBSOLETE, maintenant)
        return livraison

    async def _regler(self, livraison: Livraison, issue: Outcome, instant: datetime) -> None:
        """Write what became of a send at `instant`, however long the database is away."""
        for essai in count(1):
            try:
                await asyncio.to_thread(
                    self._transaction, lambda uow: regler(uow, instant, livraison, issue)
                )
                return
            except BASE_INJOIGNABLE as erreur:
                journal.warning("règlement remis", envoi=livraison.envoi.id, raison=str(erreur))
                if self._arret:
                    return
                await asyncio.sleep(min(ATTENTE_BASE_MAX, 0.25 * 2**essai))

    def reprendre_les_abandonnes(self) -> None:
        """Settle the sends of a process that died: each may have arrived."""
        maintenant = self._horloge.maintenant()

        def reprendre(uow: UniteDeTravail) -> None:
            for envoi in uow.envois.abandonnes(maintenant):
                if envoi.id not in self._en_cours:
                    abandonner(uow, maintenant, envoi)

        self._transaction(reprendre)

    def _sommeil(self) -> float:
        """Give the seconds until the next send falls due, five at most."""
        libres = [nom for nom in list(self._plateformes) if self._places(nom)]
        prochain = self._transaction(lambda uow: uow.envois.prochain(libres))
        if prochain is None:
            return SOMMEIL_MAX
        attente = (prochain - self._horloge.maintenant()).total_seconds()
        return min(SOMMEIL_MAX, max(SOMMEIL_MIN, attente))

    def _transaction(self, action: Callable[[UniteDeTravail], T]) -> T:
        with self._base.transaction() as uow:
            return action(uow)
