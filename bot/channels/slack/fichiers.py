"""Files that people send on Slack: fetched with the bot's token, from Slack and nowhere else."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.channels import pieces
from bot.channels.pieces import TelechargementManque
from bot.channels.slack.courrier import Courrier
from bot.channels.slack.errors import EN_PANNE, INCERTAIN, PLUS_TARD, TABLE, nom_de
from bot.handlers.request import Fichier, Request
from core.errors import SaisieInvalide

DEPOT = ("https", "files.slack.com", None)
"""Where Slack keeps what people send: scheme, host, port."""

SANS_DROIT = (
    "Je n'ai pas le droit de lire les fichiers dans cet espace Slack (files:read). Demandez à "
    "l'administrateur de recoller le manifeste de fluxbot, puis de réinstaller l'application."
)
AILLEURS = f"Ce fichier n'est pas sur Slack : je ne peux pas le lire. {pieces.ATTENDUS}"
Jetons = Callable[[str], Awaitable[str | None]]
Fiche = dict[str, Any]


class Fichiers:
    """Fetches what comes with a message."""

    def __init__(self, client: AsyncWebClient, jetons: Jetons) -> None:
        """`jetons` gives the bot's token in a workspace."""
        self._client = client
        self._jetons = jetons

    async def joindre(self, courrier: Courrier, requete: Request, *, dernier: bool) -> Request:
        """Give the request with the file of its message, or with why it is not taken.

        Raises TelechargementManque when another try may do, unless this one is the `dernier`.
        """
        fiches = fichiers_de(courrier)
        if len(fiches) > 1:
            return replace(requete, refus=pieces.PLUSIEURS)
        if not fiches:
            return requete
        jeton = await self._jetons(courrier.equipe)
        return await pieces.joindre(
            requete, lambda: self._chercher(fiches[0], jeton or ""), dernier=dernier
        )

    async def _chercher(self, fiche: Fiche, jeton: str) -> Fichier:
        if fiche.get("file_access") == "check_file_info":
            fiche = await self._fiche(str(fiche.get("id", "")), jeton)
        nom = str(fiche.get("name") or "")
        if str(fiche.get("mimetype") or "").startswith("image/"):
            raise SaisieInvalide(pieces.IMAGE)
        pieces.exiger(nom, fiche.get("size"))
        adresse = str(fiche.get("url_private_download") or fiche.get("url_private") or "")
        if _origine(adresse) not in (DEPOT, _origine(self._client.base_url)):
            raise SaisieInvalide(AILLEURS)
        return Fichier(nom, await self._telecharger(adresse, jeton))

    async def _fiche(self, numero: str, jeton: str) -> Fiche:
        """Ask Slack what a file sent from another workspace is (Slack Connect)."""
        try:
            fiche: Fiche = (await self._client.files_info(file=numero, token=jeton))["file"]
            return fiche
        except SlackApiError as erreur:
            nom = nom_de(erreur)
            if nom == "missing_scope":
                raise SaisieInvalide(SANS_DROIT) from None
            if TABLE.get(nom) in (EN_PANNE, INCERTAIN, PLUS_TARD):
                raise TelechargementManque(nom) from None
            raise SaisieInvalide(pieces.MANQUE) from None
        except (aiohttp.ClientError, OSError) as erreur:
            raise TelechargementManque(type(erreur).__name__) from None

    async def _telecharger(self, adresse: str, jeton: str) -> bytes:
        """Read a file; Slack answers with a page where people log in when the right is missing."""
        assert self._client.session
        entetes = {"Authorization": f"Bearer {jeton}"}
        try:
            async with self._client.session.get(
                adresse, headers=entetes, allow_redirects=False
            ) as reponse:
                if reponse.status == 429 or reponse.status >= 500:
                    raise TelechargementManque(f"code {reponse.status}")
                if reponse.status // 100 == 3 or reponse.content_type == "text/html":
                    raise SaisieInvalide(SANS_DROIT)
                if reponse.status != 200:
                    raise SaisieInvalide(pieces.MANQUE)
                return await _lire(reponse)
        except (aiohttp.ClientError, OSError) as erreur:
            raise TelechargementManque(type(erreur).__name__) from None


def fichiers_de(courrier: Courrier) -> list[Fiche]:
    """Give the files that come with a message."""
    fait = courrier.corps.get("event") if courrier.genre == "evenement" else None
    fiches = fait.get("files") if isinstance(fait, dict) else None
    return [une for une in fiches if isinstance(une, dict)] if isinstance(fiches, list) else []


def _origine(adresse: str) -> tuple[str, str | None, int | None]:
    """Give what must match for the token to be sent there."""
    try:
        parties = urlsplit(adresse)
        return parties.scheme, parties.hostname, parties.port
    except ValueError:
        return "", None, None


async def _lire(reponse: aiohttp.ClientResponse) -> bytes:
    """Read a body, no further than what is accepted."""
    lu = bytearray()
    async for morceau in reponse.content.iter_chunked(65536):
        lu += morceau
        if len(lu) > pieces.TAILLE_MAX:
            break
    return bytes(lu)
