"""The modals as they live: open at once, filled later, answered in time."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.channels.slack import modale
from bot.channels.slack.adresses import place
from bot.channels.slack.courrier import Courrier
from bot.channels.slack.errors import ADRESSES_FAUSSES, nom_de
from bot.channels.slack.incoming import traduire
from bot.channels.slack.render import ouvre_un_formulaire
from bot.handlers.arguments import decouper
from bot.handlers.commandes import PAR_NOM
from bot.handlers.request import Request
from bot.handlers.soumission import Soumission
from core.errors import Refus

journal = structlog.get_logger(__name__)
APRES_L_ACCUSE = 0.5
HORS_DU_CANAL = ADRESSES_FAUSSES | {"method_not_supported_for_channel_type"}

Jetons = Callable[[str], Awaitable[str | None]]
Annoncer = Callable[[Courrier, Soumission], Awaitable[None]]


class Modales:
    """Opens, fills and answers the modals of one app."""

    def __init__(self, client: AsyncWebClient, jetons: Jetons, annoncer: Annoncer) -> None:
        """`jetons` gives a workspace's token; `annoncer` tells what no modal can show."""
        self._client = client
        self._jetons = jetons
        self._annoncer = annoncer
        self._suites: set[asyncio.Task[None]] = set()

    async def ouvrir(self, courrier: Courrier) -> str | None:
        """Open the modal that the answer will fill, if one is called for; give its id."""
        if not _appelle_une_modale(courrier):
            return None
        requete = traduire(courrier)
        if not isinstance(requete, Request):
            return None
        vue = modale.attente(requete.conversation.sujet or "")
        try:
            ouverte = await self._client.views_open(
                trigger_id=str(courrier.corps.get("trigger_id", "")),
                view=vue,
                token=await self._jetons(courrier.equipe),
            )
        except SlackApiError as erreur:
            journal.info("modale non ouverte", raison=nom_de(erreur))
            return None
        except Exception as erreur:
            journal.warning("modale non ouverte", raison=type(erreur).__name__)
            return None
        return str(ouverte["view"]["id"])

    async def repondre(
        self, courrier: Courrier, travail: asyncio.Future[Soumission], limite: float
    ) -> dict[str, Any]:
        """Give what the form becomes; when that takes too long, say so and fill it later."""
        vue = courrier.corps["view"]
        lieu = modale.lire_souvenir(vue).lieu
        reste = max(0.0, limite - asyncio.get_running_loop().time())
        faits, _ = await asyncio.wait([travail], timeout=reste)
        if faits:
            return _reponse(travail.result(), vue, lieu)
        suite = asyncio.create_task(self._finir(courrier, travail))
        self._suites.add(suite)
        suite.add_done_callback(self._suites.discard)
        patience = modale.attente(lieu, "C'est reçu, je m'en occupe…")
        return {"response_action": "update", "view": patience}

    async def finir(self) -> None:
        """Let the forms acknowledged in advance be answered."""
        await asyncio.gather(*self._suites, return_exceptions=True)

    async def _finir(self, courrier: Courrier, travail: asyncio.Future[Soumission]) -> None:
        """Show, once it is known, what became of a form that took too long."""
        # The acknowledgement replaces the view too: it must get there first.
        await asyncio.sleep(APRES_L_ACCUSE)
        soumission = await travail
        vue = courrier.corps["view"]
        lieu = modale.lire_souvenir(vue).lieu
        if soumission.suite:
            montree = modale.formulaire(soumission.suite, lieu)
        elif soumission.erreurs:
            montree = modale.a_corriger(vue, soumission.erreurs)
        else:
            montree = modale.attente(lieu, "C'est fait.")
        try:
            await self._client.views_update(
                view_id=str(vue["id"]), view=montree, token=await self._jetons(courrier.equipe)
            )
        except Exception as erreur:
            journal.info("modale fermée avant sa réponse", raison=type(erreur).__name__)
            if soumission != Soumission():
                await self._annoncer(courrier, soumission)

    async def preciser(self, requete: Request) -> Request:
        """Tell, for /canal, whether the bot may write in the channel; join it if it is open."""
        ou = place(requete.ici)
        jeton = await self._jetons(ou.equipe)
        try:
            lu = await self._client.conversations_info(channel=ou.canal, token=jeton)
            if not lu["channel"].get("is_member"):
                await self._client.conversations_join(channel=ou.canal, token=jeton)
        except SlackApiError as erreur:
            return replace(requete, present=nom_de(erreur) not in HORS_DU_CANAL)
        except Exception as erreur:
            journal.warning("canal non vérifié", raison=type(erreur).__name__)
        return requete


def _appelle_une_modale(courrier: Courrier) -> bool:
    """Tell whether a command or button will ask for more; the Home tab answers in a modal."""
    corps = courrier.corps
    if courrier.genre == "commande":
        return _questionne(str(corps["command"]), str(corps.get("text") or ""))
    if courrier.genre != "bouton":
        return False
    vue = corps.get("view") or {}
    if vue.get("type") == "modal":
        return False
    action = str(corps["actions"][0].get("action_id", ""))
    return vue.get("type") == "home" or ouvre_un_formulaire(action)


def _questionne(commande: str, texte: str) -> bool:
    connue = PAR_NOM.get(commande.removeprefix("/"))
    if connue is None:
        return False
    try:
        return connue.questionne(decouper(texte))
    except Refus:
        return False


def _reponse(soumission: Soumission, vue: modale.Vue, lieu: str) -> dict[str, Any]:
    if soumission.suite:
        return {"response_action": "update", "view": modale.formulaire(soumission.suite, lieu)}
    if soumission.erreurs:
        places = modale.erreurs_sous_les_champs(vue, soumission.erreurs)
        return {"response_action": "errors", "errors": places}
    return {"response_action": "clear"}
