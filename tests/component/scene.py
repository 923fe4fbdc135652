"""People, a clock, a database and the real program: what the scenarios are played on."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.clock import HorlogeReglable
from bot.handlers.request import Request
from bot.handlers.router import Routeur
from bot.scheduler.dispatcher import Dispatcher
from bot.scheduler.jobs import battre
from core.domain.avis import AvisDeVacance, Etat
from core.domain.candidatures import Candidature
from core.domain.convention import ModeReception
from core.domain.envois import Genre, Reception
from core.domain.journal import Entree
from core.domain.organisations import Destination, Organisation, Role
from storage.depots.releve import EtatEnvoi, LigneEnvoi
from storage.unit_of_work import Base
from tests.component.plateforme import NOM, Montre, PlateformeEnMemoire

DEPART = datetime(2026, 3, 10, 6, 15, tzinfo=UTC)
"""Tuesday 10 March 2026, 10:15 in La Réunion."""

LOGEMENT = (
    'commune="Le Port" quartier="Rivière des Galets" qpv=oui type=T3 loyer=512,30 '
    "financement=LLTS annee=1998 pmr=non ascenseur=non preavis=1"
)
VACANCE = f'/vacance reservataire="Le Port" {LOGEMENT}'
REF = "AV-2026-0001"
NUR = tuple(f"9740318000{n}310001" for n in range(10, 30))
"""Twenty well-formed numbers, each of its own household."""
DOUTEUX = "974131800012310001"
"""Well formed, but of a thirteenth month."""

TOUS_LES_ETATS = tuple(EtatEnvoi)


def groupe(adresse: str = "groupe-port") -> Destination:
    """Give a conversation read by several people."""
    return Destination(NOM, adresse, None, prive=False)


class Scene:
    """Runs the real program on an adjustable clock; must be made in a running loop."""

    def __init__(
        self, base: Base, depart: datetime = DEPART, plateforme: PlateformeEnMemoire | None = None
    ) -> None:
        self.base = base
        self.horloge = HorlogeReglable(depart)
        self.plateforme = plateforme or PlateformeEnMemoire()
        self.dispatcher = Dispatcher(base, {NOM: self.plateforme}, self.horloge)
        self.routeur = Routeur(base)
        self.messages = itertools.count(1)

    @property
    def maintenant(self) -> datetime:
        """Give the scene's instant."""
        return self.horloge.maintenant()

    def organisation(self, nom: str) -> Organisation:
        """Find an organisation by its exact name."""
        with self.base.transaction() as uow:
            return next(une for une in uow.organisations.toutes() if une.nom == nom)

    def inscrire(self, cle: str, organisation: str, role: Role = Role.REFERENT) -> int:
        """Enrol a person, who reads in private at the address `cle`; gives the member's id."""
        trouvee = self.organisation(organisation)
        with self.base.transaction() as uow:
            return uow.membres.ajouter(trouvee, role, NOM, cle, cle, self.maintenant).id

    def requete(self, cle: str, dans: Destination | None = None, **suite: Any) -> Request:
        """Make what a platform would hand over."""
        message = suite.pop("message", f"tape-{next(self.messages)}")
        return Request(NOM, cle, dans or Destination(NOM, cle), message, **suite)

    async def ecrire(self, cle: str, texte: str, dans: Destination | None = None) -> None:
        """A person types a text; nothing is sent yet."""
        requete = self.requete(cle, dans, texte=texte)
        await asyncio.to_thread(self.routeur.traiter, requete, self.maintenant)

    async def dire(
        self, cle: str, texte: str, dans: Destination | None = None, **suite: Any
    ) -> str:
        """A person types a text; gives what is answered, empty when nothing is."""
        return await self._jouer(self.requete(cle, dans, texte=texte, **suite))

    async def presser(self, cle: str, libelle: str, dans: Destination | None = None) -> str:
        """A person presses the last button so labelled in a conversation; gives the answer."""
        adresse = (dans or Destination(NOM, cle)).adresse
        for montre in reversed(self.plateforme.fil(adresse)):
            assert montre.livraison.message
            for bouton, jeton in zip(
                montre.livraison.message.boutons, montre.livraison.jetons, strict=True
            ):
                if bouton.libelle == libelle:
                    return await self._jouer(
                        self.requete(cle, dans, jeton=jeton, message=montre.id)
                    )
        raise AssertionError(f"no button « {libelle} » in {adresse}")

    async def soumettre(self, cle: str, **suite: Any) -> Mapping[str, str]:
        """A person sends a whole form; gives the faults by field."""
        faite = await asyncio.to_thread(
            self.routeur.soumettre, self.requete(cle, **suite), self.maintenant
        )
        await self.dispatcher.vider()
        return faite.erreurs

    async def _jouer(self, requete: Request) -> str:
        await asyncio.to_thread(self.routeur.traiter, requete, self.maintenant)
        await self.dispatcher.vider()
        for montre in reversed(self.plateforme.fil(requete.conversation.adresse)):
            cle = montre.livraison.envoi.cle
            if montre.genre is Genre.REPONSE and f":{requete.message}:" in cle:
                return montre.texte
        return ""

    async def battre(self) -> None:
        """Do what is due now, then send all that waits."""
        await asyncio.to_thread(self.dispatcher.reprendre_les_abandonnes)
        await asyncio.to_thread(battre, self.base, self.maintenant)
        await self.dispatcher.vider()

    async def vivre_jusqu_a(self, cible: datetime) -> None:
        """Move the clock to `cible`, stopping at each thing due on the way."""
        while True:
            with self.base.transaction() as uow:
                prochain = uow.jalons.prochain(self.maintenant)
            if prochain is None or prochain > cible:
                break
            self.horloge.avancer_a(prochain)
            await self.battre()
        self.horloge.avancer_a(cible)
        await self.battre()

    async def attendre(self, **duree: float) -> None:
        """Let time go by, then do what is due at its end only."""
        self.horloge.avancer(timedelta(**duree))
        await self.battre()

    async def jusqu_a_l_echeance(self, reference: str = REF) -> None:
        """Live up to the instant at which the running délai ends."""
        echeance = self.avis(reference).echeance
        assert echeance
        await self.vivre_jusqu_a(echeance.fin)

    def fil(self, adresse: str, genre: Genre | None = None) -> list[Montre]:
        """Give what a conversation shows, of one kind if given."""
        return [un for un in self.plateforme.fil(adresse) if genre in (None, un.genre)]

    def textes(self, adresse: str, genre: Genre | None = None) -> list[str]:
        """Give the texts that a conversation shows."""
        return [un.texte for un in self.fil(adresse, genre)]

    def avis(self, reference: str = REF) -> AvisDeVacance:
        """Read an avis."""
        with self.base.transaction() as uow:
            avis = uow.avis.par_reference(reference)
        assert avis, f"{reference} is not stored"
        return avis

    def etat(self, reference: str = REF) -> Etat:
        """Read the state of an avis."""
        return self.avis(reference).etat

    def candidatures(self, reference: str = REF) -> list[Candidature]:
        """Read the candidatures of an avis."""
        numero = self.avis(reference).id
        with self.base.transaction() as uow:
            return list(uow.avis.candidatures(numero))

    def receptions(self, reference: str = REF) -> list[Reception]:
        """Read the proofs of reception of an avis."""
        numero = self.avis(reference).id
        with self.base.transaction() as uow:
            return list(uow.avis.receptions(numero))

    def journal(self, reference: str = REF) -> list[Entree]:
        """Read the chain of an avis."""
        with self.base.transaction() as uow:
            return list(uow.journal.chaine(reference))

    def actions(self, reference: str = REF) -> list[str]:
        """Read what was done to an avis, in order."""
        return [une.action for une in self.journal(reference)]

    def envois(self, genre: Genre) -> list[LigneEnvoi]:
        """Read the outbox rows of a kind, oldest first."""
        with self.base.transaction() as uow:
            lignes = uow.envois.lister(TOUS_LES_ETATS, 1000)
        return [une for une in reversed(lignes) if une.genre == genre]


def avec_accuse(base: Base) -> Base:
    """Give the same database under a convention where only an acknowledgement is a reception."""
    conventions = {}
    for cle, convention in base.conventions.items():
        if convention.termes is None:
            continue
        reception = replace(convention.termes.reception, valeur=ModeReception.ACCUSE)
        termes = replace(convention.termes, reception=reception)
        conventions[cle] = replace(convention, termes=termes)
    return Base(base.moteur, conventions, base.coffre)
