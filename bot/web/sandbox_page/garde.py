"""Guards around the page: headers, size of what comes in, plain French errors."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.channels.pieces import TAILLE_MAX
from bot.web.corps import mesurer
from bot.web.sandbox_page.gabarits import rendre

CORPS_MAX = 64 * 1024
DEPOT = "/fichier"
"""Where files are sent: larger bodies are let in."""

ENTETES = {
    "content-security-policy": (
        "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
        "object-src 'none'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cache-control": "no-cache",
}

COURRIELS = "/courriel/"
"""Where mails are shown, in a frame of the page: they hold their own styles, and nothing else."""

ENTETES_DU_COURRIEL = {
    **ENTETES,
    "content-security-policy": (
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; "
        "sandbox allow-popups allow-popups-to-escape-sandbox"
    ),
}

_PHRASES = {
    400: "Cette demande est incomplète ou mal formée. Revenez à la page et recommencez.",
    403: "Cette demande ne vient pas de la page du bac à sable. Ouvrez la page, puis recommencez.",
    404: "Il n'y a rien à cette adresse. Le bac à sable est sur la page d'accueil.",
    405: "Cette adresse ne s'ouvre pas ainsi. Revenez à la page et utilisez ses boutons.",
    413: "Ce que vous envoyez est trop long. Raccourcissez, puis recommencez.",
    503: "Trop de fenêtres sont ouvertes sur ce bac à sable. Fermez-en une, puis rechargez.",
}
TROP_LOURD = "Ce fichier pèse plus de 2 Mo : 1 Mo au plus. Allégez-le, puis renvoyez-le."
INCIDENT = "Un incident nous empêche de répondre. Rechargez la page et recommencez."


class Garde:
    """ASGI middleware: same-origin posts only, small bodies only, safe headers always."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an application."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let one request through, or refuse it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def envoyer(message: Message) -> None:
            if message["type"] == "http.response.start":
                du_courriel = scope["path"].startswith(COURRIELS)
                entetes = ENTETES_DU_COURRIEL if du_courriel else ENTETES
                MutableHeaders(scope=message).update(entetes)
            await send(message)

        refus = _refus(scope)
        if refus:
            phrase = TROP_LOURD if refus == 413 and scope["path"] == DEPOT else _PHRASES[refus]
            reponse = reponse_d_erreur(Request(scope), refus, phrase)
            await reponse(scope, receive, envoyer)
            return
        await self.app(scope, mesurer(receive, _corps_max(scope)), envoyer)


def _refus(scope: Scope) -> int:
    """Give the status to refuse with before reading anything, 0 to go on."""
    entetes = Headers(scope=scope)
    origine = entetes.get("origin")
    if scope["method"] == "POST" and origine and urlsplit(origine).netloc != entetes.get("host"):
        return 403
    longueur = entetes.get("content-length", "0")
    return 413 if not longueur.isdigit() or int(longueur) > _corps_max(scope) else 0


def _corps_max(scope: Scope) -> int:
    """Give how many bytes an address takes; one too many lets the bot say what it refuses."""
    return CORPS_MAX + (2 * TAILLE_MAX if scope["path"] == DEPOT else 0)


def reponse_d_erreur(request: Request, statut: int, phrase: str) -> Response:
    """Say what is wrong in one sentence: a line for the page's script, a page for people."""
    if par_script(request):
        return PlainTextResponse(phrase, statut)
    return HTMLResponse(rendre("erreur", statut=statut, phrase=phrase), statut)


def par_script(request: Request) -> bool:
    """Tell whether the page's script is asking, rather than the browser itself."""
    return request.headers.get("x-requested-with") == "fetch"


class RefusDePage(Exception):
    """A refusal with its own sentence."""

    def __init__(self, statut: int, phrase: str) -> None:
        """Take the HTTP status and what to tell the person."""
        super().__init__(phrase)
        self.statut = statut
        self.phrase = phrase


async def refus(request: Request, erreur: Exception) -> Response:
    """Answer a refusal of ours, or of Starlette (whose English is never shown)."""
    if isinstance(erreur, RefusDePage):
        return reponse_d_erreur(request, erreur.statut, erreur.phrase)
    statut = erreur.status_code if isinstance(erreur, HTTPException) else 500
    return reponse_d_erreur(request, statut, _PHRASES.get(statut, INCIDENT))


async def incident(request: Request, _: Exception) -> Response:
    """Answer an unexpected fault: the server logs it, nothing of it is shown."""
    return reponse_d_erreur(request, 500, INCIDENT)
