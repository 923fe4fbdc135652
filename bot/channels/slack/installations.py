"""Workspaces and their tokens: Bolt's installation store over our own tables."""

from __future__ import annotations

import asyncio
import logging
import secrets
from datetime import datetime, timedelta
from typing import Any

from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.async_authorize import AsyncAuthorize
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.oauth.installation_store import Bot, Installation
from slack_sdk.oauth.installation_store.async_installation_store import AsyncInstallationStore
from slack_sdk.oauth.state_store.async_state_store import AsyncOAuthStateStore

from bot.channels.slack.adresses import NOM
from bot.channels.slack.errors import ACCES
from bot.clock import Horloge
from core.usecases.adhesions import reprendre_les_envois
from storage.depots.installations import EspaceInstalle
from storage.unit_of_work import Base, UniteDeTravail

MEME_SECONDE = timedelta(seconds=1)
"""Slack dates its events to the second."""

DESINSTALLE = "fluxbot a été désinstallé de cet espace Slack"


class EntrepotInstallations(AsyncInstallationStore):
    """Installed workspaces, remembered while the process lives: no read at each event."""

    def __init__(self, base: Base, horloge: Horloge) -> None:
        """Take the database; the tokens are encrypted there."""
        self._base = base
        self._horloge = horloge
        self._connus: dict[str, EspaceInstalle] = {}
        self._propres: dict[str, tuple[EspaceInstalle, datetime]] = {}

    @property
    def logger(self) -> logging.Logger:
        """Give Bolt its logger."""
        return logging.getLogger(__name__)

    def ajouter_le_notre(self, espace: EspaceInstalle) -> None:
        """Take the workspace whose token is in the settings; it is not stored."""
        self._propres[espace.equipe] = (espace, self._horloge.maintenant())

    async def espace(self, equipe: str | None) -> EspaceInstalle | None:
        """Find a workspace by its id."""
        if not equipe:
            return None
        notre = self._propres.get(equipe)
        connu = notre[0] if notre else self._connus.get(equipe)
        if connu is None and (trouve := await asyncio.to_thread(self._lire, equipe)):
            self._connus[equipe] = connu = trouve
        return connu

    async def jeton(self, equipe: str) -> str | None:
        """Give the bot's token in a workspace."""
        espace = await self.espace(equipe)
        return espace.jeton if espace else None

    async def relire(self, equipe: str) -> str | None:
        """Give the token as another copy of the program may have stored it since."""
        trouve = await asyncio.to_thread(self._lire, equipe)
        if trouve:
            self.perdre_de_vue(equipe)
            self._connus[equipe] = trouve
        return trouve.jeton if trouve else None

    def est_parti(self, uow: UniteDeTravail, equipe: str, quand: datetime) -> bool:
        """Tell whether a departure is later than what we know of the workspace."""
        installee = uow.installations.installee_le(equipe)
        notre = self._propres.get(equipe)
        connue = max((un for un in (installee, notre and notre[1]) if un), default=quand)
        return quand + MEME_SECONDE >= connue

    def _lire(self, equipe: str) -> EspaceInstalle | None:
        with self._base.transaction() as uow:
            return uow.installations.trouver(equipe)

    async def async_save(self, installation: Installation) -> None:
        """Store an install; what waited for this workspace leaves."""
        espace = EspaceInstalle(
            installation.team_id or installation.enterprise_id or "",
            installation.team_name or installation.enterprise_name or "",
            installation.app_id or "",
            installation.bot_user_id or "",
            installation.bot_id or "",
            tuple(installation.bot_scopes or ()),
            installation.bot_token or "",
        )
        await asyncio.to_thread(self._garder, espace)
        self.perdre_de_vue(espace.equipe)
        self._connus[espace.equipe] = espace

    def _garder(self, espace: EspaceInstalle) -> None:
        maintenant = self._horloge.maintenant()
        with self._base.transaction() as uow:
            uow.installations.enregistrer(espace, maintenant)
            retrouver(uow, espace.equipe, maintenant)

    async def async_find_bot(
        self,
        *,
        enterprise_id: str | None,
        team_id: str | None,
        is_enterprise_install: bool | None = False,
    ) -> Bot | None:
        """Find the bot of a workspace."""
        espace = await self.espace(team_id or enterprise_id)
        return _installation(espace).to_bot() if espace else None

    async def async_find_installation(
        self,
        *,
        enterprise_id: str | None,
        team_id: str | None,
        user_id: str | None = None,
        is_enterprise_install: bool | None = False,
    ) -> Installation | None:
        """Find the install of a workspace; it belongs to no person."""
        espace = await self.espace(team_id or enterprise_id)
        return _installation(espace) if espace else None

    async def async_delete_bot(self, *, enterprise_id: str | None, team_id: str | None) -> None:
        """Erase a workspace's token; its conversations can no longer be written to."""
        equipe = team_id or enterprise_id or ""
        self.perdre_de_vue(equipe)
        await asyncio.to_thread(self._effacer, equipe)

    async def async_delete_installation(
        self, *, enterprise_id: str | None, team_id: str | None, user_id: str | None = None
    ) -> None:
        """Erase nothing more: only the bot of a workspace is stored."""

    def perdre_de_vue(self, equipe: str) -> None:
        """Forget a token kept in memory."""
        self._connus.pop(equipe, None)
        self._propres.pop(equipe, None)

    def _effacer(self, equipe: str) -> None:
        with self._base.transaction() as uow:
            desinstaller(uow, equipe, self._horloge.maintenant())


