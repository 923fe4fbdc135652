"""Guards around the pages: headers, origin, size, haste; plain French errors."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Mapping
from ipaddress import IPv6Address, ip_address
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.channels.pieces import TAILLE_MAX
from bot.frein import Frein
from bot.handlers.fichiers import LISENT_UN_FICHIER
from bot.health import FREINS
from bot.web.corps import mesurer
from bot.web.pages.etat import Pages
from bot.web.pages.rendu import rendre

CORPS_MAX = 64 * 1024
DEPOTS = tuple(f"/{un}" for un in LISENT_UN_FICHIER)
"""How the addresses end where files are sent: larger bodies are let in."""

PAR_ADRESSE, PAR_LIEN = (60, 2.0), (40, 1.0)
"""How many requests at once, then each second: a whole town hall may share one address."""

ENTETES = {
    "content-security-policy": (
        "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    # Not no-referrer: the browser would then send « Origin: null » with our own forms.
    "referrer-policy": "same-origin",
    "cache-control": "no-store",
    "x-robots-tag": "noindex, nofollow",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "cross-origin-opener-policy": "same-origin",
}
HSTS = "max-age=31536000"

_PHRASES = {
    400: "Cette demande est incomplète ou mal formée. Revenez à la page et recommencez.",
    403: "Cette demande ne vient pas de nos pages. Rouvrez votre lien, puis recommencez.",
    404: "Il n'y a rien à cette adresse. Rouvrez le lien que vous avez reçu.",
    405: "Cette adresse ne s'ouvre pas ainsi. Rouvrez le lien que vous avez reçu.",
    413: (
        "Ce que vous envoyez est trop lourd : 1 Mo au plus pour un fichier. Allégez-le, puis "
        "renvoyez-le."
    ),
    429: "Trop de demandes à la fois. Attendez une minute, puis rechargez la page.",
}
_INCIDENT = "Un incident nous empêche de répondre ; rien n'a été modifié. Réessayez plus tard."
_MEME_SITE = frozenset({"same-origin", "none"})


def erreur(racine: str, statut: int, phrase: str = "") -> Response:
    """Say what is wrong in one French sentence."""
    dite = phrase or _PHRASES.get(statut, _INCIDENT)
    titre = "Trop de demandes" if statut == 429 else "Ce n'est pas possible"
    return rendre("erreur", racine, statut, titre=titre, phrase=dite, ouvert=None)


class Garde:
    """ASGI middleware: same-origin posts only, small bodies only, no haste, safe headers always."""

    def __init__(self, app: ASGIApp, pages: Pages, *, frein: bool = True) -> None:
        """Wrap the application of these pages; without `frein`, haste is let through."""
        self.app = app
        self._pages = pages
        self._freine = frein
        self._par_adresse = Frein(*PAR_ADRESSE, _temps)
        self._par_lien = Frein(*PAR_LIEN, _temps)
        public = urlsplit(pages.liens.adresse_publique)
        self._public = public.netloc
        self._entetes = {**ENTETES, **({_HSTS: HSTS} if public.scheme == "https" else {})}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let one request through, or refuse it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        feuille = _chemin(scope) == "/style.css"
        entetes = self._entetes | ({"cache-control": "public, max-age=86400"} if feuille else {})

        async def envoyer(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(entetes)
            await send(message)

        refus = None if feuille else self._refuser(scope)
        if refus:
            await refus(scope, receive, envoyer)
            return
        await self.app(scope, mesurer(receive, _corps_max(scope)), envoyer)

    def _refuser(self, scope: Scope) -> Response | None:
        """Give the answer to what is refused before anything is read."""
        entetes, racine = Headers(scope=scope), self._pages.racine
        if self._freine and (secondes := self._attente(scope)):
            FREINS.labels("page").inc()
            reponse = erreur(racine, 429)
            reponse.headers["retry-after"] = str(secondes)
            return reponse
        if scope["method"] == "POST" and not self._de_chez_nous(entetes):
            return erreur(racine, 403)
        longueur = entetes.get("content-length", "0")
        lisible = longueur.isascii() and longueur.isdigit()
        trop = not lisible or int(longueur) > _corps_max(scope)
        return erreur(racine, 413) if trop else None

    def _attente(self, scope: Scope) -> int:
        jeton = _chemin(scope).strip("/").split("/")[0]
        lien = hashlib.sha256(jeton.encode()).hexdigest()
        client = scope.get("client")
        par_adresse = self._par_adresse.attente(_reseau(client[0] if client else ""))
        return par_adresse or self._par_lien.attente(lien)

    def _de_chez_nous(self, entetes: Mapping[str, str]) -> bool:
        """Tell whether a form was sent from a page of ours, as far as the browser says."""
        if entetes.get("sec-fetch-site", "same-origin") not in _MEME_SITE:
            return False
        origine = entetes.get("origin")
        return not origine or _hote(origine) in (entetes.get("host"), self._public)


_HSTS = "strict-transport-security"


def _temps() -> float:
    return asyncio.get_running_loop().time()


def _chemin(scope: Scope) -> str:
    """Give what follows the path of the pages."""
    return str(scope["path"]).removeprefix(scope.get("root_path", ""))


def _hote(origine: str) -> str | None:
    """Give the host of an origin; None for what is no address."""
    try:
        return urlsplit(origine).netloc or None
    except ValueError:
        return None


def _reseau(adresse: str) -> str:
    """Give what one subscriber holds: an IPv4 address, or the /64 of an IPv6 one."""
    try:
        lue = ip_address(adresse)
    except ValueError:
        return adresse
    if not isinstance(lue, IPv6Address):
        return adresse
    return str(lue.ipv4_mapped or lue.exploded[:19])


def _corps_max(scope: Scope) -> int:
    return CORPS_MAX + (2 * TAILLE_MAX if scope["path"].endswith(DEPOTS) else 0)
