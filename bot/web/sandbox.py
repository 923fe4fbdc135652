"""The sandbox's page: several people's conversations side by side, on an adjustable clock."""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Mount
from starlette.staticfiles import StaticFiles

from bot.channels.sandbox.bac import Bac
from bot.web.pages.application import creer_pages
from bot.web.sandbox_page import gestes, lectures
from bot.web.sandbox_page.etat import Page
from bot.web.sandbox_page.gabarits import STATIQUE
from bot.web.sandbox_page.garde import Garde, RefusDePage, incident, refus


def creer_application(bac: Bac) -> Starlette:
    """Give the application that shows `bac`, and the signed pages that its mails lead to.

    Its changes are told to every open window; `state.page` holds what the page remembers, and
    closing `state.page.ecoute` ends its streams.
    """
    page = Page(bac)
    bac.messagerie.prevenir = page.ecoute.prevenir
    routes: list[BaseRoute] = [Mount("/", _bac_a_sable(page))]
    if bac.base.liens:
        routes.insert(0, Mount("/p", creer_pages(bac.base, bac.horloge, bac.vider, frein=False)))
    application = Starlette(routes=routes)
    application.state.page = page
    return application


def _bac_a_sable(page: Page) -> Starlette:
    return Starlette(
        routes=[
            *lectures.routes(page),
            *gestes.routes(page),
            Mount("/static", StaticFiles(directory=STATIQUE)),
        ],
        middleware=[Middleware(Garde)],
        exception_handlers={HTTPException: refus, RefusDePage: refus, Exception: incident},
    )