def desinstaller(uow: UniteDeTravail, equipe: str, maintenant: datetime) -> None:
    """Erase a workspace's token, and mark its conversations dead until it is installed anew."""
    uow.installations.oublier(equipe)
    uow.installations.enterrer_les_conversations(NOM, equipe, DESINSTALLE, maintenant)


def retrouver(uow: UniteDeTravail, equipe: str, maintenant: datetime) -> None:
    """Take up again the conversations of a workspace whose token is good anew."""
    uow.installations.ranimer_les_conversations(NOM, equipe, (DESINSTALLE, ACCES))
    reprendre_les_envois(uow, maintenant)


class Autorisation(AsyncAuthorize):
    """Tells Bolt who the bot is in the workspace of an event, without a call to Slack.

    A person may press a button from a workspace where fluxbot is not (Slack Connect): they are
    let in here, and known or refused as a member later.
    """

    def __init__(self, entrepot: EntrepotInstallations) -> None:
        """Take the installed workspaces."""
        self._entrepot = entrepot

    async def __call__(
        self,
        *,
        context: AsyncBoltContext,
        enterprise_id: str | None,
        team_id: str | None,
        user_id: str | None,
        actor_enterprise_id: str | None = None,
        actor_team_id: str | None = None,
        actor_user_id: str | None = None,
    ) -> AuthorizeResult | None:
        """Give the bot of that workspace, or an empty result."""
        espace = await self._entrepot.espace(team_id)
        return AuthorizeResult(
            enterprise_id=enterprise_id,
            team_id=team_id,
            bot_user_id=espace.bot if espace else None,
            bot_id=espace.compte if espace else None,
            bot_token=espace.jeton if espace else None,
        )


class EtatsOAuth(AsyncOAuthStateStore):
    """Installs under way, in the database: any copy of the program may end them."""

    def __init__(self, base: Base, horloge: Horloge) -> None:
        """Take the database."""
        self._base = base
        self._horloge = horloge

    @property
    def logger(self) -> logging.Logger:
        """Give Bolt its logger."""
        return logging.getLogger(__name__)

    async def async_issue(self, *args: Any, **kwargs: Any) -> str:
        """Make a state, good for ten minutes and one use."""
        etat = secrets.token_urlsafe(24)
        await asyncio.to_thread(self._noter, etat)
        return etat

    async def async_consume(self, state: str) -> bool:
        """Use a state up."""
        return await asyncio.to_thread(self._consommer, state)

    def _noter(self, etat: str) -> None:
        with self._base.transaction() as uow:
            uow.installations.noter_etat(etat, self._horloge.maintenant())

    def _consommer(self, etat: str) -> bool:
        with self._base.transaction() as uow:
            return uow.installations.consommer_etat(etat, self._horloge.maintenant())


def _installation(espace: EspaceInstalle) -> Installation:
    return Installation(
        app_id=espace.application,
        team_id=espace.equipe,
        team_name=espace.nom,
        bot_token=espace.jeton,
        bot_id=espace.compte,
        bot_user_id=espace.bot,
        bot_scopes=list(espace.droits),
        user_id="",
    )
