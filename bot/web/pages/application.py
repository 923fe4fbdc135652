"""The signed pages as an application: `/p/<token>` and what is under it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from bot.clock import Horloge
from bot.handlers.router import phrase_d_incident
from bot.web.pages import actions, fichiers, inscription, lecture, recus
from bot.web.pages.demande import Demande, lire
from bot.web.pages.etat import Ouverture, Pages, ouvrir
from bot.web.pages.garde import Garde, erreur
from bot.web.pages.refus import nouveau_lien, page_refusee
from bot.web.pages.rendu import style
from core.domain.acces import But, LienRefuse
from core.domain.organisations import PAGE
from core.errors import Introuvable, Refus
from storage.unit_of_work import Base

Apres = Callable[[], Awaitable[None]]


def creer_pages(
    base: Base, horloge: Horloge, apres: Apres | None = None, *, frein: bool = True
) -> Starlette:
    """Give the application to mount at `/p`; `apres` is awaited after each gesture.

    `frein`: haste is refused, as on any public address.

    Raises ValueError for a database without a public address: nothing could be signed.
    """
    if base.liens is None:
        raise ValueError("FLUXBOT_PUBLIC_URL")
    pages = Pages(base, base.liens, horloge)

    async def entree(request: Request) -> Response:
        try:
            demande = await lire(request)
        except ClientDisconnect:
            return erreur(pages.racine, 400)
        reponse = await asyncio.to_thread(repondre, pages, demande)
        if demande.poste and apres:
            await apres()
        return reponse

    async def feuille(_: Request) -> Response:
        return Response(style(), media_type="text/css")

    async def refuser(request: Request, faute: Exception) -> Response:
        statut = faute.status_code if isinstance(faute, HTTPException) else 500
        return erreur(pages.racine, statut)

    return Starlette(
        routes=[
            Route("/style.css", feuille),
            Route("/{jeton}", entree, methods=["GET", "POST"]),
            Route("/{jeton}/{suite:path}", entree, methods=["GET", "POST"]),
        ],
        middleware=[Middleware(Garde, pages=pages, frein=frein)],
        exception_handlers={HTTPException: refuser},
    )


def repondre(pages: Pages, demande: Demande) -> Response:
    """Answer one request under a link; a fault of ours is told with its number, nothing stored."""
    maintenant = pages.horloge.maintenant()
    try:
        if demande.poste and demande.lien:
            return nouveau_lien(pages, demande, maintenant)
        return _ouvrir(pages, demande, maintenant)
    except LienRefuse as refus:
        return page_refusee(pages, refus, maintenant)
    except Refus as faute:
        return erreur(pages.racine, 422, faute.phrase)
    except Exception:
        return erreur(pages.racine, 500, phrase_d_incident(PAGE))


def _ouvrir(pages: Pages, demande: Demande, maintenant: datetime) -> Response:
    acces = pages.liens.lire(demande.jeton)
    if acces.but is But.INSCRIPTION:
        if demande.suite:
            raise LienRefuse("hors de son objet", acces)
        if demande.poste:
            return inscription.confirmer(pages, acces, demande, maintenant)
        return inscription.montrer(pages, acces, demande.jeton, maintenant)
    ouvert = ouvrir(pages, acces, demande.jeton, maintenant)
    try:
        return (_poster if demande.poste else _lire)(ouvert, demande, maintenant)
    except Refus as faute:
        return lecture.refus(ouvert, faute)


def _lire(ouvert: Ouverture, demande: Demande, maintenant: datetime) -> Response:
    match demande.suite:
        case ():
            return lecture.accueil(ouvert, maintenant)
        case ("recu", geste):
            return recus.recu(ouvert, geste, maintenant, deja="deja" in demande.arguments)
        case ("recu", geste, "piece"):
            return recus.piece(ouvert, geste, maintenant)
        case ("courriels", numero):
            return fichiers.courriel(ouvert, numero, demande.arguments, maintenant)
        case (nom, "piece"):
            return fichiers.piece(ouvert, nom, demande.arguments, maintenant)
        case (nom,):
            return lecture.commande(ouvert, nom, demande.arguments, maintenant)
    raise Introuvable("Cette page n'existe pas. Revenez à l'accueil de ce lien.")


def _poster(ouvert: Ouverture, demande: Demande, maintenant: datetime) -> Response:
    match demande.suite:
        case ("espace",):
            return actions.demander_l_espace(ouvert, demande, maintenant)
        case (nom,):
            return actions.agir(ouvert, nom, demande, maintenant)
    raise Introuvable("Cette page n'existe pas. Revenez à l'accueil de ce lien.")
