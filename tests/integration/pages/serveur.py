"""The pages served by a real server on loopback, to a town hall and a bailleur of ours."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta

import uvicorn
from sqlalchemy import Engine
from starlette.applications import Starlette
from starlette.routing import Mount

from bot.clock import HorlogeReglable
from bot.handlers.request import Request
from bot.handlers.router import Routeur
from bot.web.pages.application import creer_pages
from core.domain.acces import But
from core.domain.organisations import COURRIEL, Destination, Membre, Organisation, Role
from core.usecases.adhesions import inviter
from storage.coffre import Coffre, nouvelle_cle
from storage.conventions.loader import conventions_livrees
from storage.liens import Liens
from storage.unit_of_work import Base
from tests.component.plateforme import NOM
from tests.component.scene import DEPART, VACANCE

MARIE, CODE, NOUVELLE = "logement@leport.re", "ABCD-2345-WXYZ", "accueil@leport.re"


@dataclass
class Decor:
    """Who is there, what they were sent, and where the pages are."""

    base: Base
    port: int
    horloge: HorlogeReglable = field(default_factory=lambda: HorlogeReglable(DEPART))

    @property
    def liens(self) -> Liens:
        """Give what signs the links."""
        assert self.base.liens
        return self.base.liens

    def organisation(self, nom: str) -> Organisation:
        """Find an organisation by its exact name."""
        with self.base.transaction() as uow:
            return next(une for une in uow.organisations.toutes() if une.nom == nom)

    def inscrire(self, organisation: str, plateforme: str, adresse: str) -> Membre:
        """Enrol a référent."""
        sienne = self.organisation(organisation)
        with self.base.transaction() as uow:
            return uow.membres.ajouter(
                sienne, Role.REFERENT, plateforme, adresse, adresse, self.horloge.maintenant()
            )

    def dire(self, texte: str) -> None:
        """The bailleur types a command."""
        demande = Request(NOM, "nadia", Destination(NOM, "nadia"), texte[:40], texte=texte)
        Routeur(self.base).traiter(demande, self.horloge.maintenant())

    def lien(self, membre: Membre, but: But, objet: str = "", jours: int = 0) -> str:
        """Give a member's link, made some days ago."""
        quand = self.horloge.maintenant() - timedelta(days=jours)
        return self.liens.pour(membre, but, quand, objet)

    def invitation(self) -> str:
        """Invite an address of Le Port; gives its link."""
        port, maintenant = self.organisation("Le Port"), self.horloge.maintenant()
        with self.base.transaction() as uow:
            inviter(uow, maintenant, port, Role.AGENT, CODE, NOUVELLE)
        return self.liens.inscription(port.id, CODE, maintenant)


def preparer(moteur: Engine) -> Decor:
    """Enrol Nadia (SIDR) and Marie (Le Port, by e-mail), and post one avis for each browser."""
    with socket.create_server(("127.0.0.1", 0)) as prise:
        port = int(prise.getsockname()[1])
    adresse = f"http://127.0.0.1:{port}"
    base = Base(moteur, conventions_livrees(), Coffre(nouvelle_cle()), adresse)
    return Decor(base, port)


@contextmanager
def servir(decor: Decor) -> Iterator[None]:
    """Serve the pages from another thread."""
    application = Starlette(routes=[Mount("/p", creer_pages(decor.base, decor.horloge))])
    config = uvicorn.Config(
        application, port=decor.port, log_config=None, access_log=False, lifespan="off"
    )
    serveur, prete = uvicorn.Server(config), threading.Event()

    async def vivre() -> None:
        tache = asyncio.create_task(serveur.serve())
        while not serveur.started and not tache.done():
            await asyncio.sleep(0.01)
        prete.set()
        await tache

    fil = threading.Thread(target=lambda: asyncio.run(vivre()), daemon=True)
    fil.start()
    assert prete.wait(15)
    try:
        yield
    finally:
        serveur.should_exit = True
        fil.join(15)


__all__ = ["COURRIEL", "MARIE", "NOM", "VACANCE", "Decor", "preparer", "servir"]
