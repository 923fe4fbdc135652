"""The one dispatcher: claim a send, render it now, send it, settle it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import TypeVar

import structlog

from bot.channels.base import Livraison, Plateforme
from bot.clock import Horloge
from bot.health import ENVOIS
from bot.scheduler.cadence import Cadence
from bot.scheduler.livraisons import preparer
from bot.scheduler.reglement import abandonner, regler
from core.domain.envois import Envoi, Outcome, RetryAt, Uncertain
from storage.depots.releve import EtatEnvoi
from storage.unit_of_work import Base, UniteDeTravail

journal = structlog.get_logger(__name__)
T = TypeVar("T")

MARGE = 3.0
"""Seconds that a claim holds beyond what its send may take (`Rythme.delai`)."""
EN_MEME_TEMPS = 20
"""Conversations served at once on one platform: one that hangs slows no other."""

SOMMEIL_MAX = 5.0


class Dispatcher:
    """Serves each conversation in order, several conversations at once."""

    def __init__(self, base: Base, plateformes: Mapping[str, Plateforme], horloge: Horloge) -> None:
        """Take the platforms by name; nothing runs yet."""
        self._base = base
        self._plateformes: dict[str, Plateforme] = {}
        self._cadences: dict[str, Cadence] = {}
        self._horloge = horloge
        self._en_cours: dict[str, asyncio.Task[None]] = {}
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
        temps = asyncio.get_running_loop().time
        self._cadences[plateforme.nom] = Cadence(plateforme.rythme, temps)
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
                await asyncio.wait(self._en_cours.values())

    async def finir(self) -> None:
        """Start nothing more, and let the sends that have begun end: they are not cut in two."""
        self._arret = True
        if self._en_cours:
            await asyncio.wait(self._en_cours.values())

    async def _lancer(self) -> int:
        """Start serving the conversations that wait; give how many were started."""
        prets = await asyncio.to_thread(
            self._transaction,
            lambda uow: uow.envois.a_prendre(self._horloge.maintenant(), list(self._plateformes)),
        )
        lances = 0
        for envoi in prets:
            cle = envoi.destination.cle
            plateforme = f"{envoi.destination.plateforme}:"
            occupes = sum(une.startswith(plateforme) for une in self._en_cours)
            if cle in self._en_cours or occupes >= EN_MEME_TEMPS:
                continue
            tache = asyncio.create_task(self._servir(envoi))
            self._en_cours[cle] = tache
            tache.add_done_callback(partial(self._finir, cle))
            lances += 1
        return lances

    def _finir(self, cle: str, _: asyncio.Task[None]) -> None:
        self._en_cours.pop(cle, None)
        self._reveil.set()

    async def _servir(self, envoi: Envoi) -> None:
        """Wait for the conversation's slot, then claim, render, send and settle."""
        try:
            cadence = self._cadences[envoi.destination.plateforme]
            await asyncio.sleep(cadence.reserver(envoi.destination))
            if self._arret:
                return
            essai = replace(envoi, essais=envoi.essais + 1)
            livraison = await asyncio.to_thread(self._prendre, essai)
            if livraison is not None:
                issue = await self._envoyer(livraison)
                ENVOIS.labels(envoi.destination.plateforme, type(issue).__name__).inc()
                await asyncio.to_thread(self._regler, livraison, issue)
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

    def _prendre(self, envoi: Envoi) -> Livraison | None:
        """Claim the send and make its message; an obsolete one is closed."""
        maintenant = self._horloge.maintenant()
        delai = self._plateformes[envoi.destination.plateforme].rythme.delai
        bail = maintenant + timedelta(seconds=delai + MARGE)
        if not self._transaction(lambda uow: uow.envois.prendre(envoi.id, bail)):
            return None
        try:
            livraison = self._transaction(lambda uow: preparer(uow, envoi, maintenant))
        except Exception as erreur:
            journal.exception("rendu", envoi=envoi.id, genre=envoi.genre)
            faute = RetryAt(f"rendu impossible : {type(erreur).__name__}")
            self._regler(Livraison(envoi, None), faute)
            return None
        if livraison is None:
            self._transaction(
                lambda uow: uow.envois.regler(envoi.id, EtatEnvoi.OBSOLETE, maintenant)
            )
        return livraison

    def _regler(self, livraison: Livraison, issue: Outcome) -> None:
        maintenant = self._horloge.maintenant()
        self._transaction(lambda uow: regler(uow, maintenant, livraison, issue))

    def reprendre_les_abandonnes(self) -> None:
        """Settle the sends of a process that died: each may have arrived."""
        maintenant = self._horloge.maintenant()

        def reprendre(uow: UniteDeTravail) -> None:
            for envoi in uow.envois.abandonnes(maintenant):
                abandonner(uow, maintenant, envoi)

        self._transaction(reprendre)

    def _sommeil(self) -> float:
        """Give the seconds until the next send falls due, five at most."""
        prochain = self._transaction(lambda uow: uow.envois.prochain(list(self._plateformes)))
        if prochain is None:
            return SOMMEIL_MAX
        attente = (prochain - self._horloge.maintenant()).total_seconds()
        return min(SOMMEIL_MAX, max(0.05, attente))

    def _transaction(self, action: Callable[[UniteDeTravail], T]) -> T:
        with self._base.transaction() as uow:
            return action(uow)
