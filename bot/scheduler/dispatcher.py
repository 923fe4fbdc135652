"""The one dispatcher: claim sends, render each now, send it, settle it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from itertools import count
from typing import TypeVar

import structlog

from bot.channels.base import Livraison, Plateforme
from bot.clock import Horloge, secondes
from bot.health import ENVOIS
from bot.scheduler.cadence import HORIZON
from bot.scheduler.departs import PATIENCE, Depart, fin_de_prise, reclamer
from bot.scheduler.guichet import Guichet
from bot.scheduler.livraisons import preparer
from bot.scheduler.reglement import abandonner, regler
from bot.scheduler.transactions import Transactions
from core.domain.envois import Envoi, Outcome, RetryAt, Uncertain
from storage.depots.releve import EtatEnvoi
from storage.engine import BASE_INJOIGNABLE
from storage.unit_of_work import Base, UniteDeTravail

journal = structlog.get_logger(__name__)
T = TypeVar("T")

SOMMEIL_MIN, SOMMEIL_MAX = 0.05, 5.0
RETENUE = 0.5
"""Seconds between two looks at what lets answers pass."""

REPOS_MAX = 0.25
"""Seconds between two claims, however long the first one took."""
ATTENTE_BASE_MAX = 5.0
"""Seconds between two tries to write what became of a send while the database is away."""


@dataclass(frozen=True)
class Tour:
    """What one claim started, and the seconds until another is worth it."""

    departs: Sequence[Depart]
    attente: float


class Dispatcher:
    """Serves each conversation in order, several conversations at once."""

    def __init__(self, base: Base, plateformes: Mapping[str, Plateforme], horloge: Horloge) -> None:
        """Take the platforms by name; nothing runs yet."""
        self._base = base
        self._transactions = Transactions(base)
        self._guichets: dict[str, Guichet] = {}
        self._horloge = horloge
        self._reveil = asyncio.Event()
        self._arret = asyncio.Event()
        self.endormi = False
        self._boucle = asyncio.get_running_loop()
        for une in plateformes.values():
            self.ajouter(une)

        def reveiller() -> None:
            self._boucle.call_soon_threadsafe(self._reveil.set)

        base.reveiller = reveiller

    def ajouter(self, plateforme: Plateforme) -> None:
        """Serve one more platform from now on."""
        self._guichets[plateforme.nom] = Guichet(plateforme)
        self._reveil.set()

    async def tourner(self) -> None:
        """Serve for ever; wakes at a commit, at the end of a send, or when one falls due."""
        while True:
            self._reveil.clear()
            try:
                debut = self._boucle.time()
                attente = (await self._lancer(PATIENCE)).attente
                pris = self._boucle.time() - debut
                # Claiming takes half of the time at most: several sends leave with one.
                await _attendre(self._arret, min(REPOS_MAX, pris))
            except Exception:
                journal.exception("dispatcher")
                attente = SOMMEIL_MAX
            await self._dormir(attente)

    async def _dormir(self, attente: float) -> None:
        self.endormi = True
        await _attendre(self._reveil, attente)
        self.endormi = False

    async def vider(self) -> None:
        """Send all that is due now, and come back when nothing more is."""
        while (await self._lancer()).departs or self._en_cours:
            if self._en_cours:
                await asyncio.wait(self._en_cours)

    async def finir(self) -> None:
        """Start nothing more, and let the sends that have begun end: they are not cut in two."""
        self._arret.set()
        if self._en_cours:
            await asyncio.wait(self._en_cours)

    @property
    def _en_cours(self) -> list[asyncio.Task[None]]:
        return [tache for un in self._guichets.values() for tache in un.taches]

    async def _lancer(self, patience: timedelta = timedelta()) -> Tour:
        """Claim a batch and start serving it."""
        # In one order for all the copies: each locks the platforms' paces one after the other.
        tous = [self._guichets[nom] for nom in sorted(self._guichets)]
        ouverts = [un for un in tous if un.places and not self._arret.is_set()]
        tour = Tour([], SOMMEIL_MAX)
        if ouverts:
            tour = await asyncio.to_thread(
                self._transaction, partial(self._reclamer, ouverts, patience)
            )
        for depart in tour.departs:
            guichet = self._guichets[depart.envoi.destination.plateforme]
            tache = guichet.lancer(self._servir(depart, guichet), depart.envoi)
            tache.add_done_callback(lambda _: self._reveil.set())
        reprises = [un.repos - self._boucle.time() for un in self._guichets.values()]
        return replace(tour, attente=min([tour.attente, *(une for une in reprises if une > 0)]))

    def _reclamer(
        self, guichets: Sequence[Guichet], patience: timedelta, uow: UniteDeTravail
    ) -> Tour:
        """Claim for each platform; give too how long nothing more is due."""
        maintenant, departs, restent = self._horloge.maintenant(), list[Depart](), list[str]()
        if not uow.arrivees.affluence(maintenant):
            patience = timedelta()
        for un in guichets:
            lot = reclamer(uow, un.plateforme, un.places, maintenant, secondes(), patience)
            departs += lot.departs
            if lot.complet:
                un.repos = self._boucle.time() + HORIZON / 2
            elif len(lot.departs) < un.places:
                restent.append(un.plateforme.nom)
        prochain = uow.envois.prochain(restent, maintenant) if restent else None
        attente = SOMMEIL_MAX if prochain is None else (prochain - maintenant).total_seconds()
        plafond = RETENUE if patience else SOMMEIL_MAX
        return Tour(departs, min(plafond, max(SOMMEIL_MIN, attente)))

    async def _servir(self, depart: Depart, guichet: Guichet) -> None:
        """Wait for the departure, then render, send and settle."""
        envoi = depart.envoi
        try:
            await _attendre(self._arret, min(HORIZON, depart.quand - secondes()))
            if self._arret.is_set():
                await self._transactions.faire(lambda uow: uow.envois.rendre([envoi]))
                return
            async with guichet.passer():
                livraison = await self._preparer(envoi)
                issue = await self._envoyer(livraison) if livraison else None
                instant = self._horloge.maintenant()
            if livraison and issue:
                ENVOIS.labels(envoi.destination.plateforme, type(issue).__name__).inc()
                await self._regler(livraison, issue, instant)
        except Exception:
            journal.exception("envoi", envoi=envoi.id, genre=envoi.genre)

    async def _envoyer(self, livraison: Livraison) -> Outcome:
        """Speak to the platform with no transaction open: it may take its time."""
        plateforme = self._guichets[livraison.destination.plateforme].plateforme
        try:
            async with asyncio.timeout(plateforme.rythme.delai):
                return await plateforme.envoyer(livraison)
        except TimeoutError:
            return Uncertain("la plateforme n'a pas répondu à temps")

    async def _preparer(self, envoi: Envoi) -> Livraison | None:
        """Make the message of a send that leaves now; None for one obsolete or taken over."""
        essai = replace(envoi, essais=envoi.essais + 1)
        try:
            return await self._transactions.faire(partial(self._faire_partir, essai))
        except BASE_INJOIGNABLE:
            raise
        except Exception as erreur:
            journal.exception("rendu", envoi=envoi.id, genre=envoi.genre)
            faute = RetryAt(f"rendu impossible : {type(erreur).__name__}")
            await self._noter(Livraison(essai, None), faute, self._horloge.maintenant())
            return None

    def _faire_partir(self, essai: Envoi, uow: UniteDeTravail) -> Livraison | None:
        maintenant = self._horloge.maintenant()
        guichet = self._guichets[essai.destination.plateforme]
        jusqu_a = fin_de_prise(guichet.plateforme, maintenant)
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
                await self._noter(livraison, issue, instant)
                return
            except BASE_INJOIGNABLE as erreur:
                journal.warning("règlement remis", envoi=livraison.envoi.id, raison=str(erreur))
                if self._arret.is_set():
                    return
                await _attendre(self._arret, min(ATTENTE_BASE_MAX, 0.25 * 2**essai))

    async def _noter(self, livraison: Livraison, issue: Outcome, instant: datetime) -> None:
        dossier = livraison.envoi.reference or ""
        await self._transactions.faire(lambda uow: regler(uow, instant, livraison, issue), dossier)

    def reprendre_les_abandonnes(self) -> None:
        """Settle the sends of a process that died: each may have arrived."""
        maintenant = self._horloge.maintenant()
        guichets = list(self._guichets.values())
        miens = {envoi.id for un in guichets for envoi in list(un.taches.values())}

        def reprendre(uow: UniteDeTravail) -> None:
            for envoi in uow.envois.abandonnes(maintenant):
                if envoi.id not in miens:
                    abandonner(uow, maintenant, envoi)

        self._transaction(reprendre)

    def _transaction(self, action: Callable[[UniteDeTravail], T]) -> T:
        with self._base.transaction() as uow:
            return action(uow)


async def _attendre(quoi: asyncio.Event, secondes: float) -> None:
    """Wait for an event, so many seconds at most."""
    # Not wait_for: before Python 3.12 it may lose a cancellation, and the stop with it.
    with suppress(TimeoutError):
        async with asyncio.timeout(secondes):
            await quoi.wait()
