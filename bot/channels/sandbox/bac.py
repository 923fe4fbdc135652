"""The sandbox as a whole: its people, its clock, its database, the real handlers."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from bot.channels import pieces
from bot.channels.base import Plateforme
from bot.channels.sandbox.boite import Courrier, ExpediteurBoite
from bot.channels.sandbox.lieu import LA_REUNION, Lieu
from bot.channels.sandbox.messagerie import NOM, ExpediteurSandbox, Messagerie
from bot.clock import HorlogeReglable
from bot.handlers.request import Fichier, Request
from bot.handlers.router import Routeur
from bot.scheduler.dispatcher import Dispatcher
from bot.scheduler.jobs import battre
from core.domain.organisations import COURRIEL, Destination, Role
from storage.unit_of_work import Base

DUREE_PANNE = timedelta(days=5)


@dataclass(frozen=True)
class Personne:
    """Somebody of the sandbox; `cle` is their identifier and address."""

    cle: str
    nom: str
    organisation: str
    role: Role = Role.REFERENT


class Bac:
    """Runs the real program on an adjustable clock."""

    def __init__(
        self,
        base: Base,
        horloge: HorlogeReglable,
        personnes: tuple[Personne, ...],
        courrier: Courrier | None = None,
        lieu: Lieu = LA_REUNION,
    ) -> None:
        """Take a migrated database where the organisations are known; must run in a loop.

        Without `courrier` nobody is written to by e-mail.
        """
        self.base = base
        self.horloge = horloge
        self.personnes = {une.cle: une for une in personnes}
        self.messagerie = Messagerie(horloge.maintenant)
        self.courrier = courrier
        self.lieu = lieu
        self.dispatcher = Dispatcher(base, self._plateformes(), horloge)
        self._routeur = Routeur(base)
        self._verrou = asyncio.Lock()

    def _plateformes(self) -> dict[str, Plateforme]:
        plateformes: dict[str, Plateforme] = {NOM: ExpediteurSandbox(self.messagerie)}
        if self.courrier:
            plateformes[COURRIEL] = ExpediteurBoite(
                self.messagerie, self.courrier.composer, self.horloge.maintenant
            )
        return plateformes

    def inscrire_tous(self) -> None:
        """Enrol the sandbox's people, in chat and by e-mail."""
        gens = [(une.organisation, une.role, NOM, une.cle) for une in self.personnes.values()]
        if self.courrier:
            gens += [
                (un.organisation, Role.REFERENT, COURRIEL, un.adresse)
                for un in self.courrier.correspondants
            ]
        maintenant = self.horloge.maintenant()
        with self.base.transaction() as uow:
            toutes = {une.nom: une for une in uow.organisations.toutes()}
            for organisation, role, plateforme, cle in gens:
                uow.membres.ajouter(toutes[organisation], role, plateforme, cle, cle, maintenant)
        self._ecouter_les_pages()

    def _ecouter_les_pages(self) -> None:
        """Note that the signed pages answer, as the real platform does at each tick."""
        if self.courrier:
            with self.base.transaction() as uow:
                uow.ecoutes.noter(COURRIEL, self.horloge.maintenant())

    async def ecrire(self, cle: str, texte: str) -> None:
        """A person types a text."""
        message = self.messagerie.taper(cle, texte)
        await self._traiter(self._requete(cle, message.id, texte=texte))

    async def joindre(self, cle: str, fichier: Fichier) -> None:
        """A person sends a file."""

        async def chercher() -> Fichier:
            return fichier

        message = self.messagerie.deposer(cle, fichier.nom)
        await self._traiter(await pieces.joindre(self._requete(cle, message.id), chercher))

    async def presser(self, cle: str, message: str, jeton: str) -> None:
        """A person presses a button of a message."""
        await self._traiter(self._requete(cle, message, jeton=jeton))

    async def soumettre(
        self, cle: str, message: str, champs: Mapping[str, str]
    ) -> Mapping[str, str]:
        """A person sends the form of a message; gives the faults by field, empty when done."""
        montre = self.messagerie.trouver(cle, message)
        if montre is None or montre.formulaire is None:
            return {"": "Ce formulaire a déjà été envoyé. Pour recommencer, tapez la commande."}
        requete = self._requete(
            cle,
            message,
            commande=montre.formulaire.commande,
            champs=champs,
            fixe=montre.formulaire.fixe,
        )
        async with self._verrou:
            faite = await asyncio.to_thread(
                self._routeur.soumettre, requete, self.horloge.maintenant()
            )
            if not faite.erreurs:
                self.messagerie.ranger_formulaire(cle, message)
            await self.dispatcher.vider()
        return faite.erreurs

    async def avancer_d_un_jour(self) -> None:
        """Live through the next day, doing everything at its own instant."""
        await self.vivre_jusqu_a(self.horloge.maintenant() + timedelta(days=1))

    async def prochaine_echeance(self) -> bool:
        """Live up to the next échéance, or the next date of a dossier; False when none is."""
        instant = self._prochaine()
        if instant is None:
            return False
        await self.vivre_jusqu_a(instant)
        return True

    async def simuler_une_panne(self) -> tuple[datetime, datetime]:
        """Stop the program before the next échéance, start it five days after; gives both."""
        arret = self.horloge.maintenant()
        reprise = (self._prochaine() or arret) + DUREE_PANNE
        self.horloge.avancer_a(reprise)
        await self._battre()
        return arret, reprise

    async def vivre_jusqu_a(self, cible: datetime) -> None:
        """Move the clock to `cible`, stopping at each thing due on the way."""
        while True:
            prochain = self._prochain_arret()
            if prochain > cible:
                break
            self.horloge.avancer_a(prochain)
            await self._battre()
        self.horloge.avancer_a(cible)
        await self._battre()

    def _prochain_arret(self) -> datetime:
        """Give the next thing due, or the next seal: each day is sealed when it ends (UTC)."""
        maintenant = self.horloge.maintenant()
        demain = maintenant.astimezone(UTC).date() + timedelta(days=1)
        minuit = datetime.combine(demain, time(), UTC)
        with self.base.transaction() as uow:
            dus = (uow.jalons.prochain(maintenant), uow.agenda.prochain(maintenant))
        return min((minuit, *(un for un in dus if un)))

    def _prochaine(self) -> datetime | None:
        with self.base.transaction() as uow:
            dues = (uow.jalons.prochaine_echeance(), uow.agenda.prochain())
        return min((une for une in dues if une), default=None)

    async def vider(self) -> None:
        """Send what waits: something was done on a signed page."""
        async with self._verrou:
            await self.dispatcher.vider()

    async def _battre(self) -> None:
        async with self._verrou:
            await asyncio.to_thread(self._ecouter_les_pages)
            await asyncio.to_thread(battre, self.base, self.horloge.maintenant())
            await self.dispatcher.vider()

    async def _traiter(self, requete: Request) -> None:
        async with self._verrou:
            await asyncio.to_thread(self._routeur.traiter, requete, self.horloge.maintenant())
            await self.dispatcher.vider()

    def _requete(self, cle: str, message: str, **suite: object) -> Request:
        return Request(NOM, cle, Destination(NOM, cle), message, questions="formulaire", **suite)  # type: ignore[arg-type]
