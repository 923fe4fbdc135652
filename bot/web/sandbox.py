"""The sandbox's page: several people's conversations side by side, on an adjustable clock."""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

from bot.channels.sandbox.bac import Bac
from bot.web.sandbox_page import gestes, lectures
from bot.web.sandbox_page.etat import Page
from bot.web.sandbox_page.gabarits import STATIQUE
from bot.web.sandbox_page.garde import Garde, RefusDePage, incident, refus


def creer_application(bac: Bac) -> Starlette:
    """Give the application that shows `bac`; its changes are told to every open window.

    `state.page` holds what the page remembers; closing `state.page.ecoute` ends its streams.
    """
    page = Page(bac)
    bac.messagerie.prevenir = page.ecoute.prevenir
    application = Starlette(
        routes=[
            *lectures.routes(page),
            *gestes.routes(page),
            Mount("/static", StaticFiles(directory=STATIQUE)),
        ],
        middleware=[Middleware(Garde)],
        exception_handlers={HTTPException: refus, RefusDePage: refus, Exception: incident},
    )
    application.state.page = page
    return application
