"""What the page reads: itself, its parts, and the stream of changes."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response, StreamingResponse
from starlette.routing import Route

from bot.channels.sandbox.boite import CLE
from bot.web.sandbox_page.etat import Page
from bot.web.sandbox_page.gabarits import rendre
from bot.web.sandbox_page.garde import COURRIELS, RefusDePage
from bot.web.sandbox_page.panneaux import panneaux
from bot.web.sandbox_page.vues import VuePersonne, fil, genre_du_bloc, heure_longue, personnes

_AILLEURS = '<base target="_blank">'


def routes(page: Page) -> list[Route]:
    """Give the reading routes of one page."""

    async def tout(request: Request) -> Response:
        gens = await asyncio.to_thread(personnes, page)
        bas = await asyncio.to_thread(panneaux, page, request.query_params.get("dossier", ""))
        return HTMLResponse(rendre("page", **_conversations(page, gens), bas=bas, **_bandeau(page)))

    async def bandeau(_: Request) -> Response:
        return HTMLResponse(rendre("_bandeau", **_bandeau(page)))

    async def conversation(request: Request) -> Response:
        cle = exiger_fil(page, request.path_params["cle"])
        faits = {"cle": cle, "messages": fil(page, cle), "genre_du_bloc": genre_du_bloc}
        return HTMLResponse(rendre("_fil", **faits))

    async def bas_de_page(request: Request) -> Response:
        choisi = request.query_params.get("dossier", "")
        return HTMLResponse(
            rendre("_panneaux", bas=await asyncio.to_thread(panneaux, page, choisi))
        )

    return [
        Route("/", tout),
        Route("/piece/{cle}/{message}", _piece(page)),
        Route(f"{COURRIELS}{{numero}}", _courriel(page)),
        Route("/bandeau", bandeau),
        Route("/conversation/{cle}", conversation),
        Route("/panneaux", bas_de_page),
        Route("/evenements", _evenements(page)),
    ]


def _piece(page: Page) -> Callable[[Request], Awaitable[Response]]:
    """Give the route of a file joined to a message."""

    async def piece(request: Request) -> Response:
        cle = exiger_fil(page, request.path_params["cle"])
        montre = page.bac.messagerie.trouver(cle, request.path_params["message"])
        porteur = (montre.message or montre.courriel) if montre else None
        jointe = porteur.piece if porteur else None
        if jointe is None:
            raise RefusDePage(404, "Ce fichier n'existe plus. Redemandez-le : /preuve")
        nom = f"attachment; filename*=UTF-8''{quote(jointe.nom, safe='')}"
        return Response(
            jointe.contenu, media_type=jointe.type, headers={"content-disposition": nom}
        )

    return piece


def _courriel(page: Page) -> Callable[[Request], Awaitable[Response]]:
    """Give the route of a mail's own page, as it left; its links open beside the sandbox."""

    async def courriel(request: Request) -> Response:
        montre = page.bac.messagerie.trouver(CLE, request.path_params["numero"])
        if montre is None or montre.courriel is None:
            raise RefusDePage(404, "Ce courriel n'existe plus. Revenez à la page d'accueil.")
        return HTMLResponse(_AILLEURS + montre.courriel.html)

    return courriel


def exiger_fil(page: Page, cle: str) -> str:
    """Give the key of a conversation, the mails' one included; raises RefusDePage."""
    return cle if cle == CLE and page.bac.courrier else exiger_personne(page, cle)


def exiger_personne(page: Page, cle: str) -> str:
    """Give the person's key; raises RefusDePage when nobody has it."""
    if cle not in page.bac.personnes:
        raise RefusDePage(404, "Personne ne porte ce nom ici. Revenez à la page d'accueil.")
    return cle


def _bandeau(page: Page) -> dict[str, Any]:
    lieu = page.bac.lieu
    maintenant = heure_longue(page.bac.horloge.maintenant(), lieu.zone)
    return {"lieu": lieu.nom, "maintenant": maintenant, "annonce": page.annonce}


def _conversations(page: Page, gens: Sequence[VuePersonne]) -> dict[str, Any]:
    return {
        "aide": f"{page.bac.lieu.aide}.html",
        "avis": page.bac.lieu.avis,
        "gens": gens,
        "fils": {cle: fil(page, cle) for cle in (*(un.cle for un in gens), CLE)},
        "courrier": page.bac.courrier,
        "bailleur": next((un for un in gens if un.est_bailleur), None),
        "reservataire": next((un for un in gens if not un.est_bailleur), None),
        "genre_du_bloc": genre_du_bloc,
    }


def _evenements(page: Page) -> Callable[[Request], Awaitable[Response]]:
    async def evenements(_: Request) -> Response:
        if page.ecoute.pleine:
            raise RefusDePage(503, "Trop de fenêtres sont ouvertes. Fermez-en une, puis rechargez.")
        return StreamingResponse(page.ecoute.suivre(), media_type="text/event-stream")

    return evenements
