"""Telegram's receiving side: raw updates committed first, then handled in order."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Sequence
from functools import partial
from itertools import count
from typing import Any

import structlog
from httpx import Limits
from telegram import Bot, Update
from telegram.error import InvalidToken, TelegramError
from telegram.ext import Application, ApplicationBuilder, ContextTypes, TypeHandler
from telegram.request import HTTPXRequest

from bot.channels.evenements import Evenement, noter
from bot.channels.pieces import TelechargementManque
from bot.channels.telegram.fichiers import apporte_un_fichier, joindre
from bot.channels.telegram.incoming import traduire
from bot.channels.telegram.menu import poser_le_menu, poser_le_menu_commun
from bot.channels.telegram.sender import NOM, ExpediteurTelegram
from bot.clock import Horloge
from bot.handlers.commandes import Commande
from bot.handlers.frein import FreinParPersonne
from bot.handlers.permissions import offertes
from bot.handlers.request import Request
from bot.handlers.router import Routeur
from bot.health import ARRIVEES
from storage.depots.arrivees import ESSAIS_MAX, Arrivee
from storage.engine import BASE_INJOIGNABLE
from storage.unit_of_work import Base

journal = structlog.get_logger(__name__)
Acte = tuple[Arrivee, Callable[[], None]]

MISES_A_JOUR = ["message", "callback_query", "my_chat_member"]
ATTENTE_MAX = 30.0
ECOUTE = 10.0
"""Seconds that one long poll lasts."""

LOT = 20
"""Updates handled before the inbox is read again: a stop waits for the end of them."""

DEBUTS = ("/inscription", "/start", "/aide")


def construire(jeton: str, adresse: str) -> Application[Any, Any, Any, Any, Any, Any]:
    """Build the Application: no updater, no job queue, our own polling."""
    envois = HTTPXRequest(
        connect_timeout=5,
        read_timeout=10,
        write_timeout=10,
        pool_timeout=5,
        # Each idle connection is looked at before each send: few are kept.
        httpx_kwargs={"limits": Limits(max_connections=64, max_keepalive_connections=8)},
    )
    ecoutes = HTTPXRequest(connection_pool_size=2, connect_timeout=5, read_timeout=ECOUTE + 10)
    return (
        ApplicationBuilder()
        .token(jeton)
        .base_url(f"{adresse.rstrip('/')}/bot")
        .base_file_url(f"{adresse.rstrip('/')}/file/bot")
        .updater(None)
        .job_queue(None)
        .request(envois)
        .get_updates_request(ecoutes)
        .build()
    )


class ServiceTelegram:
    """Receives, stores, then handles updates one by one."""

    def __init__(
        self, application: Application[Any, Any, Any, Any, Any, Any], base: Base, horloge: Horloge
    ) -> None:
        """Take a built Application; nothing runs before `demarrer`."""
        self.application = application
        self.bot: Bot = application.bot
        self.expediteur = ExpediteurTelegram(self.bot)
        self._base = base
        self._horloge = horloge
        self._routeur = Routeur(base, FreinParPersonne())
        self._verrou = asyncio.Lock()
        self._actes: list[Acte] = []
        application.add_handler(TypeHandler(Arrivee, self._traiter))

    async def demarrer(self) -> None:
        """Check the token, show the menu, handle what a stop left unhandled.

        Waits for Telegram as long as it can't be reached; raises InvalidToken when it refuses us.
        """
        for essai in count():
            try:
                await self.application.initialize()
                break
            except InvalidToken:
                raise
            except Exception as erreur:
                # Whatever stands between us may answer anything: only Telegram's refusal is final.
                journal.warning("Telegram injoignable, nouvel essai", raison=type(erreur).__name__)
                await asyncio.sleep(min(ATTENTE_MAX, 0.5 * 2 ** min(essai, 6)))
        await poser_le_menu_commun(self.bot)
        await self.traiter_les_arrivees()

    async def arreter(self) -> None:
        """Close the connections."""
        await self.application.shutdown()

    async def recevoir(self, *brutes: dict[str, Any]) -> None:
        """Commit raw updates; they may then be confirmed to Telegram."""
        ARRIVEES.labels(NOM).inc(len(brutes))
        await asyncio.to_thread(self._garder, brutes)

    def _garder(self, brutes: Sequence[dict[str, Any]]) -> None:
        maintenant = self._horloge.maintenant()
        with self._base.transaction() as uow:
            for une in brutes:
                uow.arrivees.ajouter(NOM, str(une["update_id"]), json.dumps(une), maintenant)

    async def traiter_les_arrivees(self) -> bool:
        """Handle every stored update, in order; tells whether none is left."""
        async with self._verrou:
            vues: set[int] = set()
            while en_attente := await asyncio.to_thread(self._en_attente):
                numeros = {une.id for une in en_attente}
                if vues and numeros >= vues:
                    return False
                for arrivee in en_attente:
                    await self.application.process_update(arrivee)
                await self._agir()
                vues = numeros
            return True

    async def _agir(self) -> None:
        """Do in a thread, one after the other, what the updates read so far ask."""
        actes, self._actes = self._actes, []
        if actes:
            await asyncio.to_thread(self._faire, actes)

    def _faire(self, actes: Sequence[Acte]) -> None:
        """Do each, whatever befell the one before: what is not settled stays in the inbox."""
        with self._base.ensemble():
            for arrivee, acte in actes:
                try:
                    acte()
                except BASE_INJOIGNABLE:
                    raise
                except Exception:
                    journal.exception("mise à jour non traitée", cle=arrivee.cle)
                    self._laisser(arrivee)

    def _en_attente(self) -> list[Arrivee]:
        with self._base.transaction() as uow:
            return list(uow.arrivees.en_attente(NOM, LOT))

    async def _traiter(self, arrivee: Arrivee, _: ContextTypes.DEFAULT_TYPE) -> None:
        """Translate one update and do what it asks, in a thread."""
        try:
            update = Update.de_json(json.loads(arrivee.charge), self.bot)
            evenement = traduire(update, self.bot.username)
        except Exception:
            journal.exception("mise à jour illisible", cle=arrivee.cle)
            evenement, update = None, None
        if update and update.callback_query:
            asyncio.create_task(self._liberer_le_bouton(update.callback_query.id))
        if not isinstance(evenement, Request):
            self._actes.append((arrivee, partial(self._noter, evenement, arrivee)))
            return
        try:
            requete = await self._avec_son_fichier(update, evenement, arrivee)
        except TelechargementManque as erreur:
            journal.warning("fichier non téléchargé, nouvel essai", raison=str(erreur))
            await asyncio.to_thread(self._laisser, arrivee)
            return
        except Exception:
            journal.exception("fichier illisible", cle=arrivee.cle)
            await asyncio.to_thread(self._laisser, arrivee)
            return
        self._actes.append((arrivee, partial(self._repondre, requete, arrivee)))
        if _change_le_menu(requete):
            await self._agir()
            await self._poser_le_menu(requete)

    def _repondre(self, requete: Request, arrivee: Arrivee) -> None:
        self._routeur.traiter(requete, self._horloge.maintenant(), arrivee)

    async def _avec_son_fichier(
        self, update: Update | None, requete: Request, arrivee: Arrivee
    ) -> Request:
        """Fetch the file that a message brings, before any transaction is open."""
        message = update and update.message
        if requete.anonyme or not message or not apporte_un_fichier(message, self.bot.username):
            return requete
        await self._agir()
        dernier = arrivee.essais + 1 >= ESSAIS_MAX
        return await joindre(self.bot, message, requete, dernier=dernier)

    def _laisser(self, arrivee: Arrivee) -> None:
        """Keep an update that was not handled for a few more tries: it holds échéances back."""
        with self._base.transaction() as uow:
            if arrivee.essais + 1 < ESSAIS_MAX:
                uow.arrivees.compter_essai(arrivee.id)
            else:
                uow.arrivees.traiter(arrivee.id, self._horloge.maintenant())

    async def _liberer_le_bouton(self, appui: str) -> None:
        """Stop the button's waiting sign; too late is no matter."""
        try:
            await self.bot.answer_callback_query(appui)
        except TelegramError as erreur:
            journal.info("appui non acquitté", raison=erreur.message)

    def _noter(self, evenement: Evenement | None, arrivee: Arrivee) -> None:
        """Settle an update that asks for no answer: a departure, a return, a migration."""
        maintenant = self._horloge.maintenant()
        with self._base.transaction() as uow:
            if not uow.arrivees.traiter(arrivee.id, maintenant):
                return
            noter(uow, evenement, maintenant)

    async def _poser_le_menu(self, requete: Request) -> None:
        """Set the menu of a person whose role may just have changed."""
        commandes = await asyncio.to_thread(self._commandes, requete.personne)
        await poser_le_menu(self.bot, requete.conversation.adresse, commandes)

    def _commandes(self, personne: str) -> Sequence[Commande]:
        with self._base.transaction() as uow:
            return offertes(uow, uow.membres.par_identite(NOM, personne))

    async def noter_l_ecoute(self, instant: Any) -> None:
        """Note that nothing sent before `instant` is left unheard, if that is so."""

        def noter() -> None:
            with self._base.transaction() as uow:
                if not uow.arrivees.en_attente(NOM, 1):
                    uow.ecoutes.noter(NOM, instant)

        await asyncio.to_thread(noter)


def _change_le_menu(requete: Request) -> bool:
    """Tell whether a person's role may change, and with it the commands that they are shown."""
    debut = requete.texte.lstrip()[:14].casefold()
    return requete.conversation.prive and debut.startswith(DEBUTS)
