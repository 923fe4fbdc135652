"""Slack's receiving side: each delivery kept, acknowledged, then handled in order."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial
from itertools import count
from typing import Any

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError
from starlette.routing import Route

from bot.channels.evenements import noter
from bot.channels.pieces import TelechargementManque
from bot.channels.slack import courrier as courriers
from bot.channels.slack.adresses import NOM, personne
from bot.channels.slack.application import Acces, construire, construire_client
from bot.channels.slack.courrier import Courrier
from bot.channels.slack.errors import issue, nom_de
from bot.channels.slack.fichiers import Fichiers
from bot.channels.slack.greffe import Greffe
from bot.channels.slack.incoming import Desinstallation, Evenement, Tableau, traduire
from bot.channels.slack.installations import (
    EntrepotInstallations,
    EtatsOAuth,
    desinstaller,
    retrouver,
)
from bot.channels.slack.modales import Modales
from bot.channels.slack.reception import Reception
from bot.channels.slack.sender import ExpediteurSlack
from bot.channels.slack.socket import Prise
from bot.channels.slack.web import routes
from bot.clock import Horloge
from bot.copies.mandat import Mandat
from bot.handlers.commandes import PAR_NOM
from bot.handlers.frein import FreinParPersonne
from bot.handlers.permissions import permise
from bot.handlers.request import Request
from bot.handlers.router import Routeur
from bot.handlers.soumission import Soumission
from core.domain.organisations import Destination
from core.usecases.dossier import TABLEAU, demander_le_tableau
from storage.depots.arrivees import ESSAIS_MAX, Arrivee
from storage.depots.installations import EspaceInstalle
from storage.unit_of_work import Base, UniteDeTravail

journal = structlog.get_logger(__name__)

ATTENTE_MAX = 30.0
DERNIER_ESSAI_DE_SLACK = timedelta(minutes=6)
"""Slack delivers an event again after five minutes at most."""

SILENCE_AVOUE = timedelta(minutes=10)
"""A stop longer than Slack insists: what was written to the bot meanwhile may be lost."""

ABANDON = timedelta(seconds=30)
"""A delivery left unhandled for so long has lost the copy that received it."""


class AccesRefuse(Exception):
    """Slack refuses the token of the settings; the message says which and what to do."""


class ServiceSlack:
    """Receives through a socket, HTTP or both; sends through one client."""

    nom = NOM

    def __init__(self, acces: Acces, base: Base, horloge: Horloge) -> None:
        """Take the settings; must be made in a running loop, nothing runs before `demarrer`."""
        self._acces = acces
        self._base = base
        self._horloge = horloge
        self._ne_le = horloge.maintenant()
        self._routeur = Routeur(base, FreinParPersonne())
        self._verrou = asyncio.Lock()
        self.client = construire_client(acces)
        self._entrepot = EntrepotInstallations(base, horloge)
        self.expediteur = ExpediteurSlack(self.client, self._entrepot.jeton, self._entrepot.relire)
        self._modales = Modales(self.client, self._entrepot.jeton, self._annoncer)
        self._fichiers = Fichiers(self.client, self._entrepot.jeton)
        etats = EtatsOAuth(base, horloge)
        self.application = construire(acces, self.client, self._entrepot, etats)
        Reception(Greffe(base, horloge), self.traiter, self.soumettre).brancher(self.application)
        self._mandat = Mandat(base, NOM, horloge)
        self._prise: Prise | None = None

    @property
    def entendu_le(self) -> datetime | None:
        """Give the last sign of life of the socket; over HTTP, Slack comes to us."""
        if self._acces.jeton_application is None:
            return self._horloge.maintenant()
        return self._prise.dernier_signe() if self._prise else None

    @property
    def en_reserve(self) -> bool:
        """Tell whether another copy holds the socket."""
        return self._acces.jeton_application is not None and not self._mandat.tenu

    def routes(self) -> Sequence[Route]:
        """Give the routes that the settings call for."""
        return routes(self.application, evenements=self._acces.secret_signature is not None)

    async def demarrer(self) -> None:
        """Check the token, then handle what a stop left unhandled; raises AccesRefuse."""
        if self._acces.jeton:
            await self._retrouver_le_notre(self._acces.jeton)
        await self._rattraper(self._ne_le, formulaires=False)

    async def _retrouver_le_notre(self, jeton: str) -> None:
        """Take the workspace of the settings; refused, it stops only an app that has no other."""
        try:
            espace = await self._notre_espace(jeton)
        except AccesRefuse as refus:
            if not self._acces.plusieurs_espaces:
                raise
            journal.error("espace des réglages refusé, les autres continuent", raison=str(refus))
            return
        self._entrepot.ajouter_le_notre(espace)
        await asyncio.to_thread(self._transaction_de_retour, espace.equipe)

    async def tourner(self) -> None:
        """Listen for ever."""
        if self._acces.jeton_application:
            await self._mandat.exercer(partial(self._tenir_la_prise, self._acces.jeton_application))
        else:
            await asyncio.Event().wait()

    async def _tenir_la_prise(self, jeton: str) -> None:
        """Listen through a socket of its own, closed at the end."""
        self._prise = Prise(self.application, jeton, self._horloge)
        try:
            await self._prise.tourner()
        finally:
            prise, self._prise = self._prise, None
            await prise.fermer()

    async def battre(self, maintenant: datetime) -> None:
        """Handle what another copy left, watch the socket, note up to when all was heard."""
        await self._rattraper(maintenant - ABANDON, formulaires=True)
        par_http = self._acces.jeton_application is None
        if par_http or (self._prise and await self._prise.surveiller()):
            await asyncio.to_thread(self._noter_l_ecoute, maintenant - DERNIER_ESSAI_DE_SLACK)

    async def faire_le_point(self, maintenant: datetime) -> None:
        """Note nothing: Slack can't be asked what it holds, only listening tells."""

    async def arreter(self) -> None:
        """Close the connections."""
        await self._modales.finir()
        await self._mandat.rendre()
        if self.client.session:
            await self.client.session.close()

    async def traiter(self, courrier: Courrier) -> None:
        """Handle a kept delivery; the modal that a form needs is opened at once."""
        modale = await self._modales.ouvrir(courrier)
        async with self._verrou:
            arrivee = await asyncio.to_thread(self._trouver, courrier.cle)
            if arrivee:
                await self._faire(courrier, arrivee, modale)

    async def soumettre(self, courrier: Courrier, limite: float) -> dict[str, Any]:
        """Run a form; give what its modal becomes, before `limite` (loop time) in any case."""
        requete = traduire(courrier)
        if not isinstance(requete, Request):
            return {}
        travail = asyncio.to_thread(self._soumettre, requete, courrier.cle)
        return await self._modales.repondre(courrier, asyncio.ensure_future(travail), limite)

    def _soumettre(self, requete: Request, cle: str) -> Soumission:
        arrivee = self._trouver(cle)
        if arrivee is None:
            return Soumission()
        faite = self._routeur.soumettre(requete, self._horloge.maintenant(), arrivee)
        if requete.commande == "inscription" and faite == Soumission():
            self._montrer_le_tableau(requete)
        return faite

    async def _annoncer(self, courrier: Courrier, soumission: Soumission) -> None:
        """Tell in the conversation what could not be shown in the modal."""
        requete = traduire(courrier)
        if isinstance(requete, Request):
            maintenant = self._horloge.maintenant()
            await asyncio.to_thread(self._routeur.annoncer, requete, maintenant, soumission)

    async def _faire(self, courrier: Courrier, arrivee: Arrivee, modale: str | None) -> None:
        evenement = traduire(courrier, modale)
        if not isinstance(evenement, Request):
            await asyncio.to_thread(self._noter, evenement, arrivee)
            return
        if evenement.commande:
            faite = await asyncio.to_thread(self._soumettre, evenement, arrivee.cle)
            if faite != Soumission():
                await self._annoncer(courrier, faite)
            return
        try:
            dernier = arrivee.essais + 1 >= ESSAIS_MAX
            requete = await self._fichiers.joindre(courrier, evenement, dernier=dernier)
        except TelechargementManque as erreur:
            journal.warning("fichier non téléchargé, nouvel essai", raison=str(erreur))
            await asyncio.to_thread(self._laisser, arrivee)
            return
        if await asyncio.to_thread(self._rattache_un_canal, requete):
            requete = await self._modales.preciser(requete)
        await asyncio.to_thread(self._routeur.traiter, requete, self._horloge.maintenant(), arrivee)
        if requete.texte.startswith("/inscription"):
            await asyncio.to_thread(self._montrer_le_tableau, requete)

    def _rattache_un_canal(self, requete: Request) -> bool:
        """Tell whether somebody who may do it asks for a channel to be attached."""
        if requete.texte.split() != ["/canal"] or requete.ici.prive:
            return False
        with self._base.transaction() as uow:
            auteur = uow.membres.par_identite(NOM, requete.personne)
        return permise(PAR_NOM["canal"], auteur)

    async def _rattraper(self, avant: datetime, *, formulaires: bool) -> None:
        """Handle what was kept before `avant` and not handled; no modal can be opened any more.

        A form just cut by a stop is left for a while to its sender, who was told that it failed.
        """
        async with self._verrou:
            for arrivee in await asyncio.to_thread(self._en_attente, avant):
                try:
                    courrier = courriers.lire(arrivee.charge)
                    if formulaires or courrier.genre != "formulaire":
                        await self._faire(courrier, arrivee, None)
                except Exception:
                    journal.exception("livraison non traitée", cle=arrivee.cle)
                    await asyncio.to_thread(self._laisser, arrivee)

    def _laisser(self, arrivee: Arrivee) -> None:
        """Keep a delivery that could not be handled for a few more tries."""
        if arrivee.essais + 1 >= ESSAIS_MAX:
            self._noter(None, arrivee)
            return
        with self._base.transaction() as uow:
            uow.arrivees.compter_essai(arrivee.id)

    def _noter(self, evenement: Evenement | None, arrivee: Arrivee) -> None:
        """Settle a delivery that asks for no answer."""
        maintenant = self._horloge.maintenant()
        with self._base.transaction() as uow:
            if not uow.arrivees.traiter(arrivee.id, maintenant):
                return
            match evenement:
                case Tableau(auteur, destination):
                    _noter_le_tableau(uow, auteur, destination, arrivee.cle, maintenant)
                case Desinstallation(equipe, quand):
                    if self._entrepot.est_parti(uow, equipe, quand):
                        desinstaller(uow, equipe, maintenant)
                        self._entrepot.perdre_de_vue(equipe)
                case autre:
                    noter(uow, autre, maintenant)

    def _montrer_le_tableau(self, requete: Request) -> None:
        """Draw the board of somebody whose place may just have changed."""
        equipe, _, numero = requete.conversation.adresse.partition("/")
        with self._base.transaction() as uow:
            maintenant = self._horloge.maintenant()
            ou = personne(equipe, numero)
            _noter_le_tableau(uow, requete.personne, ou, secrets.token_hex(4), maintenant)

    def _trouver(self, cle: str) -> Arrivee | None:
        with self._base.transaction() as uow:
            return uow.arrivees.trouver(NOM, cle)

    def _en_attente(self, avant: datetime) -> list[Arrivee]:
        with self._base.transaction() as uow:
            return list(uow.arrivees.en_attente(NOM, avant=avant))

    def _noter_l_ecoute(self, instant: datetime) -> None:
        with self._base.transaction() as uow:
            if not uow.arrivees.en_attente(NOM, 1):
                uow.ecoutes.noter(NOM, instant, SILENCE_AVOUE)

    def _transaction_de_retour(self, equipe: str) -> None:
        with self._base.transaction() as uow:
            retrouver(uow, equipe, self._horloge.maintenant())

    async def _notre_espace(self, jeton: str) -> EspaceInstalle:
        """Ask Slack whose token this is, for as long as it can't be reached."""
        for essai in count():
            try:
                lu = await self.client.auth_test(token=jeton)
                droits = tuple(str(lu.headers.get("x-oauth-scopes", "")).split(","))
                return EspaceInstalle(
                    str(lu["team_id"]),
                    str(lu.get("team", "")),
                    "",
                    str(lu["user_id"]),
                    str(lu.get("bot_id", "")),
                    droits,
                    jeton,
                )
            except SlackApiError as erreur:
                if nom_de(erreur) not in {"ratelimited", "internal_error", "service_unavailable"}:
                    raise AccesRefuse(f"SLACK_BOT_TOKEN : Slack répond {nom_de(erreur)}") from None
                raison = str(issue(erreur))
            except (aiohttp.ClientError, TimeoutError, OSError) as erreur:
                raison = type(erreur).__name__
            journal.warning("Slack injoignable, nouvel essai", raison=raison)
            await asyncio.sleep(min(ATTENTE_MAX, 0.5 * 2 ** min(essai, 6)))
        raise AssertionError("la boucle ne finit pas")


def _noter_le_tableau(
    uow: UniteDeTravail, auteur: str, ou: Destination, cause: str, maintenant: datetime
) -> None:
    """Remember where a person looks at their board, and draw it."""
    uow.membres.noter_tableau(NOM, auteur, ou.adresse)
    tableau = Destination(NOM, ou.adresse, TABLEAU)
    demander_le_tableau(uow, tableau, cause, maintenant)
