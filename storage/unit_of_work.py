"""One transaction over every repository."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection, Engine

from core.domain.convention import Convention
from storage.coffre import Coffre, CoffreFerme
from storage.depots.agenda import DepotAgenda
from storage.depots.arrivees import DepotArrivees, DepotEcoutes
from storage.depots.avis import DepotAvis
from storage.depots.cadences import DepotCadences
from storage.depots.canaux import DepotCanaux
from storage.depots.commissions import DepotCommissions
from storage.depots.courriels import DepotCourriels
from storage.depots.dialogues import DepotBoutons, DepotDialogues
from storage.depots.droits import DepotDroits
from storage.depots.envois import DepotEnvois
from storage.depots.installations import DepotInstallations
from storage.depots.invitations import DepotInvitations
from storage.depots.jalons import DepotJalons
from storage.depots.journal import DepotJournal
from storage.depots.mandats import DepotMandats
from storage.depots.menages import DepotMenages
from storage.depots.objectifs import DepotObjectifs
from storage.depots.organisations import DepotMembres, DepotOrganisations
from storage.depots.parc import DepotParcs
from storage.depots.pouls import DepotPouls
from storage.depots.prioritaires import DepotPrioritaires
from storage.depots.programmes import DepotProgrammes
from storage.depots.recus import DepotRecus
from storage.depots.suivi import DepotSuivi
from storage.engine import ATTENTE_VERROU_MS
from storage.liens import Liens


class UniteDeTravail:
    """The repositories of one transaction; satisfies `core.ports.UnitOfWork`."""

    def __init__(
        self,
        connexion: Connection,
        coffre: Coffre,
        conventions: Mapping[str, Convention],
        liens: Liens | None = None,
    ) -> None:
        """Bind every repository to the transaction; `liens` is None without a public address."""
        self.connexion = connexion
        self.liens = liens
        self.conventions = conventions
        self.organisations = DepotOrganisations(connexion, coffre, conventions)
        self.membres = DepotMembres(connexion, coffre)
        self.invitations = DepotInvitations(connexion, coffre)
        self.canaux = DepotCanaux(connexion, coffre)
        self.avis = DepotAvis(connexion, coffre)
        self.droits = DepotDroits(connexion, coffre)
        self.suivi = DepotSuivi(connexion, coffre)
        self.parcs = DepotParcs(connexion, coffre)
        self.jalons = DepotJalons(connexion, coffre)
        self.journal = DepotJournal(connexion, coffre)
        self.envois = DepotEnvois(connexion, coffre)
        self.cadences = DepotCadences(connexion, coffre)
        self.mandats = DepotMandats(connexion, coffre)
        self.pouls = DepotPouls(connexion, coffre)
        self.arrivees = DepotArrivees(connexion, coffre)
        self.ecoutes = DepotEcoutes(connexion, coffre)
        self.dialogues = DepotDialogues(connexion, coffre)
        self.boutons = DepotBoutons(connexion, coffre)
        self.installations = DepotInstallations(connexion, coffre)
        self.menages = DepotMenages(connexion, coffre)
        self.recus = DepotRecus(connexion, coffre)
        self.courriels = DepotCourriels(connexion, coffre)
        self.agenda = DepotAgenda(connexion, coffre)
        self.prioritaires = DepotPrioritaires(connexion, coffre)
        self.programmes = DepotProgrammes(connexion, coffre)
        self.commissions = DepotCommissions(connexion, coffre)
        self.objectifs = DepotObjectifs(connexion, coffre)


def _rien() -> None:
    """Wake nobody."""


@dataclass
class _Groupe:
    """What one thread is doing together: the connection, and how many sends were added."""

    connexion: Connection
    ajouts: int = 0


class Base:
    """A database, its vault and the conventions on file."""

    def __init__(
        self,
        moteur: Engine,
        conventions: Mapping[str, Convention],
        coffre: Coffre | None = None,
        adresse_publique: str | None = None,
    ) -> None:
        """Take an open engine; without a vault, encrypted data can't be read or written.

        Signed pages need the vault and the public address of the service.
        """
        self.moteur = moteur
        self.liens = Liens(coffre, adresse_publique) if coffre and adresse_publique else None
        self.conventions = conventions
        self.coffre = coffre or CoffreFerme()
        self.reveiller: Callable[[], None] = _rien
        self._un_seul_ecrit = threading.Lock()
        self._fil = threading.local()

    @contextmanager
    def _tour(self) -> Iterator[None]:
        """Wait in line for SQLite's one writer: polling its lock, one could wait for seconds."""
        if self.moteur.dialect.name != "sqlite":
            yield
            return
        pris = self._un_seul_ecrit.acquire(timeout=ATTENTE_VERROU_MS / 1000)
        try:
            yield
        finally:
            if pris:
                self._un_seul_ecrit.release()

    @contextmanager
    def transaction(self) -> Iterator[UniteDeTravail]:
        """Commit at the end, or undo everything on an exception; new sends wake the dispatcher."""
        groupe = self._groupe()
        if groupe:
            with groupe.connexion.begin_nested():
                uow = self._unite(groupe.connexion)
                yield uow
            groupe.ajouts += uow.envois.ajouts
            return
        with self._tour(), self.moteur.begin() as connexion:
            uow = self._unite(connexion)
            yield uow
        if uow.envois.ajouts:
            self.reveiller()

    @contextmanager
    def ensemble(self) -> Iterator[None]:
        """Commit together the transactions that this thread opens meanwhile; one is undone alone.

        On SQLite, whose one writer waits for the disk at each commit; PostgreSQL would hold
        locks for longer, and gains nothing. Cut before its end, all of it is undone.
        """
        if self.moteur.dialect.name != "sqlite":
            yield
            return
        with self._tour(), self.moteur.begin() as connexion:
            groupe = self._fil.groupe = _Groupe(connexion)
            try:
                yield
            finally:
                self._fil.groupe = None
        if groupe.ajouts:
            self.reveiller()

    def _groupe(self) -> _Groupe | None:
        return getattr(self._fil, "groupe", None)

    def _unite(self, connexion: Connection) -> UniteDeTravail:
        return UniteDeTravail(connexion, self.coffre, self.conventions, self.liens)
