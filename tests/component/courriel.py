"""A scene where some read by e-mail and act on signed pages."""

from __future__ import annotations

import asyncio
import itertools
from datetime import UTC, datetime, timedelta

from bot.channels.base import Livraison
from bot.handlers.request import Request
from core.domain.envois import Genre
from core.domain.organisations import COURRIEL, PAGE, Destination, Role
from storage.unit_of_work import Base
from tests.component.plateforme import PlateformeEnMemoire
from tests.component.scene import Scene

PUBLIC = "https://fluxbot.test"
MAIRIE = "logement@leport.example"
CALEOL = "caleol@sidr.example"


def le(mois: int, jour: int, heure: int = 0, minute: int = 0) -> datetime:
    """Give an instant of 2026 by the clock of La Réunion."""
    return datetime(2026, mois, jour, heure, minute, tzinfo=UTC) - timedelta(hours=4)


class SceneCourriel(Scene):
    """The usual scene, with a mail server and signed pages kept in memory."""

    def __init__(self, base: Base) -> None:
        super().__init__(Base(base.moteur, base.conventions, base.coffre, PUBLIC))
        self.courriel = PlateformeEnMemoire(nom=COURRIEL)
        self.pages = PlateformeEnMemoire(nom=PAGE)
        for une in (self.courriel, self.pages):
            self.dispatcher.ajouter(une)
        self._gestes = itertools.count(1)
        self._entendre()

    def _entendre(self) -> None:
        with self.base.transaction() as uow:
            uow.ecoutes.noter(COURRIEL, self.maintenant, timedelta(days=400))

    async def battre(self) -> None:
        """Do what is due; mail is served all along."""
        self._entendre()
        await super().battre()

    def inscrire_adresse(
        self,
        adresse: str,
        organisation: str,
        role: Role = Role.REFERENT,
        *,
        secours: bool = False,
    ) -> int:
        """Enrol a person who reads at an address; gives the member's id."""
        trouvee = self.organisation(organisation)
        with self.base.transaction() as uow:
            membre = uow.membres.ajouter(trouvee, role, COURRIEL, adresse, adresse, self.maintenant)
            uow.membres.noter_secours(COURRIEL, adresse, secours=secours)
        return membre.id

    async def sur_la_page(self, membre: int, texte: str) -> str:
        """A person does something on a signed page; gives what it answers."""
        lieu = Destination(PAGE, str(membre))
        geste = f"geste-{next(self._gestes)}"
        requete = Request(PAGE, str(membre), lieu, geste, texte=texte, membre=membre)
        await asyncio.to_thread(self.routeur.traiter, requete, self.maintenant)
        await self.dispatcher.vider()
        return self.pages.fil(str(membre))[-1].texte

    def courriels(self, adresse: str, genre: Genre | None = None) -> list[str]:
        """Give the texts that a mailbox holds, of one kind if given."""
        return [un.texte for un in self.courriel.fil(adresse) if genre is None or un.genre is genre]

    def dernier(self, adresse: str, genre: Genre) -> Livraison:
        """Give the last mail of a kind in a mailbox."""
        return [un for un in self.courriel.fil(adresse) if un.genre is genre][-1].livraison

    def noter_la_caleol(self, bailleur: str, adresse: str | None) -> None:
        """Give a bailleur's CALEOL an address, or none."""
        trouvee = self.organisation(bailleur)
        with self.base.transaction() as uow:
            uow.organisations.noter_caleol(trouvee.id, adresse)
